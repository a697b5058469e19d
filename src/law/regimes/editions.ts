import type { LegalDate } from '../periods/legal-date.ts';
import type { CaseEvent, CaseState } from './case.ts';
import { clockPeriodById } from './clocks.ts';
import { holds } from './conditions.ts';
import { basisOf, moveTo } from './decision.ts';
import { type Law, stageOf, trackOf } from './law.ts';

/** The rules of procedure that cases are opened under now; a case of an edition before is carried over once, by an event. */
export const EDITION = 'procedure-2';

export type RulesChanged = Extract<CaseEvent, { readonly what: 'rules-changed' }>;

/**
 * The event by which an open case of an edition before goes on by the rules of now. Where it stands without what those rules ask for, it goes
 * back to where that can still be done, and notices that had no ground fall; everything else that was done stands.
 */
export function carriedOver(state: CaseState, law: Law, on: LegalDate): RulesChanged {
  const track = trackOf(law.regime, state.subject);
  const stage = stageOf(state, law);
  const rule = track?.carriedOver?.find(
    ({ in: stages, when }) =>
      state.stage !== undefined &&
      stages.includes(state.stage) &&
      when.every((condition) =>
        holds(condition, { state, today: on, lastDayOf: (clock) => clockPeriodById(state, clock, law)?.last }),
      ),
  );
  if (track === undefined || rule === undefined) {
    return { what: 'rules-changed', edition: EDITION, voids: [], on, clause: stage?.clause ?? law.regime.id };
  }
  return {
    what: 'rules-changed',
    edition: EDITION,
    voids: rule.voids.filter((document) => state.documents[document] !== undefined),
    because: rule.because,
    on,
    ...basisOf(rule),
    ...(rule.to === state.stage ? {} : moveTo(track, rule.to)),
  };
}
