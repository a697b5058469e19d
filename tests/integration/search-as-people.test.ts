import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchEnterprises } from '#features/registry/queries.ts';
import { pinyinData } from '#tests/tools/pinyin-data.ts';
import { initialsOf } from '../../src/features/registry/pinyin.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
const NAMES: readonly (readonly [code: string, name: string, ...former: string[]])[] = [
  ['91450103MA5KEAA219', '南宁建工集团有限公司'],
  ['91450103MA5KEAA41B', '广西（南宁）路桥建设有限公司', '桂北旧路桥工程公司'],
  ['91500103MA5KEAA61D', '重庆长安建筑工程有限公司'],
  ['91350203MA5KEAA71E', '厦门行远监理有限公司'],
  ['91450103MA5KEAA817', '柳州钢构ABC安装有限公司'],
  ['91450103MA5KEAA92X', '吕梁绿色建筑有限公司'],
];
beforeAll(async () => {
  database = await createTestDatabase();
  for (const [code, name, ...former] of NAMES) {
    await database.pool.query(
      `insert into enterprise (uscc, name, former_names, kinds, division_code, feed, recorded_at) values ($1, $2, $3, '{}', '450103', 'x', now())`,
      [code, name, former],
    );
  }
});
afterAll(() => database.drop());

const found = async (text: string) =>
  (await searchEnterprises(database.pool, { text, limit: 20 })).hits.map(({ name }) => name);
const [NANNING, ROAD, CHONGQING, XIAMEN, STEEL, LULIANG] = NAMES.map(([, name]) => name);

describe('search as people search', () => {
  it.each([
    ['nnjg', NANNING],
    ['NNJG', NANNING],
    ['nanningjiangong', NANNING],
    ['nan ning jian gong', NANNING],
    ["nan'ning", NANNING],
    ['nanningjg', NANNING],
    ['jgjt', NANNING],
    ['gxnnlq', ROAD],
    ['luqiao', ROAD],
    ['cqca', CHONGQING],
    ['zqca', CHONGQING],
    ['chongqing', CHONGQING],
    ['zhangan', CHONGQING],
    ['xmxy', XIAMEN],
    ['smhy', XIAMEN],
    ['xiamenhang', XIAMEN],
    ['lvliang', LULIANG],
    ['gangguabc', undefined],
    ['ggabc', STEEL],
  ])('%s by pinyin or initials, in every plausible reading', async (text, name) => {
    expect(await found(text)).toEqual(name === undefined ? [] : expect.arrayContaining([name]));
  });

  it.each([
    '广西南宁路桥',
    '广西 南宁 路桥',
    '广西(南宁)路桥',
    '广西【南宁】路桥',
    '南宁）路桥',
    '廣西南寧路橋',
    '广西·南宁—路桥',
  ])('%s with blanks, any bracket, dots or in traditional characters', async (text) => {
    expect(await found(text)).toEqual([ROAD]);
  });

  it('a former name, whole or in part, says under which it was', async () => {
    const { hits } = await searchEnterprises(database.pool, { text: '旧路桥', limit: 5 });
    expect(hits).toMatchObject([{ name: ROAD, formerName: '桂北旧路桥工程公司' }]);
  });

  it.each(['MA5KEAA41B', 'keaa41', '5KEAA41B', '450103MA5KEAA41', '91450103MA5KEAA41'])(
    '%s: part of a credit code',
    async (text) => {
      expect(await found(text)).toEqual([ROAD]);
    },
  );

  it('fewer than six characters of a code find nobody by it', async () => {
    expect(await found('AA41B')).toEqual([]);
  });

  it.each([
    ['南柠建工集团', NANNING],
    ['南宁建攻集团有限公司', NANNING],
    ['南宁建集团', NANNING],
    ['南宁建工程集团', NANNING],
    ['宁南建工', NANNING],
    ['重庆常安建筑', CHONGQING],
  ])('%s offers %s and takes nobody for it', async (text, name) => {
    const page = await searchEnterprises(database.pool, { text, limit: 20 });
    expect(page.hits).toEqual([]);
    expect(page.near.map((hit) => hit.name)).toContain(name);
  });

  it('what is near to nothing offers nothing', async () => {
    expect((await searchEnterprises(database.pool, { text: '北京天坛饭店', limit: 20 })).near).toEqual([]);
  });

  it('pages of a reading follow one another without gap or double', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await searchEnterprises(database.pool, { text: 'yxgs', limit: 2, cursor });
      seen.push(...page.hits.map(({ name }) => name));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(NAMES.length);
    expect(new Set(seen).size).toBe(NAMES.length);
  });

  it('the readings are those of pinyin-pro, and the database has the same initials for every character', async () => {
    const kept: unknown = JSON.parse(readFileSync('src/features/registry/data/pinyin.json', 'utf8'));
    expect(kept).toEqual(pinyinData());
    const signs = Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, at) => String.fromCodePoint(0x4e00 + at));
    const result = await database.pool.query<{ sign: string; grams: string[] }>(
      `select n as sign, initial_grams('A' || n) as grams from unnest($1::text[]) n where fold_name(n) = n`,
      [signs],
    );
    const differing = result.rows.filter(
      ({ sign, grams }) => [...new Set(grams.map((gram) => gram.slice(1)))].sort().join() !== initialsOf(sign).join(),
    );
    expect(differing).toEqual([]);
  });
});
