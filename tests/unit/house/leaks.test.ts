import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { leaksIn, withoutComments } from './leaks.ts';

/** Data of a demonstration and of a measurement are about places by nature. */
const DATA = ['src/law/**', 'src/features/demo/**', 'src/features/benchmark/**', 'src/platform/database/generated/**'];

const LEAKS = globSync('src/**/*.{ts,tsx,mjs,typ,css}', { exclude: DATA }).flatMap((file) =>
  leaksIn(file, readFileSync(file, 'utf8')),
);

test.each([
  ["if (facts.regime === 'guangxi-2024') return 1;", ['id', 'asked']],
  ['import { shanxi2023 } from "#law/regimes/shanxi-2023.ts";', ['id']],
  ["return refused('SY-2.4', reason);", ['clause']],
  ['return refused(`GX24-4.1b`, reason);', ['clause']],
  ["const province = '14';", ['division']],
  ["where c.regime <> 'elsewhere'", ['asked']],
  ['<p>只在山西省办理</p>', ['place']],
  ['// SX23-3.0: the credit record', []],
  ['/** guangxi-2024 marks at once (GX24-4.1a). */', []],
  ["const address = 'https://example.invalid'; // 广西", []],
  ["if (regime === undefined) return 'any';", []],
  ["const width = '145'; const code = '1401';", []],
])('a leak is what code says, not what a comment cites: %s', (line, kinds) => {
  expect(leaksIn('x.ts', line).map(({ kind }) => kind)).toEqual(kinds);
});

test('comments are blanked and lines keep their numbers', () => {
  expect(withoutComments("a\n/* b\nc */ 'd // e'\n// f").split('\n')).toEqual(['a', '    ', "     'd // e'", '    ']);
});

/** Places still known: the list only ever gets shorter, and is empty in the end. */
const KNOWN: Readonly<Record<string, number>> = {};

test('outside the law nothing names a regime, its place or its clauses', () => {
  const counted = Map.groupBy(LEAKS, ({ file }) => file);
  const found = Object.fromEntries([...counted].map(([file, leaks]) => [file, leaks.length]));
  process.stdout.write(`${LEAKS.length} places outside src/law know which regime they work for\n`);
  for (const { file, line, kind, text } of LEAKS) process.stdout.write(`  ${file}:${line} ${kind} ${text}\n`);
  expect(found).toEqual(KNOWN);
});
