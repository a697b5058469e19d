import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldName } from '#law/identifiers/folding.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function folded(names: readonly string[]): Promise<string[]> {
  const result = await database.pool.query<{ folded: string }>(
    'select fold_name(n) as folded from unnest($1::text[]) with ordinality as t(n, at) order by at',
    [names],
  );
  return result.rows.map((row) => row.folded);
}

describe('one folding of names', () => {
  it('the database folds every assigned character as the program does, alone and between others', async () => {
    const signs: string[] = [];
    for (let code = 1; code <= 0x3ffff; code++) {
      const sign = String.fromCodePoint(code);
      // U+A7F1 came with Unicode 17, which Node knows and PostgreSQL 18 does not.
      if (!/[\p{Cn}\p{Cs}\p{Co}]/u.test(sign) && code !== 0xa7f1) signs.push(sign);
    }
    const differing: string[] = [];
    for (let at = 0; at < signs.length; at += 10_000) {
      const names = signs.slice(at, at + 10_000).map((sign) => `张${sign}工`);
      const theirs = await folded(names);
      for (const [place, name] of names.entries()) {
        if (theirs[place] !== foldName(name)) differing.push(`U+${name.codePointAt(1)?.toString(16)}`);
      }
    }
    expect(signs.length).toBeGreaterThan(140_000);
    expect(differing).toEqual([]);
  });

  it('a name in the register carries its folded form, whoever wrote it', async () => {
    await database.pool.query(
      `insert into enterprise (uscc, name, former_names, kinds, division_code, feed, recorded_at)
       values ('99000000000000000X', '廣西演示（集團）建設　有限公司', '{}', '{}', '450103', 'x', now())`,
    );
    const found = await database.pool.query('select name_folded, name_bigrams @> $1 as paired from enterprise', [
      ['团建'],
    ]);
    expect(found.rows).toEqual([{ name_folded: '广西演示集团建设有限公司', paired: true }]);
  });
});
