import type { Pool, Transaction } from '#platform/database/connections.ts';

export interface SupervisedProject {
  readonly number: string;
  readonly name: string;
  readonly divisionCode: string;
  readonly permitNumber: string | null;
}

/** An enterprise under priority supervision, why, and where its sites are. */
export interface SupervisedEnterprise {
  readonly enterpriseId: number;
  readonly name: string;
  readonly uscc: string;
  readonly divisionCode: string;
  readonly qualifications: readonly {
    readonly caseId: string;
    readonly name: string;
    readonly regime: string;
    readonly stage: string;
    readonly since: string;
  }[];
  /** works under construction as the registry knows them; of an enterprise registered elsewhere those in the scope */
  readonly projects: readonly SupervisedProject[];
}

/**
 * GX24-5.2, SX23-3.3: enterprises under priority supervision in the scope of a bureau, by their place of registration or by a work
 * under construction there. Derived from the restrictions in force, never stored: it begins and ends with them. The database's function
 * of that name reads beyond the claim for exactly this list (prisma/migrations/20261121150000_office_oversight).
 */
export async function prioritySupervision(
  database: Pool | Transaction,
  request: {
    readonly scope: string;
    readonly limit: number;
    readonly afterUscc?: string;
    readonly enterpriseId?: number;
  },
): Promise<SupervisedEnterprise[]> {
  const result = await database.query<SupervisedEnterprise>(
    `select enterprise_id as "enterpriseId", name, uscc, division_code as "divisionCode", qualifications, projects
     from priority_supervision($1, $2, $3, $4)`,
    [request.scope, request.afterUscc ?? null, request.enterpriseId ?? null, request.limit],
  );
  return result.rows;
}
