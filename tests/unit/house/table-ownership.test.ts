import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PLATFORM_TABLES, READ_BY_ANY, TABLES } from './tables.ts';

const SOURCES = globSync('src/{features,platform,worker,cli,app}/**/*.ts', { exclude: ['**/generated/**'] }).map(
  (file) => ({
    room: /^src\/(features\/[a-z-]+|[a-z]+)/.exec(file)?.[1]?.replace('features/', '') ?? '',
    text: readFileSync(file, 'utf8'),
  }),
);

function roomsWith(pattern: RegExp): string[] {
  return [...new Set(SOURCES.filter(({ text }) => pattern.test(text)).map(({ room }) => room))].sort();
}

const tables = globSync('prisma/schema/*.prisma').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/@@map\("([a-z_]+)"\)/g)].map(([, name]) => name ?? ''),
);

test('every table has one feature that answers for it', () => {
  expect([...tables].sort()).toEqual([...Object.keys(TABLES), ...PLATFORM_TABLES].sort());
});

test.each(Object.entries(TABLES))(
  '%s is written by its feature, and by others only where that is said',
  (table, { owner, alsoWrite = [] }) => {
    const writers = roomsWith(new RegExp(`(?:insert into|update|delete from|copy) "?${table}"?[\\s(]`));
    expect(writers.filter((room) => room !== owner && room !== 'platform')).toEqual([...alsoWrite].sort());
  },
);

test.each(Object.entries(TABLES).filter(([table]) => !READ_BY_ANY.has(table)))(
  '%s is read through the queries of its feature, and by SQL elsewhere only where that is said',
  (table, { owner, alsoRead = [], alsoWrite = [] }) => {
    const readers = roomsWith(new RegExp(`(?:from|join) ${table}\\b`));
    const told = [...alsoRead, ...alsoWrite];
    expect(readers.filter((room) => room !== owner && room !== 'platform' && !told.includes(room))).toEqual([]);
    expect(alsoRead.filter((room) => !readers.includes(room))).toEqual([]);
  },
);
