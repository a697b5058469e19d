import type { WorkCalendar } from '../periods/work-calendar.ts';
import type { CaseState, Subject } from './case.ts';
import type { ClockId, Regime, Stage, Track } from './regime.ts';
import type { CommandName, Licensing, Restriction, Role } from './words.ts';

/** What a case is judged by: its regime (in the version it was opened under) and the calendar of working days. */
export interface Law {
  readonly regime: Regime;
  readonly calendar: WorkCalendar;
}

/** The course of the regime that takes this subject; the proof at load guarantees one for in-region and out-of-region. */
export function trackOf(regime: Regime, subject: Subject): Track | undefined {
  return regime.tracks.find(({ takes }) => !('inRegion' in takes) || takes.inRegion === subject.enterprise.inRegion);
}

/** The stage a case stands in; undefined before the first case. */
export function stageOf(state: CaseState, law: Law): Stage | undefined {
  if (state.stage === undefined) return undefined;
  return trackOf(law.regime, state.subject)?.stages[state.stage];
}

/** The clocks that a stage rests on having run out. */
export function presumedBy(stage: Stage | undefined): readonly ClockId[] {
  const { presumes } = stage ?? {};
  if (presumes === undefined) return [];
  return typeof presumes === 'string' ? [presumes] : presumes;
}

/** A stage's restrictions for this kind of enterprise, sorted. */
export function restrictionsOf(stage: Stage | undefined, subject: Subject): readonly Restriction[] {
  if (stage === undefined) return [];
  const { restrictions } = stage;
  const list = 'construction' in restrictions ? restrictions[subject.enterprise.kind] : restrictions;
  return [...list].sort();
}

/** Who may take a step under a regime, for a qualification issued at this level; nobody where the regime has no such step. */
export function rolesFor(regime: Regime, command: CommandName, licensing: Licensing): readonly Role[] {
  const roles = regime.roles[command];
  if (roles === undefined) return [];
  if (typeof roles === 'string') return [roles];
  return 'city' in roles ? [roles[licensing]] : roles;
}
