import { expect, test } from 'vitest';
import { composeDocument, DocumentRefused } from '#features/documents/compose.ts';
import type { Block, Draft } from '#features/documents/sheet.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { SAMPLES } from './samples.ts';

function textOf(block: Block): string {
  return JSON.stringify(block);
}

function wordsIn(draft: Draft): string {
  return [...draft.title, ...draft.blocks.map(textOf)].join('\n');
}

/** What only the documents of this regime say: its title, its number, its platform. */
function marksOf({ naming, document }: Regime): readonly string[] {
  return [naming.title, naming.platform, document];
}

const regimes = [...REGIMES.values()];
/** Every kind of document that is written under a regime, under each of them; Shanxi's order is a card, Shenyang's has officers. */
const CASES = regimes.flatMap((regime) =>
  Object.entries(SAMPLES).flatMap(([kind, sample]) =>
    'regime' in sample ? [[regime.id, kind, regime, sample] as const] : [],
  ),
);

test.each(CASES)('%s, %s: no law of another place is cited', (id, kind, regime, sample) => {
  let text: string;
  try {
    text = wordsIn(composeDocument(kindOf(kind), { ...sample, regime: id }).draft);
  } catch (error) {
    // A document that this regime does not have, or has otherwise, is refused and cites nothing.
    if (error instanceof DocumentRefused || (error instanceof Error && /has no clock/.test(error.message))) return;
    throw error;
  }
  const own = marksOf(regime);
  const foreign = regimes
    .filter((other) => other.id !== regime.id && other.ledger !== null)
    .flatMap(marksOf)
    .filter((mark) => !own.some((mine) => mine.includes(mark)));
  expect(foreign.filter((mark) => text.includes(mark))).toEqual([]);
});

test('each regime has an order, an intent, a decision and an announcement that cite it', () => {
  for (const regime of regimes) {
    for (const kind of ['intent', 'decision', 'announcement'] as const) {
      const text = wordsIn(composeDocument(kind, { ...SAMPLES[kind], regime: regime.id }).draft);
      expect([regime.id, kind, text.includes(regime.naming.title)]).toEqual([regime.id, kind, true]);
    }
  }
});

function kindOf(text: string): keyof typeof SAMPLES {
  const found = Object.keys(SAMPLES).find((kind): kind is keyof typeof SAMPLES => kind === text);
  if (found === undefined) throw new Error(text);
  return found;
}
