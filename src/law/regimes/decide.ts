import type { LegalDate } from '../periods/legal-date.ts';
import type { CaseEvent, CaseState } from './case.ts';
import { clockPeriodById, elapse } from './clocks.ts';
import type { Command } from './command.ts';
import { ENGINE_READINGS } from './common.ts';
import { holds, mayConcern } from './conditions.ts';
import { basisOf, type Decision, moveTo, type Refusal, refuse } from './decision.ts';
import { fold } from './evolve.ts';
import { factOf, type TableCommand } from './facts.ts';
import { type Law, presumedBy, stageOf, trackOf } from './law.ts';
import type { ClockId, Row, Track } from './regime.ts';
import { answerReturn } from './returned-mail.ts';
import { correctService, electronicServiceOpen, serve } from './service.ts';
import { COMMANDS, type CommandName } from './words.ts';

function rowsFor(state: CaseState, law: Law, track: Track, name: CommandName): readonly Row[] | undefined {
  const stage = stageOf(state, law);
  if (stage === undefined) return track.opening[name];
  return stage.on[name] ?? (stage.closed?.again === true ? track.opening[name] : undefined);
}

function isCommandName(text: string): text is CommandName {
  return Object.hasOwn(COMMANDS, text);
}

function notAllowed(state: CaseState, law: Law, track: Track, name: CommandName): Decision {
  const stage = stageOf(state, law);
  const step = `“${COMMANDS[name]}”`;
  const known = [track.opening, ...Object.values(track.stages).map(({ on }) => on)].some((table) =>
    table[name]?.some((row) => mayConcern(row, state.subject)),
  );
  if (!known) return refuse(track.otherwise, `不能${step}：${track.otherwise.reason}`);
  if (stage === undefined) return refuse(track.otherwise, `尚无案件，不能${step}；须先有核查不达标的结论。`);
  if (stage.closed !== undefined) return refuse(stage, `案件已以“${stage.name}”结束，不能${step}。`);
  const allowed = Object.entries(stage.on).flatMap(([key, rows]) =>
    isCommandName(key) && rows.some((row) => row.refuse === undefined && mayConcern(row, state.subject))
      ? [COMMANDS[key]]
      : [],
  );
  return refuse(stage, `案件处于“${stage.name}”，不能${step}；此时可以：${allowed.join('、')}。`);
}

function passedOn(track: Track, row: Row, today: LegalDate): readonly CaseEvent[] {
  const passes = row.refuse === undefined && row.to !== undefined ? track.stages[row.to]?.passes : undefined;
  if (passes === undefined) return [];
  return [{ what: 'order-posted', on: today, ...basisOf(passes), ...moveTo(track, passes.to) }];
}

/** Without a confirmation the sending cannot serve, and the bureau is told on the spot (GX24-5.1a, A.2). */
function unserved(
  state: CaseState,
  events: readonly CaseEvent[],
  track: Track,
  today: LegalDate,
): readonly CaseEvent[] {
  const after = fold(state, events);
  return (['order', 'intent', 'decision'] as const).flatMap((name): CaseEvent[] => {
    const document = after.documents[name];
    const rule = track.service[name];
    if (document === undefined || state.documents[name] === document || rule?.electronic === undefined) return [];
    if (electronicServiceOpen(after, document, rule)) return [];
    return [{ what: 'not-served', document: name, why: 'no-confirmation', on: today, ...basisOf(rule.electronic) }];
  });
}

function byTable(state: CaseState, command: TableCommand, law: Law, track: Track, today: LegalDate): Decision {
  const rows = rowsFor(state, law, track, command.do);
  if (rows === undefined) return notAllowed(state, law, track, command.do);
  const window = track.hearingWindow === undefined ? undefined : clockPeriodById(state, track.hearingWindow, law);
  const situation = {
    state,
    today,
    command,
    ...(window === undefined ? {} : { windowEnds: window.last }),
    lastDayOf: (clock: ClockId) => clockPeriodById(state, clock, law)?.last,
  };
  const row = rows.find(({ when = [] }) => when.every((condition) => holds(condition, situation)));
  if (row === undefined) return notAllowed(state, law, track, command.do);
  if (row.refuse !== undefined) return refuse(row, row.refuse);
  if (row.ignored === true) return { events: [] };
  const event: CaseEvent = {
    ...factOf(command, row.opens === true, track),
    on: today,
    ...basisOf(row),
    ...(row.produces === undefined ? {} : { documents: row.produces }),
    ...moveTo(track, row.to),
  };
  const events = [event, ...passedOn(track, row, today)];
  return { events: [...events, ...unserved(state, events, track, today)] };
}

// 民法典 203 is extended by analogy: a reading common to all regimes.
const DOWNTIME = { clause: '民法典-203', reading: ENGINE_READINGS.downtime } as const;

function downtime(command: Command & { do: 'downtime' }, today: LegalDate): Decision {
  if (command.from > command.to) return refuse(DOWNTIME, '停机的起始日不能晚于结束日，请核对。');
  return {
    events: [
      {
        what: 'downtime-recorded',
        from: command.from,
        to: command.to,
        on: today,
        ...DOWNTIME,
      },
    ],
  };
}

/** Whether a step that rests on a clock's end was taken before the end as it now stands. */
function actedTooEarly(state: CaseState, track: Track, id: ClockId, last: LegalDate): boolean {
  const { intent } = state.documents;
  if (intent !== undefined && intent.sentOn <= last) return true;
  const brings = track.clocks[id]?.brings;
  return Object.entries(state.entered).some(([stage, on]) => {
    const isNext = brings !== undefined && 'to' in brings && brings.to === stage;
    return !isNext && presumedBy(track.stages[stage]).includes(id) && on <= last;
  });
}

/** What follows from periods that a correction or a downtime has moved: steps that rested on their end fall away. */
function reconsidered(state: CaseState, law: Law, track: Track, today: LegalDate): readonly CaseEvent[] {
  for (const presumed of presumedBy(stageOf(state, law))) {
    const clock = track.clocks[presumed];
    const period = clockPeriodById(state, presumed, law);
    if (clock === undefined || period === undefined) continue;
    const common = { on: today, clause: clock.clause, reading: ENGINE_READINGS.reopened };
    if (state.metOn !== undefined && state.metOn <= period.last) {
      const documents = ['unmark-notice'] as const;
      return [{ what: 'met-in-time', metOn: state.metOn, documents, ...common, ...moveTo(track, 'cleared') }];
    }
    if (today <= period.last || actedTooEarly(state, track, presumed, period.last)) {
      return [
        { what: 'clock-reopened', clock: presumed, last: period.last, ...common, ...moveTo(track, clock.runsIn) },
      ];
    }
  }
  const windowClock = track.hearingWindow === undefined ? undefined : track.clocks[track.hearingWindow];
  const window = track.hearingWindow === undefined ? undefined : clockPeriodById(state, track.hearingWindow, law);
  if (state.closed || state.decision?.result !== 'revoke' || window === undefined || windowClock === undefined)
    return [];
  if (state.decision.on > window.last) return [];
  return [
    {
      what: 'decision-voided',
      decidedOn: state.decision.on,
      last: window.last,
      on: today,
      clause: windowClock.clause,
      reading: ENGINE_READINGS.reopened,
    },
  ];
}

function decideOne(state: CaseState, command: Command, law: Law, track: Track, today: LegalDate): Decision {
  switch (command.do) {
    case 'arrive':
    case 'bounce':
    case 'publish':
      return serve(state, command, law, track, today);
    case 'correct-service':
      return correctService(state, command, track, today);
    case 'report-return':
    case 'affirm-service':
    case 'void-service':
      return answerReturn(state, command, law, track, today);
    case 'downtime':
      return downtime(command, today);
  }
  return byTable(state, command, law, track, today);
}

/**
 * What a step brings on a day: events, or a refusal with its clause. Pure. The caller has first recorded what time
 * brought up to that day (`elapse`), or uses `act`, which does both.
 */
export function decide(state: CaseState, command: Command, law: Law, today: LegalDate): Decision {
  const track = trackOf(law.regime, state.subject);
  if (track === undefined) return refuse({ clause: law.regime.id }, `《${law.regime.name}》不适用于该企业。`);
  const decision = decideOne(state, command, law, track, today);
  if (decision.events === undefined) return decision;
  return { events: [...decision.events, ...reconsidered(fold(state, decision.events), law, track, today)] };
}

/** What time brought up to a day, then the step, then what the step's day brings at once. */
export function act(
  state: CaseState,
  command: Command,
  law: Law,
  today: LegalDate,
): { readonly events: readonly CaseEvent[]; readonly refusal?: Refusal } {
  const before = elapse(state, law, today);
  const current = fold(state, before);
  const decision = decide(current, command, law, today);
  if (decision.events === undefined) return { events: before, refusal: decision.refusal };
  const after = elapse(fold(current, decision.events), law, today);
  return { events: [...before, ...decision.events, ...after] };
}
