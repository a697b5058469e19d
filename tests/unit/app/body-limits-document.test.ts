import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BODY_LIMITS } from '../../../src/app/_site/body-limits.ts';

const KB = 1024;

function written(bytes: number): string {
  return bytes % (KB * KB) === 0 ? `${bytes / KB / KB} MB` : `${bytes / KB} KB`;
}

/** The lines of the table, one for each set of limits, the addresses as the list has them. */
function expectedLines(): string[] {
  const addresses = new Map<string, string[]>();
  for (const [address, { bytes, fields, files }] of Object.entries(BODY_LIMITS)) {
    const limits = `${written(bytes)} | ${fields} | ${files}`;
    addresses.set(limits, [...(addresses.get(limits) ?? []), `\`${address}\``]);
  }
  return [...addresses].map(([limits, of]) => `| ${limits} | ${of.join(' ')} |`);
}

test('docs/security.md names every address that takes a form, with the limits it has', () => {
  const [, section = ''] = readFileSync('docs/security.md', 'utf8').split('\n## 每个地址收多少\n');
  const [table = ''] = section.split('\n## ');
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  expect(lines.slice(2)).toEqual(expectedLines());
});
