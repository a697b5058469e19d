import type { WorkCalendar } from '../periods/work-calendar.ts';
import type { CaseState, Subject } from './case.ts';
import type { ClockId, Regime, Stage, StageId, Track } from './regime.ts';
import type { CommandName, EnterpriseKind, Licensing, Restriction, Role, ServedDocument } from './words.ts';

/** What a case is judged by: its regime (in the version it was opened under) and the calendar of working days. */
export interface Law {
  readonly regime: Regime;
  readonly calendar: WorkCalendar;
}

/** The course of the regime that takes this subject; the proof at load guarantees one for in-region and out-of-region. */
export function trackOf(regime: Regime, subject: Subject): Track | undefined {
  return trackFor(regime, subject.enterprise.inRegion);
}

/** The course that a regime has for enterprises of its region, or from elsewhere. */
export function trackFor(regime: Regime, inRegion: boolean): Track | undefined {
  return regime.tracks.find(({ takes }) => !('inRegion' in takes) || takes.inRegion === inRegion);
}

/** The document whose service leads into a stage; undefined where it is entered otherwise. */
export function documentServedInto(track: Track | undefined, id: StageId): ServedDocument | undefined {
  const serving = Object.values(track?.stages ?? {}).flatMap((stage) => Object.entries(stage.serving ?? {}));
  const found = serving.find(([, { served }]) => served === id)?.[0];
  return found === 'order' || found === 'intent' || found === 'decision' ? found : undefined;
}

/** What an order restricts: what is restricted already, or where nothing is, what will be once it is served and its term runs. */
export function restrictionsOrdered(
  regime: Regime,
  of: { readonly kind: EnterpriseKind; readonly inRegion: boolean },
): readonly Restriction[] {
  const track = trackFor(regime, of.inRegion);
  const term = Object.values(track?.clocks ?? {}).find((clock) => clock.term === 'order-term');
  return restrictionsFor(term === undefined ? undefined : track?.stages[term.runsIn], of.kind);
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
  return restrictionsFor(stage, subject.enterprise.kind);
}

/** The same where only the kind of enterprise is known. */
export function restrictionsFor(stage: Stage | undefined, kind: EnterpriseKind): readonly Restriction[] {
  if (stage === undefined) return [];
  const { restrictions } = stage;
  return [...('construction' in restrictions ? restrictions[kind] : restrictions)].sort();
}

/** Who may take a step under a regime, for a qualification issued at this level; nobody where the regime has no such step. */
export function rolesFor(regime: Regime, command: CommandName, licensing: Licensing): readonly Role[] {
  const roles = regime.roles[command];
  if (roles === undefined) return [];
  if (typeof roles === 'string') return [roles];
  return 'city' in roles ? [roles[licensing]] : roles;
}
