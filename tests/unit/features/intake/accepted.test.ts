import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIELDS, Layout } from '../../../../src/features/intake/normalisers/headers.ts';
import { RowReader } from '../../../../src/features/intake/normalisers/row-reader.ts';
import { READERS } from '../../../../src/features/intake/read-rows.ts';
import { identityKeys } from '../../../../src/platform/identity-numbers.ts';

const context = {
  today: '2026-11-28',
  keys: identityKeys(Buffer.alloc(32, 7).toString('base64')),
  confirmed: new Set<string>(),
};
const ENTITIES = ['enterprises', 'qualifications', 'registrations', 'projects'] as const;

describe.each(ENTITIES)('every refusal of %s comes with an example', (entity) => {
  it.each(FIELDS[entity].map((field) => [field.label, field] as const))('%s says what is taken', (_, field) => {
    expect(field.accepts).not.toBe('');
    expect(field.example).not.toBe('');
  });

  it('a row of the examples is taken whole', () => {
    // 资质代码 would be read instead of the name, and an 注销日期 ends the row: each is looked at in a row of its own below.
    const fields = FIELDS[entity];
    const names = fields.map(({ label }) => label);
    const row = { kind: 'row', line: 2, names, cells: fields.map(({ example }) => example) } as const;
    const reader = new RowReader(entity, new Layout(entity, names), row);
    READERS[entity].read(reader, context);
    expect(reader.problems).toEqual([]);
    expect(reader.doubts).toEqual([]);
  });
});

/** Every place of the import that refuses: the field it names, by its key where a row is read, by its Chinese name where only the register shows it. */
function refusals(): { readonly where: string; readonly field: string }[] {
  return globSync('src/features/intake/{entities,apply,normalisers}/**/*.ts').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const named = [
      ...text.matchAll(/\b(?:refuse|doubt|required|parsed|notInFuture|inOrder|codeText)\((?:\s*row,)?\s*'(\w+)'/g),
      ...text.matchAll(/'(\p{Script=Han}[^']*)' as field/gu),
      ...text.matchAll(/then '([^']+)' else '[^']+' end as field/g),
      ...text.matchAll(/refuseContradictions\(client, tables, '([^']+)'/g),
    ];
    return named.map((found) => ({ where: `${file}: ${found[0].slice(0, 60)}`, field: found[1] ?? '' }));
  });
}

it('every refusal in the source names a field that has an example', () => {
  const all = Object.values(FIELDS).flat();
  const without = refusals().filter(
    ({ field }) => !all.some(({ field: key, label, example }) => (key === field || label === field) && example !== ''),
  );
  expect(refusals().length).toBeGreaterThan(40);
  expect(without).toEqual([]);
});
