import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DRAFT_ACTS, isForOneCase } from '#features/drafts/queries.ts';
import { STEP_CHAINS } from '#law/regimes/chains.ts';
import { COMMANDS } from '#law/regimes/words.ts';
import { CASE_STEPS } from '../../../src/app/_portal/case-steps.tsx';
import { draftForDuty } from '../../../src/app/_portal/duty-acts.ts';
import { draftActOf } from '../../../src/features/casework/sealed-draft.ts';

const SOURCES = globSync('src/**/*.{ts,tsx}', { exclude: ['**/generated/**'] }).map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}));

function isStep(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}
const CHAINED = Object.keys(COMMANDS).filter((step) => isStep(step) && 'links' in STEP_CHAINS[step]);

test('the proof that a draft was sealed is made by drafts alone: where it is carried out, and where it is rehearsed', () => {
  const makers = SOURCES.filter(({ text }) => /SealedDraft\.of\(/.test(text)).map(({ file }) => file);
  expect(makers.sort()).toEqual(['src/features/drafts/carry-out.ts', 'src/features/drafts/rehearsed-seal.ts']);
});

test('every step of a chain is drafted, and none has a form by which one person takes it', () => {
  const acts: readonly string[] = Object.keys(DRAFT_ACTS);
  for (const step of CHAINED) {
    expect(acts, step).toContain(isStep(step) ? draftActOf(step) : '');
    expect(Object.keys(CASE_STEPS), step).not.toContain(step);
  }
  // A finding has a page of its own, a public notice is chosen by its document.
  const withForm = CHAINED.filter((step) => step !== 'find' && step !== 'publish');
  for (const step of withForm) expect(draftForDuty(step)?.act, step).toBe(step);
});

test('what is said differently in each case is drafted for one case at a time', () => {
  const single = Object.keys(DRAFT_ACTS).filter((act) => isAct(act) && isForOneCase(act));
  expect(single.sort()).toEqual([
    'decide-objection',
    'mark-by-hand',
    'opinion',
    'recheck',
    'return-result',
    'start',
    'withdraw',
  ]);
});

function isAct(name: string): name is keyof typeof DRAFT_ACTS {
  return Object.hasOwn(DRAFT_ACTS, name);
}
