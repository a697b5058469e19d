import { expect, test } from 'vitest';
import { isChainedDocument, linksOf, linksTogether, STEP_CHAINS, stepOfFact } from '#law/regimes/chains.ts';
import { commandSchema } from '#law/regimes/command.ts';
import { factOf } from '#law/regimes/facts.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { COMMANDS } from '#law/regimes/words.ts';
import { chainedStepsOf, stepPaths } from './step-paths.ts';

const ROWS = [...REGIMES.values()].flatMap((regime) =>
  regime.tracks.flatMap((track) =>
    [
      ['', undefined, track.opening] as const,
      ...Object.entries(track.stages).map(([id, stage]) => [id, stage, stage.on] as const),
    ].flatMap(([id, from, table]) =>
      Object.entries(table).flatMap(([step, rows]) =>
        rows.flatMap((row) => (row.refuse === undefined ? [{ regime, track, id, from, step, row }] : [])),
      ),
    ),
  ),
);

function isStep(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

test('every step passes a chain of at least two more people, or says why one is enough', () => {
  for (const [step, chain] of Object.entries(STEP_CHAINS)) {
    if ('links' in chain) expect(chain.links.length, step).toBeGreaterThanOrEqual(2);
    else expect(chain.why.length, step).toBeGreaterThan(7);
  }
  expect(Object.keys(STEP_CHAINS).sort()).toEqual(Object.keys(COMMANDS).sort());
});

test('a decision of withdrawal passes legal review and head in every regime; what keeps the qualification passes three people', () => {
  for (const regime of REGIMES.values()) {
    expect(linksOf(regime, 'decide', 'revoke'), regime.id).toEqual(['review', 'legal-review', 'head', 'seal']);
    expect(linksOf(regime, 'decide', 'keep'), regime.id).toEqual(['review', 'seal']);
    for (const step of chainedStepsOf(regime))
      if (step !== 'decide')
        expect(linksOf(regime, step, 'revoke'), `${regime.id} ${step}`).toEqual(['review', 'seal']);
  }
  const longer = { documentChains: { decision: ['review', 'head', 'seal'] } } as const;
  expect(linksOf(longer, 'decide', 'revoke')).toEqual(['review', 'head', 'seal']);
  expect(linksTogether([['review', 'head', 'seal'], ['review', 'legal-review', 'seal'], []])).toEqual([
    'review',
    'legal-review',
    'head',
    'seal',
  ]);
});

test('in no regime does an office alone take a step that issues a document, or puts or lifts a mark', () => {
  const alone = ROWS.flatMap(({ regime, track, id, from, step, row }) => {
    if (!isStep(step) || linksOf(regime, step) !== undefined) return [];
    const chain = regime.chains?.[step] ?? STEP_CHAINS[step];
    if (!('alone' in chain) || chain.alone !== 'office') return [];
    const marks = row.to !== undefined && (track.stages[row.to]?.marked ?? false) !== (from?.marked ?? false);
    const issues = (row.produces ?? []).some(isChainedDocument);
    return marks || issues ? [`${regime.id} ${id} ${step}`] : [];
  });
  expect(alone).toEqual([]);
  expect(ROWS.length).toBeGreaterThan(200);
});

test('each fact of a step of a chain is known as that step’s, so that the database knows it too', () => {
  for (const regime of REGIMES.values()) {
    const [track] = regime.tracks;
    if (track === undefined) throw new Error(regime.id);
    for (const step of chainedStepsOf(regime)) {
      if (step === 'publish') continue;
      const command = commandSchema.parse({
        do: step,
        result: probe(step),
        hearingOn: '2026-01-01',
        document: 'order',
      });
      if (command.do === 'publish' || !isTable(command)) throw new Error(step);
      expect(stepOfFact(factOf(command, false, track)), step).toBe(step);
    }
  }
  expect(stepOfFact({ what: 'published' })).toBe('publish');
  expect(stepOfFact({ what: 'case-opened', by: 'find' })).toBe('find');
  expect(stepOfFact({ what: 'case-opened', by: 'verdict' })).toBeUndefined();
});

function isTable(command: ReturnType<typeof commandSchema.parse>): command is Parameters<typeof factOf>[0] {
  return ![
    'arrive',
    'bounce',
    'publish',
    'correct-service',
    'report-return',
    'affirm-service',
    'void-service',
    'downtime',
  ].includes(command.do);
}

function probe(step: string): string {
  switch (step) {
    case 'opinion':
      return 'agree';
    case 'decide-objection':
      return 'upheld';
    case 'recheck':
      return 'not-met';
  }
  return 'revoke';
}

test.each([...REGIMES.values()].map((regime) => [regime.id, regime] as const))(
  'every step of a chain is reached in %s, so that the table of who may take it leaves none out',
  (_id, regime) => {
    expect([...stepPaths(regime).keys()].sort()).toEqual([...chainedStepsOf(regime)].sort());
  },
  120_000,
);
