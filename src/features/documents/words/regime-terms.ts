import type { Term } from '#law/periods/period.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { RegimeId } from '../facts.ts';

/** The term of a clock as the regime file has it, so that a document never says another term than the engine reckons. */
export function clockTerm(regime: RegimeId, clock: string): Term {
  for (const track of REGIMES.get(regime)?.tracks ?? []) {
    const term = track.clocks[clock]?.term;
    if (term !== undefined && term !== 'order-term' && term !== 'month-opening') return term;
  }
  throw new Error(`the regime ${regime} has no clock ${clock} with a term of its own`);
}
