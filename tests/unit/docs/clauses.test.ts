import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ID = /\b(?:GX24|SX23|SY|GX21|GX17)-[A-Z0-9]+(?:\.[0-9]+)*[a-z]?\b/g;

interface Row {
  readonly id: string;
  readonly state: string;
  readonly code: string;
  readonly tests: string;
}

const rows: Row[] = readFileSync('docs/clauses.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (GX|SX|SY)/.test(line))
  .map((line) => {
    const [, id = '', state = '', code = '', tests = ''] = line.split('|').map((cell) => cell.trim());
    return { id, state, code, tests };
  });

function filesUnder(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place).flatMap((name) => filesUnder(path.join(place, name)));
}

/** Names of tests and describes in a file, template literals included. */
function testNames(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/\b(?:test|it|describe)(?:\.\w+(?:\([^)]*\))?)?\(\s*(['"`])([\s\S]*?)\1/g)].map(
    (match) => match[2] ?? '',
  );
}

const ownFile = path.join('tests', 'unit', 'docs', 'clauses.test.ts');
const testFiles = filesUnder('tests').filter((file) => /\.(test|spec)\.ts$/.test(file) && file !== ownFile);

test('every clause that works has a test named with its id, in the file that the row names', () => {
  const working = rows.filter((row) => row.state === 'works');
  expect(working.length).toBeGreaterThan(5);
  for (const row of working) {
    const names = filesUnder(row.tests)
      .filter((file) => /\.(test|spec)\.ts$/.test(file))
      .flatMap(testNames);
    const named = names.some((name) => [...name.matchAll(ID)].some(([id]) => id === row.id));
    expect(named, `no test in ${row.tests} is named with ${row.id}`).toBe(true);
  }
});

test('every state is one of the four, and every file that a row names exists', () => {
  for (const row of rows) {
    expect(['works', 'law', 'partly', 'open'], row.id).toContain(row.state);
    for (const place of [row.code, row.tests]) {
      if (place !== '') expect(existsSync(place), `${row.id}: ${place}`).toBe(true);
    }
    expect(row.state === 'open' || row.tests !== '', `${row.id} names no test`).toBe(true);
  }
});

test('no test claims an id that the table does not have', () => {
  const known = new Set(rows.map((row) => row.id));
  const ranges = rows.filter((row) => row.id.includes('…')).map((row) => row.id.slice(0, 4));
  for (const file of testFiles) {
    for (const id of testNames(file).flatMap((name) => name.match(ID) ?? [])) {
      expect(known.has(id) || ranges.includes(id.slice(0, 4)), `${file} claims ${id}`).toBe(true);
    }
  }
});
