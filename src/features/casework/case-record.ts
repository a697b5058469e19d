import { z } from 'zod';
import type { CaseEvent, CaseState, Subject } from '#law/regimes/case.ts';
import { noCase } from '#law/regimes/case.ts';
import { fold } from '#law/regimes/evolve.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { legalDay } from './opening.ts';

/** A case as it is stored, with the state that its events amount to. */
export interface CaseRecord {
  readonly id: string;
  readonly qualificationId: number;
  readonly enterpriseId: number;
  readonly divisionCode: string;
  readonly regime: string;
  readonly stage: string;
  readonly closed: boolean;
  readonly lastSequence: number;
  readonly lastHash: Buffer;
  readonly state: CaseState;
}

const subjectSchema = z.object({
  enterprise: z.object({ kind: z.enum(['construction', 'supervision']), inRegion: z.boolean(), division: z.string() }),
  qualification: z.object({ code: z.string(), licensing: z.enum(['city', 'province', 'ministry']) }),
});

interface Row {
  readonly id: string;
  readonly qualification_id: number;
  readonly enterprise_id: number;
  readonly division_code: string;
  readonly regime: string;
  readonly stage: string;
  readonly closed_on: string | null;
  readonly last_sequence: number;
  readonly last_hash: Buffer;
  readonly subject: unknown;
  readonly confirmation: string | null;
  readonly events: readonly { readonly event: CaseEvent }[];
}

/**
 * Reads cases and locks their rows to the end of the transaction, so that steps on one case come one after the other. The
 * service confirmation is the one in force now: whether it was signed before a sending is judged by its day (GX24-5.1a).
 */
export async function lockCases(
  transaction: Transaction,
  where: string,
  values: readonly unknown[],
): Promise<CaseRecord[]> {
  await transaction.query(`select 1 from cases c where ${where} order by c.id for update`, [...values]);
  const result = await transaction.query<Row>(
    `select c.id, c.qualification_id, c.enterprise_id, c.division_code, c.regime, c.stage, c.closed_on, c.last_sequence, c.last_hash,
       c.subject, k.signed_on as confirmation,
       (select json_agg(v.content::json order by v.sequence) from case_event v where v.case_id = c.id) as events
     from cases c
     left join service_confirmation k on k.enterprise_id = c.enterprise_id and k.known_to is null
     where ${where} order by c.id`,
    [...values],
  );
  return result.rows.map(recordOf);
}

function recordOf(row: Row): CaseRecord {
  const { enterprise, qualification } = subjectSchema.parse(row.subject);
  const confirmation = row.confirmation === null ? null : legalDay(row.confirmation);
  const subject: Subject = { enterprise: { ...enterprise, confirmation }, qualification };
  return {
    id: row.id,
    qualificationId: row.qualification_id,
    enterpriseId: row.enterprise_id,
    divisionCode: row.division_code,
    regime: row.regime,
    stage: row.stage,
    closed: row.closed_on !== null,
    lastSequence: row.last_sequence,
    lastHash: row.last_hash,
    state: fold(
      noCase(subject),
      row.events.map(({ event }) => event),
    ),
  };
}
