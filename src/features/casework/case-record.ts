import { z } from 'zod';
import type { CaseEvent, CaseState, Subject } from '#law/regimes/case.ts';
import { noCase } from '#law/regimes/case.ts';
import { fold } from '#law/regimes/evolve.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { CONFIRMED_COLUMNS, type Confirmed, confirmationFor } from './confirmation-in-force.ts';

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

interface Row extends Confirmed {
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
  readonly events: readonly { readonly event: CaseEvent }[];
}

/** Reads cases and locks their rows to the end of the transaction, so that steps on one case come one after the other. */
export async function lockCases(
  transaction: Transaction,
  where: string,
  values: readonly unknown[],
): Promise<CaseRecord[]> {
  await transaction.query(`select 1 from cases c where ${where} order by c.id for update`, [...values]);
  return readCases(transaction, where, values);
}

/** Reads cases as they stand, without keeping anybody from them. */
export async function readCases(
  transaction: Transaction,
  where: string,
  values: readonly unknown[],
): Promise<CaseRecord[]> {
  const result = await transaction.query<Row>(
    `select c.id, c.qualification_id, c.enterprise_id, c.division_code, c.regime, c.stage, c.closed_on, c.last_sequence, c.last_hash,
       c.subject, ${CONFIRMED_COLUMNS},
       (select json_agg(v.content::json order by v.sequence) from case_event v where v.case_id = c.id) as events
     from cases c
     where ${where} order by c.id`,
    [...values],
  );
  return result.rows.map(recordOf);
}

function recordOf(row: Row): CaseRecord {
  const state = stateOf(
    row.subject,
    row.events.map(({ event }) => event),
    row,
  );
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
    state,
  };
}

/** The state that the events of a case amount to, with the confirmation that counts for what is being served in it. */
export function stateOf(stored: unknown, events: readonly CaseEvent[], confirmed: Confirmed): CaseState {
  const { enterprise, qualification } = subjectSchema.parse(stored);
  const subject: Subject = { enterprise: { ...enterprise, confirmation: null }, qualification };
  const state = fold(noCase(subject), events);
  const confirmation = confirmationFor(state, confirmed);
  return { ...state, subject: { ...subject, enterprise: { ...subject.enterprise, confirmation } } };
}
