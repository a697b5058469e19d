import type { CaseEvent } from './case.ts';
import type { Basis, ClauseId, StageId, Track } from './regime.ts';

/** A step that the regime does not allow: the clause that says so, and in Chinese why and what to do. */
export interface Refusal {
  readonly clause: ClauseId;
  readonly reading?: string;
  readonly reason: string;
}

/** What a step brings: events to be recorded (none where it is of no concern to a case), or a refusal. */
export type Decision =
  | { readonly events: readonly CaseEvent[]; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly events?: never };

/** A refusal by a clause or by a reading of it. */
export function refuse(basis: Basis, reason: string): Decision {
  return { refusal: { ...basisOf(basis), reason } };
}

/** The clause and, where one is applied, the reading, as events and refusals carry them. */
export function basisOf({ clause, reading }: Basis): Basis {
  return reading === undefined ? { clause } : { clause, reading };
}

/** The move into a stage, which closes the case where the stage says so; none stays none. */
export function moveTo(track: Track, to: StageId | undefined): Pick<CaseEvent, 'move'> {
  return to === undefined ? {} : { move: { to, closes: track.stages[to]?.closed !== undefined } };
}
