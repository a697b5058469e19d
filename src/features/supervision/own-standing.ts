import { cityIsOn, explainStage } from '#features/casework/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import { type CreditEntry, creditRecords } from './credit-list.ts';

/** A qualification as its holder may see it: yellow cards included, which nobody else outside the offices may (SX23-2.1). */
export interface OwnQualification {
  readonly qualificationId: number;
  readonly name: string;
  readonly certificateNumber: string | null;
  readonly verdict: string | null;
  readonly shortage: number | null;
  readonly asOf: string | null;
  readonly case: {
    readonly caseId: string;
    readonly regime: string;
    readonly stage: string;
    readonly stageName: string;
    readonly openedOn: string;
    readonly deadline: string | null;
    readonly provisional: boolean;
    readonly public: boolean;
    readonly restrictions: readonly string[];
  } | null;
}

export type OwnStanding =
  | { readonly registered: false }
  | {
      readonly registered: true;
      readonly enterpriseId: number;
      readonly enterprise: string;
      /** who handles its cases today: the city, or the province for a city that has not switched on */
      readonly handledBy: 'city' | 'province';
      readonly qualifications: readonly OwnQualification[];
      readonly credit: readonly CreditEntry[];
    };

interface Row {
  readonly qualificationId: number;
  readonly name: string;
  readonly certificateNumber: string | null;
  readonly verdict: string | null;
  readonly shortage: number | null;
  readonly asOf: string | null;
  readonly caseId: string | null;
  readonly regime: string;
  readonly stage: string;
  readonly openedOn: string;
  readonly deadline: string | null;
  readonly provisional: boolean;
  readonly public: boolean;
  readonly restrictions: readonly string[];
}

async function qualificationsOf(pool: Pool, enterpriseId: number): Promise<OwnQualification[]> {
  const result = await pool.query<Row>(
    `select q.id as "qualificationId", q.name, k.number as "certificateNumber", v.verdict, v.shortage, v.as_of as "asOf", c.id as "caseId",
       c.regime, c.stage, c.opened_on as "openedOn", c.deadline, c.provisional, c.public, c.restrictions
     from qualification q left join certificate k on k.id = q.certificate_id
     left join verdict v on v.qualification_id = q.id and v.known_to is null
     left join cases c on c.qualification_id = q.id and c.closed_on is null
     where q.enterprise_id = $1 and q.status = 'in-force' order by q.id`,
    [enterpriseId],
  );
  return result.rows.map(({ caseId, regime, stage, openedOn, deadline, provisional, restrictions, ...row }) => ({
    qualificationId: row.qualificationId,
    name: row.name,
    certificateNumber: row.certificateNumber,
    verdict: row.verdict,
    shortage: row.shortage,
    asOf: row.asOf,
    case:
      caseId === null
        ? null
        : {
            caseId,
            regime,
            stage,
            stageName: explainStage(regime, stage),
            openedOn,
            deadline,
            provisional,
            public: row.public,
            restrictions,
          },
  }));
}

/**
 * SX23-4.1: an enterprise looks up whether it is registered, and sees its warnings, yellow ones too. Whoever asks must have proved to be
 * the enterprise: that is checked before.
 */
export async function standingForEnterprise(pool: Pool, uscc: string, today: string): Promise<OwnStanding> {
  const found = await pool.query<{ id: number; name: string; division_code: string }>(
    `select id, name, division_code from enterprise where uscc = $1 and status = 'active'`,
    [uscc],
  );
  const [enterprise] = found.rows;
  if (enterprise === undefined) return { registered: false };
  return {
    registered: true,
    enterpriseId: enterprise.id,
    enterprise: enterprise.name,
    handledBy: (await cityIsOn(pool, enterprise.division_code, today)) ? 'city' : 'province',
    qualifications: await qualificationsOf(pool, enterprise.id),
    credit: await creditRecords(pool, { scope: '', enterpriseId: enterprise.id, limit: 100 }),
  };
}
