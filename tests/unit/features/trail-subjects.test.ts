import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { trailSubject } from '#features/audit-trail/queries.ts';

test('L3-CES1-12: every kind of thing that the trail names is named in Chinese', () => {
  const kinds = new Set(
    globSync('src/**/*.ts', { exclude: ['**/generated/**'] }).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/subject: `([a-z-]+):\$\{/g)].map(([, kind]) => kind ?? ''),
    ),
  );
  expect(kinds.size).toBeGreaterThan(8);
  expect([...kinds].filter((kind) => !/\p{Script=Han}/u.test(trailSubject(`${kind}:1`).word))).toEqual([]);
});

test('a kind without a word is shown as it was written', () => {
  expect(trailSubject('case:1f')).toEqual({ word: '案件', id: '1f' });
  expect(trailSubject('outbox')).toEqual({ word: 'outbox', id: '' });
});
