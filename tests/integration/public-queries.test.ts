import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import {
  asOfNow,
  foldName,
  publicEnterprise,
  publicQualification,
  readAsOf,
  searchEnterprises,
  searchPublic,
} from '#features/registry/queries.ts';
import { runMonth } from '#features/verification/commands.ts';
import { firstInstant, latestSettledRun } from '#features/verification/queries.ts';
import { sealedByThree } from './by-three.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise, addPerson, type FixtureEnterprise } from './registry-fixture.ts';

const at = (day: string) => new Date(`${day}T02:10:00+08:00`);
const NOW = new Date('2026-08-20T10:00:00+08:00');
/** Class 2 constructor, 公路工程 (src/law/standards/data/encoding.json). */
const ROAD = { kind: 2, specialties: 2 };

let database: TestDatabase;
let serial = 0;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function run(day: string, province = '45') {
  const request = { month: day.slice(0, 7), scope: '', asOf: day, instant: at(day) };
  const { settlement } = await runMonth(database.url, database.pool, request, { province });
  expect(settlement.outcome).toBe('settled');
}

/** An enterprise of the fixture with a USCC that can be asked for. */
async function enterprise(
  options: Parameters<typeof addEnterprise>[1],
): Promise<FixtureEnterprise & { readonly uscc: string }> {
  const added = await addEnterprise(database.pool, options);
  const uscc = syntheticUscc(++serial);
  await database.pool.query('update enterprise set uscc = $2 where id = $1', [added.id, uscc]);
  return { ...added, uscc };
}

function day(text: string) {
  const read = readAsOf(text, NOW, new Date(0));
  if (!read.ok) throw new Error(read.reason);
  return read.asOf;
}

function idOf(from: FixtureEnterprise): number {
  const [first] = from.qualifications;
  if (first === undefined) throw new Error('no qualification');
  return first.id;
}

describe('search', () => {
  test('two characters of a name, a USCC, a certificate number; brackets and case do not matter', async () => {
    const found = await enterprise({ rows: [], name: '南宁云杉（A1）建设工程有限公司' });
    await enterprise({ rows: [], name: '柳州石桥建设工程有限公司' });
    await database.pool.query(
      `insert into certificate (enterprise_id, division_code, number, authority_level, feed, recorded_at)
       values ($1, '450102', 'D245000001', 'province', 'test', $2)`,
      [found.id, NOW],
    );
    const names = async (text: string) =>
      (await searchEnterprises(database.pool, { text, limit: 20 })).hits.map((hit) => hit.name);
    const own = ['南宁云杉（A1）建设工程有限公司'];
    expect(await names('云杉')).toEqual(own);
    expect(await names('(a1)建')).toEqual(own);
    expect(await names(' 南宁 云杉 ')).toEqual(own);
    expect(await names(found.uscc.toLowerCase())).toEqual(own);
    expect(await names('D245000001')).toEqual(own);
    expect(await names('杉')).toEqual([]);
    expect(await names('杉云')).toEqual([]);
    expect(await names("'; drop table enterprise; --")).toEqual([]);
    expect(await names('%%')).toEqual([]);
    expect(await names('建设')).toHaveLength(2);
  });

  test('SX23-4.4: a name that nobody bears today finds who once bore it, behind every present one', async () => {
    const renamed = await enterprise({ rows: [], name: '柳州新月建设有限公司' });
    await database.pool.query(
      "update enterprise set former_names = '{桂北（老）建设公司,柳州旧月建设有限公司}' where id = $1",
      [renamed.id],
    );
    const hits = async (text: string) =>
      (await searchEnterprises(database.pool, { text, limit: 20 })).hits.map(({ name, formerName }) => [
        name,
        formerName,
      ]);
    expect(await hits('柳州旧月建设有限公司')).toEqual([['柳州新月建设有限公司', '柳州旧月建设有限公司']]);
    expect(await hits('桂北(老)建设公司')).toEqual([['柳州新月建设有限公司', '桂北（老）建设公司']]);
    expect(await hits('柳州旧月')).toEqual([['柳州新月建设有限公司', '柳州旧月建设有限公司']]);
    await enterprise({ rows: [], name: '柳州旧月建设有限公司' });
    expect(await hits('柳州旧月建设有限公司')).toEqual([['柳州旧月建设有限公司', undefined]]);
  });

  test('pages follow one another without gap or double while names come and go', async () => {
    for (let each = 0; each < 45; each++) {
      await enterprise({ rows: [], name: `演示${String.fromCodePoint(0x4e00 + each)}建工有限公司` });
    }
    const first = await searchEnterprises(database.pool, { text: '建工', limit: 20 });
    expect(first.hits).toHaveLength(20);
    // One in front of the cursor and one behind it arrive; the last of the first page goes.
    await enterprise({ rows: [], name: '演一建工有限公司' });
    await enterprise({ rows: [], name: '演鿿建工有限公司' });
    const gone = first.hits.at(-1);
    await database.pool.query('delete from enterprise_contact where enterprise_id = $1', [gone?.id]);
    await database.pool.query('delete from enterprise where id = $1', [gone?.id]);
    const second = await searchEnterprises(database.pool, { text: '建工', limit: 20, cursor: first.next });
    const third = await searchEnterprises(database.pool, { text: '建工', limit: 20, cursor: second.next });
    expect(third.next).toBeUndefined();
    const seen = [...first.hits, ...second.hits, ...third.hits].map((hit) => hit.name);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((name) => name.startsWith('演示'))).toHaveLength(45);
    expect(seen).toContain('演鿿建工有限公司');
    const folded = seen.map(foldName);
    expect([...folded].sort()).toEqual(folded);
  });

  test('names that begin with the term come before those that contain it, over the pages too', async () => {
    for (let each = 0; each < 12; each++) {
      await enterprise({ rows: [], name: `南宁${String.fromCodePoint(0x4e00 + each)}桥有限公司` });
      await enterprise({ rows: [], name: `广西南宁${String.fromCodePoint(0x4e00 + each)}桥有限公司` });
    }
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await searchEnterprises(database.pool, { text: '南宁', limit: 5, cursor });
      names.push(...page.hits.map((hit) => hit.name));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(names).toHaveLength(24);
    expect(names.slice(0, 12).every((name) => name.startsWith('南宁'))).toBe(true);
    expect(names.slice(12).every((name) => name.startsWith('广西南宁'))).toBe(true);
    expect([...names.slice(0, 12)].sort()).toEqual(names.slice(0, 12));
  });

  test('common and rare terms find the same before and after the database has its statistics', async () => {
    for (let each = 0; each < 60; each++) {
      await enterprise({ rows: [], name: `演${String.fromCodePoint(0x5000 + each)}建工有限公司` });
    }
    const all = async () => {
      const answers: string[][] = [];
      for (const text of ['建工', '有限公司', '工有', '公司有', '演倀', `${String.fromCodePoint(0x5005)}建`]) {
        const { hits } = await searchEnterprises(database.pool, { text, limit: 100 });
        answers.push(hits.map((hit) => hit.name));
      }
      return answers;
    };
    const before = await all();
    await database.pool.query('analyze enterprise');
    expect(await all()).toEqual(before);
    expect(before.map((names) => names.length)).toEqual([60, 60, 60, 0, 1, 1]);
  });

  test('a cursor that is not ours is said to be broken', async () => {
    const page = (cursor: string) => searchEnterprises(database.pool, { text: '建工', limit: 20, cursor });
    const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const cursor of [
      'x',
      '!!',
      written(7),
      written(['a']),
      written(['a', 'b']),
      written([0, 'a\0', 1]),
      written([4, 'a', 1]),
      written([0, 'a', 1.5]),
      written({}),
    ]) {
      expect(await page(cursor)).toEqual({ hits: [], near: [], next: undefined, brokenCursor: true });
    }
  });

  test('GX24-4.1a: marks are counted as they stood on the day asked for', async () => {
    const marked = await enterprise({ rows: ['GC-02-3'], missing: 1, name: '演示公路建工有限公司' });
    await run('2026-06-01');
    await addPerson(database.pool, marked.id, ROAD, { knownFrom: at('2026-06-15') });
    await run('2026-07-01');
    const marks = async (instant: Date) =>
      (await searchPublic(database.pool, { text: '公路', limit: 20 }, instant)).hits.map((hit) => hit.marked);
    expect(await marks(day('2026-05-31').instant)).toEqual([0]);
    expect(await marks(day('2026-06-20').instant)).toEqual([1]);
    expect(await marks(day('2026-07-01').instant)).toEqual([0]);
  });
});

describe('as-of', () => {
  test('a past day shows the verdict, mark and explanation that stood then', async () => {
    const road = await enterprise({ rows: ['GC-02-3'] });
    await run('2026-06-01');
    // One of the eight leaves in June, another comes in July.
    await database.pool.query(
      'update registration set known_to = $2 where id = (select min(id) from registration where enterprise_id = $1)',
      [road.id, at('2026-06-10')],
    );
    await run('2026-07-01');
    await addPerson(database.pool, road.id, ROAD, { knownFrom: at('2026-07-20') });
    await run('2026-08-01');
    const page = async (text: string) => {
      const found = await publicQualification(
        database.pool,
        { uscc: road.uscc, qualificationId: idOf(road) },
        day(text),
        '45',
      );
      if (found === undefined) throw new Error('not found');
      const { qualification, explanation, history, events } = found;
      return {
        verdict: qualification.verdict,
        since: qualification.case?.publicSince,
        counts: explanation?.explanation.counts,
        differs: explanation?.differs,
        history: history?.map((each) => each.counts),
        acts: events.map((event) => event.act),
      };
    };
    expect(await page('2026-05-20')).toEqual({
      verdict: 'none',
      since: undefined,
      counts: undefined,
      differs: undefined,
      history: [],
      acts: [],
    });
    expect(await page('2026-06-20')).toMatchObject({ verdict: 'met', counts: '8/8', differs: false, history: ['8/8'] });
    expect(await page('2026-06-30')).toMatchObject({ verdict: 'met' });
    expect(await page('2026-07-01')).toEqual({
      verdict: 'not-met',
      since: '2026-07-01',
      counts: '7/8',
      differs: false,
      history: ['7/8', '8/8'],
      acts: ['warned'],
    });
    expect(await page('2026-08-01')).toEqual({
      verdict: 'met',
      since: undefined,
      counts: '8/8',
      differs: false,
      history: ['8/8', '7/8', '8/8'],
      acts: ['warned', 'cleared'],
    });
  });

  test('SX23-4.4: a past day shows the name, the place and the legal representative of then, and says what the name is today', async () => {
    const found = await enterprise({ rows: ['GC-01-3'], name: '南宁旧名建设有限公司' });
    await run('2026-06-01');
    const change = (name: string, representative: string, on: string) =>
      database.pool.query(
        'update enterprise set name = $2, legal_representative = $3, recorded_at = $4 where id = $1',
        [found.id, name, representative, at(on)],
      );
    await change('南宁旧名建设有限公司', '演示甲', '2026-06-03');
    await change('南宁新名建设有限公司', '演示甲', '2026-07-03');
    await change('南宁新名建设有限公司', '演示乙', '2026-07-10');
    // Nothing that is shown changed: no version.
    await database.pool.query('update enterprise set recorded_at = $2 where id = $1', [found.id, at('2026-07-20')]);
    const facts = async (text: string) => (await publicEnterprise(database.pool, found.uscc, day(text), '45'))?.facts;
    expect(await facts('2026-07-02')).toMatchObject({
      name: '南宁旧名建设有限公司',
      legalRepresentative: '演示甲',
      nameNow: '南宁新名建设有限公司',
    });
    expect(await facts('2026-07-05')).toMatchObject({ name: '南宁新名建设有限公司', legalRepresentative: '演示甲' });
    expect((await facts('2026-07-05'))?.nameNow).toBeUndefined();
    expect(await facts('2026-07-15')).toMatchObject({ legalRepresentative: '演示乙' });
    await expect(database.pool.query('update enterprise_version set name = name')).rejects.toThrow('append-only');
  });

  test('what was corrected afterwards does not change what was known then', async () => {
    const road = await enterprise({ rows: ['GC-02-3'], missing: 1 });
    await run('2026-06-01');
    // Known only in August, though registered long before.
    await addPerson(database.pool, road.id, ROAD, { knownFrom: at('2026-08-02') });
    const found = await publicQualification(
      database.pool,
      { uscc: road.uscc, qualificationId: idOf(road) },
      asOfNow(NOW),
      '45',
    );
    // The change is not checked yet: the page explains the verdict that stands, from the data that it rests on.
    expect(found?.qualification.verdict).toBe('not-met');
    expect(found?.explanation?.explanation.counts).toBe('7/8');
    expect(found?.explanation?.differs).toBe(false);
  });

  test('days ahead, days before the first check and what is no day are refused in words', async () => {
    await enterprise({ rows: ['GC-02-3'] });
    expect(await firstInstant(database.pool)).toBeUndefined();
    await run('2026-06-01');
    const first = await firstInstant(database.pool);
    const reason = (text: string) => {
      const read = readAsOf(text, NOW, first);
      return read.ok ? '' : read.reason;
    };
    expect(reason('2026-08-21')).toContain('尚未到来');
    expect(reason('2026-05-31')).toContain('自 2026 年 6 月 1 日起');
    expect(reason('2026-02-30')).toContain('没有 2026 年 2 月 30 日');
    expect(reason('昨天')).toContain('不是日期');
    expect(reason('2026-06-01')).toBe('');
    expect(reason('2026年8月20日')).toBe('');
    expect((await latestSettledRun(database.pool, NOW))?.month).toBe('2026-06');
    expect(await latestSettledRun(database.pool, at('2026-05-01'))).toBeUndefined();
  });
});

describe('SX23-2.1: a yellow card is not public', () => {
  const SHANXI = { rows: ['GC-02-3'], divisionCode: '140105', name: '演示晋路工程有限公司' };

  async function standing(uscc: string, text: string) {
    const found = await publicEnterprise(database.pool, uscc, day(text), '14');
    const [qualification] = found?.certificates.flatMap((each) => each.qualifications) ?? [];
    return qualification;
  }

  test('a failing qualification reads like a met one until the red card', async () => {
    const failing = await enterprise({ ...SHANXI, missing: 2 });
    const sound = await enterprise(SHANXI);
    await run('2026-06-01', '14');
    const opened = await database.pool.query<{ id: string; stage: string; public: boolean }>(
      'select id, stage, public from cases',
    );
    expect(opened.rows).toMatchObject([{ stage: 'yellow', public: false }]);
    const shown = await standing(failing.uscc, '2026-07-01');
    expect(shown).toMatchObject({ verdict: 'no-public-warning', standing: undefined, case: undefined });
    expect(await standing(sound.uscc, '2026-07-01')).toMatchObject({
      verdict: 'no-public-warning',
      standing: undefined,
    });
    const page = await publicQualification(
      database.pool,
      { uscc: failing.uscc, qualificationId: idOf(failing) },
      day('2026-07-01'),
      '14',
    );
    expect(page).toMatchObject({ explanation: undefined, history: undefined, events: [] });
    const hits = await searchPublic(database.pool, { text: '晋路', limit: 20 }, day('2026-07-01').instant);
    expect(hits.hits.map((hit) => hit.marked)).toEqual([0, 0]);

    // SX23-2.2: the authority confirms after two months; the case becomes public from that event on, not before.
    const content = {
      event: { what: 'confirmed', on: '2026-08-03', clause: 'SX23-2.2', move: { to: 'red', closes: false } },
    };
    const open = await database.pool.query<{ id: string }>('select id from cases');
    const { draftId } = await sealedByThree(database.pool, { act: 'confirm', caseIds: open.rows.map(({ id }) => id) });
    await database.pool.query(
      `insert into case_event (case_id, sequence, fact_id, on_day, recorded_at, act, actor, clause, content, previous_hash, hash, draft_id)
       select id, last_sequence + 1, 'red:' || id, '2026-08-03', $1, 'red', 'test', 'SX23-2.2', $2, last_hash, last_hash, $3 from cases`,
      [new Date('2026-08-03T10:00:00+08:00'), JSON.stringify(content), draftId],
    );
    expect(await standing(failing.uscc, '2026-08-02')).toMatchObject({ verdict: 'no-public-warning', case: undefined });
    expect(await standing(failing.uscc, '2026-08-03')).toMatchObject({
      verdict: 'not-met',
      case: {
        stage: 'red',
        marked: true,
        publicSince: '2026-08-03',
        publicClause: 'SX23-2.2',
        restrictions: ['no-addition', 'no-award', 'no-new-work', 'no-upgrade', 'priority-supervision'],
      },
    });
    const red = await publicQualification(
      database.pool,
      { uscc: failing.uscc, qualificationId: idOf(failing) },
      day('2026-08-03'),
      '14',
    );
    expect(red?.events.map((event) => event.act)).toEqual(['red']);
    expect(red?.history).toBeUndefined();
    expect(red?.explanation?.explanation.shortage).toBe(2);
  });
});
