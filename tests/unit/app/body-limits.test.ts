import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ACCESS } from '../../../src/app/_portal/access.ts';
import { BODY_LIMITS } from '../../../src/app/_site/body-limits.ts';

/** Routes that read a form, by the address that Next serves them under. */
const taking = globSync('src/app/**/route.{ts,tsx}')
  .filter((file) => /formOf\(|portalRoute[<(]/.test(readFileSync(file, 'utf8')))
  .map((file) => file.replace(/^src\/app/, '').replace(/\/route\.tsx?$/, ''));
const withActs = new Set(
  Object.entries(ACCESS).flatMap(([address, { acts }]) => (acts === undefined ? [] : [address])),
);
const expected = taking.filter((address) => !Object.hasOwn(ACCESS, address) || withActs.has(address));

test('every address that takes a form has limits, and no other has', () => {
  expect(Object.keys(BODY_LIMITS).sort()).toEqual(expected.sort());
});

test('no route reads a body by the platform’s own parsers, whose cost is quadratic in the number of fields', () => {
  const strange = globSync('src/app/**/*.{ts,tsx}').filter((file) =>
    /\.formData\(\)|(?:request|inner)\.(?:json|text|arrayBuffer|blob)\(\)/.test(readFileSync(file, 'utf8')),
  );
  expect(strange).toEqual([]);
});

test('before anybody is signed in no address takes more than a short form, but for the two that check files', () => {
  const open = Object.entries(BODY_LIMITS).filter(([address]) => !Object.hasOwn(ACCESS, address));
  const large = open.filter(([, { bytes, fields }]) => bytes > 64 * 1024 || fields > 200).map(([address]) => address);
  expect(large.sort()).toEqual(['/documents', '/lookup']);
});
