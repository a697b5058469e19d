import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { asTyped, SEVERAL_LINES } from '../../../src/app/_site/several-lines.ts';

/** Names of the areas of several lines in all pages. */
function areas(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
  const names = files.flatMap((file) => {
    const source = readFileSync(path.join('src', file), 'utf8');
    return [...source.matchAll(/<(?:TextAreaField|textarea)\b(.*?)>/gs)].flatMap(
      ([, attributes]) => /\bname="([^"]+)"/.exec(attributes ?? '')?.[1] ?? [],
    );
  });
  return [...new Set(names)].sort();
}

test('doors 13: the fields of several lines are those that pages show so', () => {
  expect(areas()).toEqual([...SEVERAL_LINES].sort());
});

test.each([
  ['person', '张\r\n某', '张 某'],
  ['name', '名单\n\nBcc: x@example.invalid', '名单 Bcc: x@example.invalid'],
  ['phone', '\r\n0771', ' 0771'],
  ['reason', '第一行\r\n第二行', '第一行\r\n第二行'],
])('doors 13: a break of lines in %s', (name, sent, kept) => {
  expect(asTyped(name, sent)).toBe(kept);
});
