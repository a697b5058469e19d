import { describe, expect, test } from 'vitest';
import { PUBLISHED_CALENDAR } from '#law/periods/work-calendar.ts';
import { faultsOf } from '#law/regimes/prove.ts';
import { answered, type Given, questionsOf } from '#law/regimes/questions.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { parseScenario, play } from '#law/regimes/scenario.ts';

const regimes = [...REGIMES.values()];
const named = (id: string): Regime => {
  const regime = REGIMES.get(id);
  if (regime === undefined) throw new Error(`no regime ${id}`);
  return regime;
};

describe.each(regimes.map((regime) => [regime.id, regime] as const))(
  '§5: what %s leaves to an official',
  (_, regime) => {
    test('is every reading and every question of its own, each once, with how it is done meanwhile', () => {
      const questions = questionsOf(regime);
      expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
      const asked = Object.keys(regime.readings).filter(
        (id) =>
          questions.some((each) => each.id === `reading:${id}`) ||
          regime.questions?.some(({ reading }) => reading === id),
      );
      expect(asked).toEqual(Object.keys(regime.readings));
      for (const { meanwhile, answers, text } of questions) {
        expect([text.length > 5, meanwhile.length > 5, answers.length]).toEqual([true, true, 2]);
        expect(answers[0]?.change).toBeUndefined();
      }
    });

    test('every answer that changes the law makes a regime that is proved, and another one', () => {
      for (const { id: question, answers } of questionsOf(regime)) {
        for (const { id: answer, change } of answers) {
          const changed = answered(regime, [{ question, answer }]);
          expect(faultsOf(changed)).toEqual([]);
          expect([question, changed === regime]).toEqual([question, change === undefined]);
        }
      }
    });

    test('all of its changing answers together are proved too', () => {
      const all = questionsOf(regime).flatMap(({ id, answers }): Given[] =>
        answers.flatMap((answer) => (answer.change === undefined ? [] : [{ question: id, answer: answer.id }])),
      );
      expect(faultsOf(answered(regime, all))).toEqual([]);
    });
  },
);

function told(regime: Regime, scenario: object) {
  const read = parseScenario({ regime: regime.id, ...scenario }, new Map([[regime.id, regime]]));
  if (!read.ok) throw new Error(read.reason);
  return play(read.value, PUBLISHED_CALENDAR);
}

describe('an answer is what the law does', () => {
  const enterprise = { kind: 'construction', inRegion: true, division: '450103', confirmation: null };
  const qualification = { code: 'GC-01-3', licensing: 'city' };
  const served = [
    { on: '2026-08-03', do: 'verdict', result: 'not-met', ground: 'number' },
    { on: '2026-08-04', do: 'issue-order', termMonths: 1 },
    { on: '2026-08-06', do: 'arrive', document: 'order', channel: 'ems', outcome: 'signed' },
  ];
  const guangxi = named('guangxi-2024');
  const fromOrder = answered(guangxi, [{ question: 'restricted-from', answer: 'from-order' }]);

  test.each([
    ['from the mark on', guangxi, '2026-08-05', ['no-addition', 'no-new-work', 'no-upgrade', 'priority-supervision']],
    ['before the order is served', fromOrder, '2026-08-05', []],
    [
      'once it is served',
      fromOrder,
      '2026-08-06',
      ['no-addition', 'no-new-work', 'no-upgrade', 'priority-supervision'],
    ],
  ])('GX24-4.1c: restricted %s', (_, regime, until, restrictions) => {
    const events = served.filter(({ on }) => on <= until);
    const { final } = told(regime, { enterprise, qualification, events, until });
    expect([final.marked, final.restrictions]).toEqual([true, restrictions]);
  });

  test.each([
    ['on the thirtieth day', guangxi, '2026-09-09'],
    ['on the day after it', answered(guangxi, [{ question: 'deemed-day', answer: 'day-after' }]), '2026-09-10'],
  ])('a public notice serves %s', (_, regime, day) => {
    const events = [
      ...served.slice(0, 2),
      { on: '2026-08-06', do: 'arrive', document: 'order', channel: 'ems', outcome: 'address-unknown' },
      { on: '2026-08-10', do: 'publish', document: 'order' },
    ];
    const { final } = told(regime, { enterprise, qualification, events, until: '2026-09-20' });
    expect(final.servedOn).toEqual({ order: day });
  });
});
