import { addDays, type LegalDate } from '../periods/legal-date.ts';
import { lastDayOf, type Term } from '../periods/period.ts';
import { workingDayOnOrAfter } from '../periods/work-calendar.ts';
import type { CaseEvent, CaseState } from './case.ts';
import { holdsForSubject } from './conditions.ts';
import { evolve } from './evolve.ts';
import { type Law, stageOf, trackOf } from './law.ts';
import type { Clock, ClockId, ServiceRule, Track } from './regime.ts';
import type { ServedDocument } from './words.ts';

export interface ClockPeriod {
  /** The last day; what the clock brings happens on the day after. */
  readonly last: LegalDate;
  readonly provisional: boolean;
}

function startOf(state: CaseState, clock: Clock): LegalDate | undefined {
  const { from } = clock;
  if ('entered' in from) return state.entered[from.entered];
  if ('served' in from) return state.documents[from.served]?.servedOn;
  if ('sent' in from) return state.documents[from.sent]?.sentOn;
  switch (from.hearing) {
    case 'requested':
      return state.hearing?.requestedOn;
    case 'notified':
      return state.hearing?.notifiedOn;
  }
}

function termOf(state: CaseState, clock: Clock): Term | undefined {
  if (clock.term === 'month-opening') return undefined;
  if (clock.term !== 'order-term') return clock.term;
  return state.termMonths === undefined ? undefined : { unit: 'months', length: state.termMonths, rolled: true };
}

/** A last day on which the platform was down moves to the first working day after the downtime, as often as it must. */
function afterDowntime(state: CaseState, last: LegalDate, law: Law): LegalDate {
  const over = state.downtimes.find(({ from, to }) => from <= last && last <= to);
  return over === undefined ? last : afterDowntime(state, workingDayOnOrAfter(addDays(over.to, 1), law.calendar), law);
}

/** The day before the next first working day of a month that comes after a day. */
function beforeMonthOpens(start: LegalDate, law: Law): ClockPeriod {
  const opens = (first: LegalDate) => workingDayOnOrAfter(first, law.calendar);
  const firstOfMonth = addDays(start, 1 - Number(start.slice(8)));
  const opening = opens(firstOfMonth);
  const next = opening > start ? opening : opens(firstOfNextMonth(firstOfMonth));
  return { last: addDays(next, -1), provisional: !law.calendar.isCovered(Number(next.slice(0, 4))) };
}

function firstOfNextMonth(first: LegalDate): LegalDate {
  const later = addDays(first, 31);
  return addDays(later, 1 - Number(later.slice(8)));
}

/** When a clock's period ends by what is known now; undefined while its start is not known, or it does not apply. */
export function clockPeriod(state: CaseState, clock: Clock, law: Law): ClockPeriod | undefined {
  const start = startOf(state, clock);
  if (start === undefined) return undefined;
  if (!(clock.when ?? []).every((condition) => holdsForSubject(condition, state.subject))) return undefined;
  const term = termOf(state, clock);
  const period =
    clock.term === 'month-opening' ? beforeMonthOpens(start, law) : term && lastDayOf(start, term, law.calendar);
  if (period === undefined) return undefined;
  if (!clock.extendedByDowntime) return period;
  return { last: afterDowntime(state, period.last, law), provisional: period.provisional };
}

/** The period of a clock of the case's own course, by its id. */
export function clockPeriodById(state: CaseState, id: ClockId, law: Law): ClockPeriod | undefined {
  const clock = trackOf(law.regime, state.subject)?.clocks[id];
  return clock === undefined ? undefined : clockPeriod(state, clock, law);
}

/** The term that a rectification order set, once it is served: its last day, and the clause that it rests on; undefined before. */
export function orderTerm(state: CaseState, law: Law): (ClockPeriod & Pick<Clock, 'clause'>) | undefined {
  const clocks = Object.values(trackOf(law.regime, state.subject)?.clocks ?? {});
  for (const clock of clocks) {
    if (!('served' in clock.from) || clock.from.served !== 'order') continue;
    const period = clockPeriod(state, clock, law);
    if (period !== undefined) return { ...period, clause: clock.clause };
  }
  return undefined;
}

/** Days from publication to deemed service. */
export function deemedAfter({ publicNotice }: ServiceRule): number {
  return publicNotice.days + (publicNotice.deemed === 'day-after' ? 1 : 0);
}

/** The day on which a published document counts as served, where it is not served yet. */
export function deemedServiceDay(state: CaseState, name: ServedDocument, rule: ServiceRule): LegalDate | undefined {
  const document = state.documents[name];
  if (document?.publishedOn === undefined || document.servedOn !== undefined) return undefined;
  return addDays(document.publishedOn, deemedAfter(rule));
}

const SERVED: readonly ServedDocument[] = ['order', 'intent', 'decision'];

function deemedServices(state: CaseState, track: Track, law: Law): readonly CaseEvent[] {
  const stage = stageOf(state, law);
  return SERVED.flatMap((document): CaseEvent[] => {
    const rule = track.service[document];
    const serving = stage?.serving?.[document];
    if (rule === undefined || serving === undefined) return [];
    const day = deemedServiceDay(state, document, rule);
    if (day === undefined) return [];
    const to = serving.served;
    return [
      {
        what: 'served',
        document,
        servedOn: day,
        by: 'public-notice',
        on: day,
        clause: rule.publicNotice.clause,
        ...(rule.publicNotice.reading === undefined ? {} : { reading: rule.publicNotice.reading }),
        ...(to === undefined ? {} : { move: { to, closes: track.stages[to]?.closed !== undefined } }),
      },
    ];
  });
}

function runningClocks(state: CaseState, track: Track): readonly (readonly [ClockId, Clock])[] {
  if (state.closed) return [];
  return Object.entries(track.clocks).filter(
    ([id, clock]) => clock.runsIn === state.stage && !('duty' in clock.brings && state.ranOut.includes(id)),
  );
}

function expiries(state: CaseState, track: Track, law: Law): readonly CaseEvent[] {
  return runningClocks(state, track).flatMap(([id, clock]): CaseEvent[] => {
    const period = clockPeriod(state, clock, law);
    if (period === undefined) return [];
    const { brings } = clock;
    const common = {
      what: 'clock-ran-out',
      clock: id,
      last: period.last,
      on: addDays(period.last, 1),
      clause: clock.clause,
      ...(clock.reading === undefined ? {} : { reading: clock.reading }),
    } as const;
    if ('duty' in brings) return [{ ...common, duty: brings.duty }];
    return [{ ...common, move: { to: brings.to, closes: track.stages[brings.to]?.closed !== undefined } }];
  });
}

/** What time brings next, if nobody does anything; undefined where no clock runs. */
export function nextByTime(state: CaseState, law: Law): CaseEvent | undefined {
  const track = trackOf(law.regime, state.subject);
  if (track === undefined) return undefined;
  const events = [...deemedServices(state, track, law), ...expiries(state, track, law)];
  const [first] = events.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  if (first === undefined || state.lastOn === undefined || first.on >= state.lastOn) return first;
  // After a correction a period may turn out to have ended long ago: the event happens now, its last day stays true.
  return { ...first, on: state.lastOn };
}

/** Everything that time brings up to and including a day, in order. Every clock ends, so this does (proved at load). */
export function elapse(state: CaseState, law: Law, today: LegalDate): readonly CaseEvent[] {
  const events: CaseEvent[] = [];
  let current = state;
  for (let next = nextByTime(current, law); next !== undefined && next.on <= today; next = nextByTime(current, law)) {
    events.push(next);
    current = evolve(current, next);
  }
  return events;
}
