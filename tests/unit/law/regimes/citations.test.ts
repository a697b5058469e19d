import { describe, expect, test } from 'vitest';
import { addDays } from '#law/periods/legal-date.ts';
import { PUBLISHED_CALENDAR } from '#law/periods/work-calendar.ts';
import { noCase, type Subject } from '#law/regimes/case.ts';
import { clauseOn, isForeign, programmeOf } from '#law/regimes/citing.ts';
import { clauseOf } from '#law/regimes/clause-texts.ts';
import { act } from '#law/regimes/decide.ts';
import { fold } from '#law/regimes/evolve.ts';
import type { Programme, Topic } from '#law/regimes/matters.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { COMMANDS } from '#law/regimes/words.ts';
import { date } from '../periods/date.ts';
import { anyCommand, numbers, onward, pick } from './any-command.ts';

const MATTERS: readonly (Topic | Programme)[] = [
  'scope',
  'comparison',
  'mark',
  'order',
  'withdrawal',
  'post',
  'email',
  'confirmation',
  'contacts',
  'public-notice',
  'rectification',
  'objection',
  'proposal',
  'insurance',
  'campaign-aim',
  'findings',
  'credit-records',
  'quarterly-reports',
  'city-switch',
  'lists',
  'central-posting',
  'phone-check',
  'recheck-district',
  'recheck-city',
  'priority-supervision',
];

/** Every clause in the data of a regime, wherever it stands. */
function clausesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) =>
    key === 'clause' && typeof held === 'string' ? [held] : clausesIn(held),
  );
}

const STEPS = 20_000;

/** The clauses that a walk of any steps through a regime meets: those of its events and of its refusals. */
function cited(regime: Regime): { readonly clauses: ReadonlySet<string>; readonly commands: ReadonlySet<string> } {
  const random = numbers(20260401);
  const clauses = new Set<string>();
  const commands = new Set<string>();
  for (let done = 0; done < STEPS; done += 40) {
    const subject: Subject = {
      enterprise: {
        kind: pick(random, 'construction', 'construction', 'supervision'),
        inRegion: random(4) !== 0,
        division: '450103',
        confirmation: pick(random, null, date('2023-01-01')),
      },
      qualification: { code: 'GC-01-3', licensing: pick(random, 'city', 'province', 'ministry') },
    };
    let state = noCase(subject);
    let today = date('2026-04-01');
    for (let step = 0; step < 40; step++) {
      today = addDays(today, pick(random, 0, 1, 10, 35));
      const command = random(2) === 0 ? onward(random, state, today) : anyCommand(random, today);
      const result = act(state, command, { regime, calendar: PUBLISHED_CALENDAR }, today);
      commands.add(command.do);
      for (const { clause } of result.events) clauses.add(clause);
      if (result.refusal !== undefined) clauses.add(result.refusal.clause);
      state = fold(state, result.events);
    }
  }
  return { clauses, commands };
}

describe.each([...REGIMES.values()].map((regime) => [regime.id, regime] as const))('%s', (_id, regime) => {
  test('its data cite no document of another regime, and every clause has its text', () => {
    const all = [...clausesIn(regime), ...Object.values(regime.clauses), ...Object.values(regime.programmes)];
    expect(all.filter((clause) => isForeign(regime, clause))).toEqual([]);
    expect([...new Set(all)].filter((clause) => clause !== '无明文' && clauseOf(clause) === undefined)).toEqual([]);
  });

  test('whatever a refusal or a page is about, it cites the regime itself or a statute', () => {
    const clauses = MATTERS.map((matter) => clauseOn(regime, matter));
    expect(clauses.filter((clause) => isForeign(regime, clause))).toEqual([]);
    expect(programmeOf(undefined, 'findings')).toBeUndefined();
  });

  test('no step in any order is answered with a clause of another regime', () => {
    const { clauses, commands } = cited(regime);
    expect([...commands].sort()).toEqual(Object.keys(COMMANDS).sort());
    expect([...clauses].filter((clause) => isForeign(regime, clause))).toEqual([]);
  });
});

test('每个制度的每个未办结的阶段，都写明企业该做什么、不做的后果', () => {
  for (const { id, tracks, advice } of REGIMES.values()) {
    const open = tracks.flatMap(({ stages }) =>
      Object.entries(stages).filter(([, stage]) => stage.closed === undefined),
    );
    expect([id, ...new Set(open.map(([stage]) => stage).filter((stage) => advice[stage] === undefined))]).toEqual([id]);
  }
});
