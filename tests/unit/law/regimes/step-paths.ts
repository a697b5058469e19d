import { addDays, daysBetween, type LegalDate } from '#law/periods/legal-date.ts';
import { PUBLISHED_CALENDAR } from '#law/periods/work-calendar.ts';
import { type CaseState, noCase, type Subject } from '#law/regimes/case.ts';
import { linksOf } from '#law/regimes/chains.ts';
import type { Command } from '#law/regimes/command.ts';
import { act } from '#law/regimes/decide.ts';
import { fold } from '#law/regimes/evolve.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { COMMANDS, type CommandName, type Licensing } from '#law/regimes/words.ts';
import { date } from '../periods/date.ts';

export interface Taken {
  readonly command: Command;
  readonly onDay: LegalDate;
}

/** How a case comes to where a step may be taken, and the step. */
export interface StepPath {
  readonly licensing: Licensing;
  readonly before: readonly Taken[];
  readonly step: Taken;
}

const START = date('2025-03-03');
const GAPS = [0, 100];
const DEPTH = 11;
const MOST = 4000;
/** so many steps without anything new, and nothing new comes for this subject */
const QUIET = 6;

const OPENING: Command = { do: 'verdict', result: 'not-met', ground: 'number' };
const BY_HAND: Command = { do: 'mark-by-hand' };

function commandsOn(today: LegalDate): readonly Command[] {
  const served = ['order', 'intent', 'decision'] as const;
  return [
    { do: 'issue-order', termMonths: 3, officers: ['甲', '乙'] },
    { do: 'issue-order', termMonths: 1, officers: ['甲', '乙'] },
    ...served.flatMap((document): Command[] => [
      { do: 'arrive', document, channel: 'direct', outcome: 'signed' },
      { do: 'arrive', document, channel: 'ems', outcome: 'address-unknown' },
      { do: 'publish', document },
    ]),
    { do: 'confirm' },
    { do: 'find' },
    { do: 'object' },
    { do: 'opinion', result: 'agree' },
    { do: 'decide-objection', result: 'upheld' },
    { do: 'recheck', level: 'district', result: 'not-met' },
    { do: 'recheck', level: 'city', result: 'not-met' },
    { do: 'start-rectification' },
    { do: 'mark-by-hand' },
    { do: 'propose' },
    { do: 'start' },
    { do: 'return-result', result: 'revoke', decisionServedOn: today },
    { do: 'notify-intent' },
    { do: 'request-hearing' },
    { do: 'notify-hearing', hearingOn: addDays(today, 30) },
    { do: 'decide', result: 'revoke' },
    { do: 'announce' },
    { do: 'withdraw', reason: '演示' },
  ];
}

/** The steps of a chain that a regime's own tables let pass somewhere. */
export function chainedStepsOf(regime: Regime): readonly CommandName[] {
  const names = new Set<string>();
  for (const { opening, stages, service } of regime.tracks) {
    for (const table of [opening, ...Object.values(stages).map(({ on }) => on)])
      for (const [name, rows] of Object.entries(table))
        if (rows.some((row) => row.refuse === undefined && row.ignored !== true)) names.add(name);
    if (Object.values(service).some(({ publicNotice }) => publicNotice.after !== 'sending')) names.add('publish');
  }
  const all: readonly string[] = Object.keys(COMMANDS);
  return all.flatMap((name) => (names.has(name) && isStep(name) && linksOf(regime, name) !== undefined ? [name] : []));
}

function isStep(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A state by how long ago things were: what can still happen hangs on nothing else. */
function keyOf(
  { lastOn: _last, subject: _subject, ranOut: _duties, entered, ...rest }: CaseState,
  today: LegalDate,
): string {
  const since = { ...rest, entered: rest.stage === undefined ? null : entered[rest.stage] };
  return JSON.stringify(since, (_name, value: unknown) =>
    typeof value === 'string' && DAY.test(value) ? Math.min(110, daysBetween(date(value), today)) : value,
  );
}

interface Reached {
  readonly state: CaseState;
  readonly today: LegalDate;
  readonly path: readonly Taken[];
}

/** The shortest way to each step of a chain in a regime, by whoever issued the qualification. */
export function stepPaths(regime: Regime): ReadonlyMap<CommandName, StepPath> {
  const law = { regime, calendar: PUBLISHED_CALENDAR };
  const wanted = new Set(chainedStepsOf(regime));
  const found = new Map<CommandName, StepPath>();
  for (const licensing of ['ministry', 'city', 'province'] as const) {
    let quiet = 0;
    const subject: Subject = {
      enterprise: { kind: 'construction', inRegion: true, division: '', confirmation: null },
      qualification: { code: 'GC-01-3', licensing },
    };
    let frontier: Reached[] = [{ state: noCase(subject), today: START, path: [] }];
    const seen = new Set<string>();
    for (let depth = 0; depth < DEPTH && found.size < wanted.size && quiet < QUIET; depth++) {
      const known = found.size;
      const next: Reached[] = [];
      for (const from of frontier) {
        for (const gap of depth === 0 ? [0] : GAPS) {
          const onDay = addDays(from.today, gap);
          for (const command of depth === 0 ? [OPENING] : commandsOn(onDay)) {
            const { events, refusal } = act(from.state, command, law, onDay);
            if (refusal !== undefined || events.length === 0) continue;
            const step = { command, onDay };
            if (wanted.has(command.do) && !found.has(command.do))
              found.set(command.do, { licensing, before: from.path, step });
            const state = fold(from.state, events);
            const key = keyOf(state, onDay);
            if (state.closed || seen.has(key) || next.length > MOST) continue;
            seen.add(key);
            next.push({ state, today: onDay, path: [...from.path, step] });
          }
        }
      }
      frontier = next;
      quiet = found.size === known ? quiet + 1 : 0;
    }
  }
  // Some regimes let a case be opened by hand, and know the step nowhere else (JX26-3).
  const anyone: Subject = {
    enterprise: { kind: 'construction', inRegion: true, division: '', confirmation: null },
    qualification: { code: 'GC-01-3', licensing: 'city' },
  };
  if (
    wanted.has(BY_HAND.do) &&
    !found.has(BY_HAND.do) &&
    act(noCase(anyone), BY_HAND, law, START).refusal === undefined
  )
    found.set(BY_HAND.do, { licensing: 'city', before: [], step: { command: BY_HAND, onDay: START } });
  return found;
}
