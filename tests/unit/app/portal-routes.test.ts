import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ACCESS } from '../../../src/app/_portal/access.ts';
import { PORTALS } from '../../../src/app/_portal/portals.ts';

const FOLDER = 'src/app';

/** Every route of the site with its text, by the address that Next serves it under. */
const routes = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?:^|\/)route\.tsx?$/.test(file))
    .map((file): [string, string] => [
      `/${file.replace(/\/?route\.tsx?$/, '')}`,
      readFileSync(`${FOLDER}/${file}`, 'utf8'),
    ]),
);
const portal = [...routes].filter(([, text]) => text.includes('portalRoute'));

test('L3-CES1-08: every portal page stands in the access table, and every entry of the table is a page', () => {
  expect(portal.map(([address]) => address).sort()).toEqual(Object.keys(ACCESS).sort());
});

test('a portal page names its own address, not another’s', () => {
  const strange = portal.filter(([address, text]) => !text.includes(`'${address}'`));
  expect(strange.map(([address]) => address)).toEqual([]);
});

/** Reviewed: reached by a secret in a mail, without a session. */
const BY_SECRET = ['/enterprise/confirmation/email'];

test('every address behind the sign-in is served by portalRoute and nothing else', () => {
  const behind = /^\/(?:office|enterprise|province|audit|system|security|tender|account|work)(?:\/|$)/;
  const others = [...routes].filter(([address, text]) => behind.test(address) && !text.includes('portalRoute'));
  expect(others.map(([address]) => address).sort()).toEqual(BY_SECRET);
});

test('the home of every portal may be opened by whoever works in it', () => {
  for (const { home, rail } of Object.values(PORTALS)) {
    expect(Object.hasOwn(ACCESS, home)).toBe(true);
    for (const { address } of rail) expect(Object.hasOwn(ACCESS, address)).toBe(true);
  }
});
