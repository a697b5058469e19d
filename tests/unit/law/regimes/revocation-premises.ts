import type { CaseState } from '#law/regimes/case.ts';
import { clockPeriodById } from '#law/regimes/clocks.ts';
import type { Law } from '#law/regimes/law.ts';

/**
 * What is missing of that on which a withdrawal rests, judged from the state alone and not by the tables: an order (or card) served
 * and its term over; then either a result returned with its day of service, or a notice served, its window over, a hearing that was
 * asked for held, a decision after all that, and that decision served.
 */
export function missingPremises(state: CaseState, law: Law): readonly string[] {
  const { order, intent, decision } = state.documents;
  const missing: string[] = [];
  const need = (what: string, holds: boolean) => {
    if (!holds) missing.push(what);
  };
  const term = clockPeriodById(state, 'rectification-term', law) ?? clockPeriodById(state, 'order-term', law);
  need('an order that was served', order?.servedOn !== undefined);
  need('a term', term !== undefined);
  need('a decision that was served', decision?.servedOn !== undefined);
  if (state.decision === undefined) return missing;
  const window = clockPeriodById(state, 'hearing-window', law);
  const decidedOn = state.decision.on;
  need('a notice that was served', intent?.servedOn !== undefined);
  need('a notice after the term', intent !== undefined && term !== undefined && intent.sentOn > term.last);
  need('a decision after the window', window !== undefined && decidedOn > window.last);
  need('a hearing that was held', state.hearing === undefined || state.hearing.heldOn !== undefined);
  need('a decision served after it was made', decision?.servedOn !== undefined && decision.servedOn >= decidedOn);
  return missing;
}
