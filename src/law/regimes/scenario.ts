import { z } from 'zod';
import { parseDivisionCode } from '../identifiers/division-code.ts';
import { accept, type Parsed, refuse } from '../identifiers/parsed.ts';
import type { LegalDate } from '../periods/legal-date.ts';
import type { WorkCalendar } from '../periods/work-calendar.ts';
import type { CaseEvent, CaseState, Subject } from './case.ts';
import { noCase } from './case.ts';
import { elapse } from './clocks.ts';
import { type Command, commandSchema, legalDate } from './command.ts';
import { type Consequence, consequencesOf } from './consequences.ts';
import { decide } from './decide.ts';
import type { Refusal } from './decision.ts';
import { evolve, fold } from './evolve.ts';
import type { Law } from './law.ts';
import type { Regime } from './regime.ts';
import { type Status, statusOf } from './status.ts';

const subjectSchema = z.object({
  enterprise: z.object({
    kind: z.enum(['construction', 'supervision']),
    inRegion: z.boolean().default(true),
    division: z.string(),
    confirmation: legalDate.nullable().default(null),
  }),
  qualification: z.object({ code: z.string(), licensing: z.enum(['city', 'province', 'ministry']) }),
});

const scenarioSchema = subjectSchema.extend({
  regime: z.string(),
  events: z.array(z.looseObject({ on: legalDate })),
  until: legalDate.optional(),
});

export interface Step {
  readonly on: LegalDate;
  readonly command: Command;
}

/** One case to be played through: whom it is about, what is done when, and up to which day. */
export interface Scenario {
  readonly regime: Regime;
  readonly subject: Subject;
  /** In the order of their days; steps of one day keep their order. */
  readonly steps: readonly Step[];
  readonly until: LegalDate;
}

/** A day of the story. */
export interface DayLine {
  readonly on: LegalDate;
  readonly events: readonly (Omit<CaseEvent, 'on' | 'move'> | Consequence)[];
  readonly refused: readonly (Refusal & { readonly do: string })[];
  readonly stage: string | null;
}

export interface Story {
  readonly days: readonly DayLine[];
  readonly final: Status;
  readonly events: readonly CaseEvent[];
}

function firstIssue(error: z.ZodError, where: string): string {
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  return `情景${where}${path === '' ? '' : `的 ${path}`}不对：${issue?.message ?? ''}。请对照 --help 改正。`;
}

/** Reads a scenario (JSON already parsed); a step that no regime knows is a fault of the scenario, not a refusal. */
export function parseScenario(json: unknown, regimes: ReadonlyMap<string, Regime>): Parsed<Scenario> {
  const shape = scenarioSchema.safeParse(json);
  if (!shape.success) return refuse(firstIssue(shape.error, ''));
  const { data } = shape;
  const regime = regimes.get(data.regime);
  if (regime === undefined) {
    return refuse(`没有“${data.regime}”这个制度，可用的有 ${[...regimes.keys()].join('、')}。`);
  }
  const division = parseDivisionCode(data.enterprise.division);
  if (!division.ok) return refuse(division.reason);
  const steps: Step[] = [];
  for (const [index, { on, ...rest }] of data.events.entries()) {
    const command = commandSchema.safeParse(rest);
    if (!command.success) return refuse(firstIssue(command.error, `第 ${index + 1} 步`));
    steps.push({ on, command: command.data });
  }
  steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const until = data.until ?? steps.at(-1)?.on;
  if (until === undefined) return refuse('情景既没有事件也没有 until，请至少写明一项。');
  const inside = division.value.startsWith(regime.region);
  const note = `企业区划 ${division.value} ${inside ? '' : '不'}在 ${regime.region} 范围内，而 inRegion 为 ${data.enterprise.inRegion}，按 inRegion 处理。`;
  const subject = {
    enterprise: { ...data.enterprise, division: division.value },
    qualification: data.qualification,
  };
  return accept({ regime, subject, steps, until }, ...(inside === data.enterprise.inRegion ? [] : [note]));
}

/** Plays a scenario day by day: first what time brings, then the day's steps in order, up to and including `until`. */
export function play(scenario: Scenario, calendar: WorkCalendar): Story {
  const law: Law = { regime: scenario.regime, calendar };
  const days = new Map<
    LegalDate,
    { events: DayLine['events'][number][]; refused: DayLine['refused'][number][]; stage: string | null }
  >();
  const history: CaseEvent[] = [];
  let state: CaseState = noCase(scenario.subject);

  const dayOf = (on: LegalDate) => {
    const day = days.get(on) ?? { events: [], refused: [], stage: null };
    days.set(on, day);
    day.stage = state.stage ?? null;
    return day;
  };
  const record = (events: readonly CaseEvent[]): void => {
    for (const event of events) {
      const before = state;
      state = evolve(state, event);
      history.push(event);
      const { on, move: _move, ...shown } = event;
      dayOf(on).events.push(shown, ...consequencesOf(before, state, law));
    }
  };

  for (const { on, command } of scenario.steps) {
    if (on > scenario.until) break;
    record(elapse(state, law, on));
    const decision = decide(state, command, law, on);
    if (decision.events === undefined) dayOf(on).refused.push({ do: command.do, ...decision.refusal });
    else record(decision.events);
    record(elapse(state, law, on));
  }
  record(elapse(state, law, scenario.until));
  return {
    days: [...days].map(([on, day]) => ({ on, ...day })),
    final: statusOf(state, law, scenario.until),
    events: history,
  };
}

/** The state that a recorded history leads to. */
export function replay(subject: Subject, events: readonly CaseEvent[]): CaseState {
  return fold(noCase(subject), events);
}
