import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DRAFT_ACTS } from '#features/drafts/queries.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { COMMANDS } from '#law/regimes/words.ts';
import {
  actWords,
  attemptStep,
  evidenceTitle,
  factWords,
  stageName,
} from '../../../../src/features/service/dossier/words.ts';

const ID = /[a-z]{3}/u;
const basis = { on: '2027-03-12', clause: '行政许可法-7' };
const event = (of: object): Parameters<typeof factWords>[0] => JSON.parse(JSON.stringify({ ...basis, ...of }));

test('no sheet of a dossier has an id of the program: every act, step and stage of every regime has words', () => {
  const acts = [...Object.keys(DRAFT_ACTS), ...Object.keys(COMMANDS)];
  expect(acts.filter((act) => ID.test(actWords(act)))).toEqual([]);
  for (const [id, { tracks }] of REGIMES) {
    for (const { stages } of tracks)
      for (const stage of Object.keys(stages)) expect(stageName(id, stage)).not.toMatch(ID);
  }
  // What becomes known of an attempt is written where it is recorded.
  const folder = 'src/features/service';
  const steps = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .filter((text) => text.includes('changeAttempt('))
    .flatMap((text) => [...text.matchAll(/ what: '([a-z-]+)'/gu)].map(([, what]) => what ?? ''));
  expect(steps).toContain('brought');
  expect(steps.filter((what) => ID.test(attemptStep(what)))).toEqual([]);
});

test('an attempt that reached nobody is no arrival, and where no mail was sent none failed', () => {
  const arrived = { what: 'arrived', document: 'intent', channel: 'ems' };
  expect(factWords(event({ ...arrived, outcome: 'refused' }))).toBe(
    '送达未成：拒收 《撤回行政许可告知书》 邮政特快专递',
  );
  expect(factWords(event({ ...arrived, channel: 'direct', outcome: 'absent' }))).toContain('送达未成：');
  expect(factWords(event({ ...arrived, outcome: 'signed' }))).toContain('文书到达 《撤回行政许可告知书》');
  expect(factWords(event({ what: 'not-served', document: 'decision', why: 'no-confirmation' }))).toBe(
    '未签送达确认书，不适用电子送达 《撤回行政许可决定书》',
  );
});

test('evidence is named by what it is and its day, never by the kind of its file', () => {
  const takenOn = '2027-03-12';
  const receipt = '《送达回证》（撤回行政许可告知书，2027年3月12日）';
  expect(evidenceTitle({ kind: 'receipt', name: receipt, takenOn })).toBe(receipt);
  expect(evidenceTitle({ kind: 'capture', name: 'IMG_1.png.png', takenOn })).toBe(
    '全国平台截图“IMG_1”（2027年3月12日）',
  );
});
