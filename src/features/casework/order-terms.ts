import type { CaseEvent } from '#law/regimes/case.ts';
import { orderTerm } from '#law/regimes/clocks.ts';
import type { Queries } from '#platform/database/connections.ts';
import { stateOf } from './case-record.ts';
import { lawsInForce } from './laws.ts';

/** What a served rectification order set: until when, from which clause. */
export interface OrderTerm {
  readonly servedOn: string;
  readonly lastDay: string;
  readonly clause: string;
}

/** The terms of served orders by their cases; a case whose order is not served is not in the answer. */
export async function orderTerms(
  database: Queries,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, OrderTerm>> {
  const terms = new Map<string, OrderTerm>();
  if (caseIds.length === 0) return terms;
  const laws = await lawsInForce(database);
  const found = await database.query<{
    id: string;
    regime: string;
    subject: unknown;
    events: readonly { readonly event: CaseEvent }[];
  }>(
    `select c.id, c.regime, c.subject,
       (select json_agg(v.content::json order by v.sequence) from case_event v where v.case_id = c.id) as events
     from cases c where c.id = any($1)`,
    [caseIds],
  );
  for (const row of found.rows) {
    // Who consented to electronic service is nothing that a term depends on, nor anything for the public.
    const events = row.events.map(({ event }) => event);
    const state = stateOf(row.subject, events, { confirmations: [], sentAt: null });
    const servedOn = state.documents.order?.servedOn;
    const term = orderTerm(state, laws(row.regime));
    if (servedOn === undefined || term === undefined) continue;
    terms.set(row.id, { servedOn, lastDay: term.last, clause: term.clause });
  }
  return terms;
}
