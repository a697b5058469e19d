import { regimeOfCase } from '#features/casework/queries.ts';
import { DocumentRefused } from '#features/documents/commands.ts';
import { restrictionsFor, trackFor } from '#law/regimes/law.ts';
import type { Restriction } from '#law/regimes/words.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { issueUnmarkNotice } from './announcing.ts';
import { type CaseFacts, caseFacts, day } from './case-facts.ts';
import { officeForRole } from './issuing.ts';
import { HAD_BEEN_MARKED } from './regime-conditions.ts';
import { type ServiceTools, StepRefused } from './step.ts';

/** What the stage that the case left laid on the enterprise. */
function restrictionsLifted(facts: CaseFacts, left: string): readonly Restriction[] {
  return restrictionsFor(trackFor(regimeOfCase(facts.regime), facts.inRegion)?.stages[left], facts.kind);
}

interface Cleared {
  readonly case_id: string;
  readonly sequence: number;
  readonly on_day: string;
  readonly left_stage: string;
}

/**
 * GX24-4.1d: the platform lifts a mark by itself when the standard is met again, in sets; the notices are issued after it, one by
 * one, found by their absence. Whoever comes second finds the document and issues none.
 * @returns how many were issued, and how many wait for their office to be recorded
 */
export async function issueUnmarkNotices(
  tools: ServiceTools,
  at: Date,
  limit: number,
): Promise<{ readonly issued: number; readonly waiting: number }> {
  const found = await tools.pool.query<Cleared>(
    `select v.case_id, v.sequence, v.on_day, (select l.content::jsonb->'event'->'move'->>'to' from case_event l
         where l.case_id = c.id and l.sequence < v.sequence and l.content::jsonb->'event'->'move'->>'to' is not null
         order by l.sequence desc limit 1) as left_stage from case_event v join cases c on c.id = v.case_id
     where v.act = 'cleared' and v.content::jsonb->'event'->>'what' in ('verdict-recorded', 'met-in-time', 'rechecked', 'rectification-begun')
       and v.content::jsonb->'event'->'documents' ? 'unmark-notice' and v.recorded_at > $1::timestamptz - interval '30 days'
       and ${HAD_BEEN_MARKED}
       and not exists (select 1 from official_document d where d.fact_id = 'unmark-notice:' || v.case_id || ':' || v.sequence)
     order by v.recorded_at, v.case_id limit $2`,
    [at, limit],
  );
  let issued = 0;
  let waiting = 0;
  for (const row of found.rows) {
    const facts = await caseFacts(tools.pool, row.case_id);
    if (facts === undefined) continue;
    try {
      await inTransaction(tools.pool, async (transaction) => {
        await transaction.query('select 1 from cases where id = $1 for update', [row.case_id]);
        const office = await officeForRole(transaction, facts, 'platform');
        const taken = { events: [], fact: `${row.case_id}:${row.sequence}` };
        const lifted = { ...facts, restrictions: restrictionsLifted(facts, row.left_stage) };
        await issueUnmarkNotice(
          transaction,
          { press: tools.press, facts: lifted, office, onDay: day(row.on_day), at, actor: 'platform', taken },
          'met',
        );
      });
      issued++;
    } catch (error) {
      if (!(error instanceof StepRefused) && !(error instanceof DocumentRefused)) throw error;
      waiting++;
    }
  }
  return { issued, waiting };
}
