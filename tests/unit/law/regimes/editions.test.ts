import { describe, expect, test } from 'vitest';
import { addDays } from '#law/periods/legal-date.ts';
import { PUBLISHED_CALENDAR } from '#law/periods/work-calendar.ts';
import { type CaseEvent, type CaseState, noCase, type Subject } from '#law/regimes/case.ts';
import { act } from '#law/regimes/decide.ts';
import { carriedOver } from '#law/regimes/editions.ts';
import { evolve, fold } from '#law/regimes/evolve.ts';
import { type Law, stageOf } from '#law/regimes/law.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { statusOf } from '#law/regimes/status.ts';
import type { Licensing } from '#law/regimes/words.ts';
import { date } from '../periods/date.ts';
import { anyCommand, numbers, onward, pick } from './any-command.ts';
import { explore } from './explore.ts';

const TODAY = date('2026-11-28');

function regimeOf(id: string): Regime {
  const regime = REGIMES.get(id);
  if (regime === undefined) throw new Error(id);
  return regime;
}

function subjectOf(licensing: Licensing): Subject {
  return {
    enterprise: { kind: 'construction', inRegion: true, division: '450103', confirmation: null },
    qualification: { code: 'GC-01-3', licensing },
  };
}

const to = (stage: string) => ({ move: { to: stage, closes: false } });
const opened = (stage: string): CaseEvent => ({
  what: 'case-opened',
  by: 'verdict',
  ground: 'number',
  on: date('2026-01-05'),
  clause: 'C',
  ...to(stage),
});
const served = (document: 'order' | 'intent', on: string, stage: string): CaseEvent[] => [
  { what: 'arrived', document, channel: 'ems', outcome: 'signed', on: date(on), clause: 'C' },
  { what: 'served', document, servedOn: date(on), by: 'ems', on: date(on), clause: 'C', ...to(stage) },
];
const ordered: CaseEvent[] = [
  {
    what: 'order-issued',
    termMonths: 1,
    officers: ['甲', '乙'],
    on: date('2026-02-02'),
    clause: 'C',
    ...to('ordered'),
  },
  ...served('order', '2026-02-03', 'rectifying'),
  {
    what: 'clock-ran-out',
    clock: 'rectification-term',
    last: date('2026-03-03'),
    on: date('2026-03-04'),
    clause: 'C',
    ...to('overdue'),
  },
];
const decided: CaseEvent = { what: 'decided', result: 'revoke', on: date('2026-06-01'), clause: 'C' };

/** Cases as the edition before left them open, event by event. */
const LEFT_OPEN: readonly (readonly [string, string, Licensing, readonly CaseEvent[], string, readonly string[]])[] = [
  [
    'a red card without an order, proposed for withdrawal, goes back until the order has run out',
    'shanxi-2023',
    'city',
    [
      opened('yellow'),
      { what: 'confirmed', on: date('2026-03-10'), clause: 'C', ...to('red') },
      {
        what: 'clock-ran-out',
        clock: 'red-period',
        last: date('2026-04-10'),
        on: date('2026-04-11'),
        clause: 'C',
        ...to('red-due'),
      },
      { what: 'proposed', on: date('2026-04-13'), clause: 'C', ...to('proposed') },
    ],
    'red-due',
    [],
  ],
  [
    'a withdrawal begun on a red card without an order goes back too',
    'shanxi-2023',
    'province',
    [
      opened('yellow'),
      { what: 'confirmed', on: date('2026-03-10'), clause: 'C', ...to('red') },
      {
        what: 'clock-ran-out',
        clock: 'red-period',
        last: date('2026-04-10'),
        on: date('2026-04-11'),
        clause: 'C',
        ...to('red-due'),
      },
      { what: 'proposed', on: date('2026-04-13'), clause: 'C', ...to('proposed') },
      { what: 'started', on: date('2026-04-14'), clause: 'C', ...to('procedure') },
    ],
    'red-due',
    [],
  ],
  [
    'a report to the ministry stands: the ministry decides',
    'shanxi-2023',
    'ministry',
    [
      opened('yellow'),
      { what: 'confirmed', on: date('2026-03-10'), clause: 'C', ...to('red') },
      {
        what: 'clock-ran-out',
        clock: 'red-period',
        last: date('2026-04-10'),
        on: date('2026-04-11'),
        clause: 'C',
        ...to('red-due'),
      },
      { what: 'proposed', on: date('2026-04-13'), clause: 'C', ...to('proposed') },
      { what: 'started', on: date('2026-04-14'), clause: 'C', ...to('procedure') },
    ],
    'procedure',
    [],
  ],
  [
    'a local notice and decision of a ministry’s licence fall, and the office reports',
    'guangxi-2024',
    'ministry',
    [
      opened('warned'),
      ...ordered,
      { what: 'intent-sent', on: date('2026-03-10'), clause: 'C' },
      ...served('intent', '2026-03-12', 'intent-notified'),
      decided,
    ],
    'overdue',
    ['intent', 'decision'],
  ],
  [
    'so does one that is still on its way',
    'guangxi-2024',
    'ministry',
    [opened('warned'), ...ordered, { what: 'intent-sent', on: date('2026-03-10'), clause: 'C' }],
    'overdue',
    ['intent'],
  ],
  [
    'and one that went by post and web at once',
    'shenyang-2024',
    'ministry',
    [
      opened('listed'),
      ...ordered,
      {
        what: 'rechecked',
        level: 'district',
        result: 'not-met',
        on: date('2026-03-10'),
        clause: 'C',
        ...to('rechecked-district'),
      },
      {
        what: 'rechecked',
        level: 'city',
        result: 'not-met',
        on: date('2026-03-20'),
        clause: 'C',
        ...to('rechecked-city'),
      },
      { what: 'intent-sent-and-published', on: date('2026-03-23'), clause: 'C', ...to('intent-notified') },
    ],
    'rechecked-city',
    ['intent'],
  ],
  [
    'a city’s notice of its own licence stands, with its service and its window',
    'guangxi-2024',
    'city',
    [
      opened('warned'),
      ...ordered,
      { what: 'intent-sent', on: date('2026-03-10'), clause: 'C' },
      ...served('intent', '2026-03-12', 'intent-notified'),
    ],
    'intent-notified',
    [],
  ],
];

describe('open cases of the edition before', () => {
  test.each(LEFT_OPEN)('%s', (_name, id, licensing, events, stage, voids) => {
    const law: Law = { regime: regimeOf(id), calendar: PUBLISHED_CALENDAR };
    const before = fold(noCase(subjectOf(licensing)), events);
    const event = carriedOver(before, law, TODAY);
    const after = evolve(before, event);
    expect(event).toMatchObject({ what: 'rules-changed', voids });
    expect(event.because === undefined).toBe(after.stage === before.stage && voids.length === 0);
    expect(after.stage).toBe(stage);
    notWorse(before, after, law);
    // Once carried over, no road leads to a withdrawal without what it rests on. The ministry's own decision on a report that is with it
    // already is recorded as it comes: the order that the report lacked cannot be served before it.
    const found = explore(law, { state: after, today: TODAY }, 12);
    const withMinistry = licensing === 'ministry' && voids.length === 0;
    expect(found.missing).toEqual(withMinistry ? ['an order that was served', 'a term'] : []);
    expect(found.revoked).toBeGreaterThan(0);
  });
});

/** Nothing that binds the enterprise is added: no mark, no publication, no restriction, no earlier last day. */
function notWorse(before: CaseState, after: CaseState, law: Law): void {
  const [was, is] = [statusOf(before, law, TODAY), statusOf(after, law, TODAY)];
  expect(is.restrictions.filter((restriction) => !was.restrictions.includes(restriction))).toEqual([]);
  expect(is.marked && !was.marked).toBe(false);
  expect(is.public && !was.public).toBe(false);
  expect(is.closed).toBe(was.closed);
  expect(after.documents.order).toEqual(before.documents.order);
}

test('whatever a case of now has done, being carried over changes nothing in it', () => {
  const random = numbers(14);
  const regimes = [...REGIMES.values()];
  let seen = 0;
  for (let each = 0; each < 600; each++) {
    const regime = regimes[each % regimes.length];
    if (regime === undefined) continue;
    const law: Law = { regime, calendar: PUBLISHED_CALENDAR };
    let state = noCase(subjectOf(pick(random, 'city', 'province', 'ministry')));
    let today = date('2025-03-03');
    for (let step = 0; step < 40; step++) {
      today = addDays(today, random(4) === 0 ? random(100) : random(3));
      const command = random(2) === 0 ? onward(random, state, today) : anyCommand(random, today);
      const { events } = act(state, command, law, today);
      state = fold(state, events ?? []);
      if (state.stage === undefined || stageOf(state, law)?.closed !== undefined) continue;
      seen++;
      const event = carriedOver(state, law, addDays(today, 1));
      expect(event).toMatchObject({ voids: [] });
      expect(event.move).toBeUndefined();
    }
  }
  expect(seen).toBeGreaterThan(1_000);
});
