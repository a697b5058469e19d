import type { LegalDate } from '../periods/legal-date.ts';
import type { CaseState } from './case.ts';
import { type ClockPeriod, clockPeriod, clockPeriodById, deemedServiceDay } from './clocks.ts';
import { holds, type Situation } from './conditions.ts';
import { type Law, presumedBy, restrictionsOf, stageOf, trackOf } from './law.ts';
import type { Duty, StageId, Track } from './regime.ts';
import { electronicServiceOpen, otherWaysFailed } from './service.ts';
import type { Restriction, ServedDocument } from './words.ts';

export interface Due {
  readonly what: string;
  /** The last day; null where the law sets none. */
  readonly by: LegalDate | null;
}

/** Where a case stands on a day. */
export interface Status {
  readonly stage: StageId | null;
  readonly closed: boolean;
  readonly marked: boolean;
  readonly public: boolean;
  readonly restrictions: readonly Restriction[];
  readonly servedOn: Partial<Readonly<Record<ServedDocument, LegalDate>>>;
  /** Last day of the period that runs, or else of the one that ran out last; null before the first and when closed. */
  readonly deadline: LegalDate | null;
  readonly due: readonly Due[];
}

const SERVED: readonly ServedDocument[] = ['order', 'intent', 'decision'];

/** The period that counts for a case now, with whether its day may still move. */
export function currentPeriod(state: CaseState, law: Law): ClockPeriod | undefined {
  const track = trackOf(law.regime, state.subject);
  const stage = stageOf(state, law);
  if (track === undefined || stage === undefined || state.closed) return undefined;
  const running = Object.values(track.clocks)
    .filter((clock) => clock.runsIn === state.stage)
    .map((clock) => clockPeriod(state, clock, law))
    .find((period) => period !== undefined);
  if (running !== undefined) return running;
  for (const document of SERVED) {
    const rule = track.service[document];
    const day = rule === undefined ? undefined : deemedServiceDay(state, document, rule);
    if (day !== undefined && stage.serving?.[document] !== undefined) return { last: day, provisional: false };
  }
  const presumed = presumedBy(stage).flatMap((clock) => clockPeriodById(state, clock, law) ?? []);
  return presumed.reduce<ClockPeriod | undefined>(
    (latest, period) => (latest === undefined || period.last > latest.last ? period : latest),
    undefined,
  );
}

function serviceDuties(state: CaseState, law: Law, track: Track): readonly Due[] {
  const stage = stageOf(state, law);
  return SERVED.flatMap((name): Due[] => {
    const rule = track.service[name];
    const document = state.documents[name];
    if (state.closed && stage?.serving?.[name] === undefined) return [];
    if (document?.returnedOn !== undefined) return [{ what: `answer-bounce-${name}`, by: null }];
    if (rule === undefined || document === undefined || stage?.serving?.[name] === undefined) return [];
    if (document.servedOn !== undefined || document.publishedOn !== undefined) return [];
    const collated = rule.publicNotice.collation !== undefined && state.ranOut.includes(rule.publicNotice.collation);
    if (otherWaysFailed(document, rule) || collated) return [{ what: `publish-${name}`, by: null }];
    const fails = rule.electronic !== undefined && !electronicServiceOpen(state, document, rule);
    return fails || document.lostOn !== undefined ? [{ what: `send-ems-${name}`, by: null }] : [];
  });
}

function dueOf(duty: Duty, state: CaseState, law: Law, track: Track): Due {
  if (duty.by === undefined) return { what: duty.what, by: null };
  if (duty.by === 'at-once') return { what: duty.what, by: state.entered[state.stage ?? ''] ?? null };
  const clock = track.clocks[duty.by.clock];
  const ranOut = state.ranOut.includes(duty.by.clock);
  const what = ranOut && clock !== undefined && 'duty' in clock.brings ? clock.brings.duty : duty.what;
  return { what, by: clockPeriodById(state, duty.by.clock, law)?.last ?? null };
}

function byDay(a: Due, b: Due): number {
  const [left, right] = [a.by ?? '9999', b.by ?? '9999'];
  if (left !== right) return left < right ? -1 : 1;
  return a.what < b.what ? -1 : a.what > b.what ? 1 : 0;
}

/** What the offices owe in this case, what falls due first in front; nothing once it is closed. */
export function dueList(state: CaseState, law: Law, today: LegalDate): readonly Due[] {
  const track = trackOf(law.regime, state.subject);
  const stage = stageOf(state, law);
  if (track === undefined || stage === undefined) return [];
  // What a decision of earlier days still owes outlives the case.
  if (state.closed) return serviceDuties(state, law, track);
  const window = track.hearingWindow === undefined ? undefined : clockPeriodById(state, track.hearingWindow, law);
  const situation: Situation = {
    state,
    today,
    ...(window === undefined ? {} : { windowEnds: window.last }),
    lastDayOf: (clock) => clockPeriodById(state, clock, law)?.last,
  };
  const duties = (stage.duties ?? [])
    .filter(({ when = [] }) => when.every((condition) => holds(condition, situation)))
    .map((duty) => dueOf(duty, state, law, track));
  return [...duties, ...serviceDuties(state, law, track)].sort(byDay);
}

/** Where a case stands on a day, as `simulate` prints it last. */
export function statusOf(state: CaseState, law: Law, today: LegalDate): Status {
  const stage = stageOf(state, law);
  const servedOn = Object.fromEntries(
    SERVED.flatMap((name) => {
      const day = state.documents[name]?.servedOn;
      return day === undefined ? [] : [[name, day]];
    }),
  );
  return {
    stage: state.stage ?? null,
    closed: state.closed,
    marked: stage?.marked ?? false,
    public: stage?.public ?? false,
    restrictions: restrictionsOf(stage, state.subject),
    servedOn,
    deadline: currentPeriod(state, law)?.last ?? null,
    due: dueList(state, law, today),
  };
}
