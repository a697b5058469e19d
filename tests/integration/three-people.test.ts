import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actOnCase, casesForChangedVerdicts, SealedDraft } from '#features/casework/commands.ts';
import { CHAINED_FACTS, isChainedDocument, stepOfFact } from '#law/regimes/chains.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { DOCUMENTS } from '#law/regimes/words.ts';
import { inTransaction, type Transaction } from '#platform/database/connections.ts';
import { openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { chainedStepsOf, type StepPath, stepPaths, type Taken } from '../unit/law/regimes/step-paths.ts';
import { actByThree, sealedByThree } from './by-three.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise } from './registry-fixture.ts';

/** Who may take which step with whom, over all steps, documents and regimes; the table is the law's own data (chains.ts). */

const DIVISIONS: Readonly<Record<string, string>> = {
  'guangxi-2024': '450103',
  'shanxi-2023': '140105',
  'shenyang-2024': '210102',
  'jiangxi-2026': '360102',
  'hebei-2025': '130102',
  'order-22-article-28': '330102',
};

let database: TestDatabase;
let scoped: ScopedPools;
beforeAll(async () => {
  database = await createTestDatabase();
  scoped = openScopedPools(database.url, 2);
});
afterAll(async () => {
  await scoped?.end();
  await database?.drop();
});

let run = 0;
async function failing(regime: Regime, { licensing, before }: StepPath): Promise<string> {
  const division = DIVISIONS[regime.id] ?? '';
  const { id, qualifications } = await addEnterprise(database.pool, {
    rows: ['GC-01-3'],
    missing: 1,
    divisionCode: division,
  });
  const certificate = await database.pool.query<{ id: number }>(
    `insert into certificate (enterprise_id, division_code, number, authority_level, feed, recorded_at)
     values ($1, $2, $3, $4, 'test', '2025-01-01') returning id`,
    [id, division, `D9${id}演示`, licensing],
  );
  await database.pool.query('update qualification set certificate_id = $2 where enterprise_id = $1', [
    id,
    certificate.rows[0]?.id,
  ]);
  const [opening] = before;
  if (opening === undefined) throw new Error('the case is opened by a verdict');
  await inTransaction(database.pool, async (transaction) => {
    await transaction.query(
      `create temporary table changed_verdict (qualification_id bigint, enterprise_id bigint, division_code char(6), previous text, verdict text,
         effective_row text, shortage int, counts text) on commit drop`,
    );
    await transaction.query(`insert into changed_verdict values ($1, $2, $3, 'met', 'not-met', 'GC-01-3', 1, '3/5')`, [
      qualifications[0]?.id,
      id,
      division,
    ]);
    run++;
    await casesForChangedVerdicts(transaction, {
      runId: run,
      province: division.slice(0, 2),
      onDay: opening.onDay,
      recordedAt: instantOf(opening, 0),
      standardsVersion: 'test',
      policyVersion: 'test',
    });
  });
  const found = await database.pool.query<{ id: string }>('select id from cases where enterprise_id = $1', [id]);
  return found.rows[0]?.id ?? '';
}

function instantOf({ onDay }: Taken, at: number): Date {
  return new Date(Date.parse(`${onDay}T10:00:00+08:00`) + at * 1000);
}

const actionOf = (caseId: string, taken: Taken, at: number) => ({
  caseId,
  command: taken.command,
  actor: '演示经办人',
  onDay: taken.onDay,
  recordedAt: instantOf(taken, at),
});

async function actsIn(caseId: string): Promise<string[]> {
  const found = await database.pool.query<{ what: string }>(
    "select content::jsonb->'event'->>'what' as what from case_event where case_id = $1 order by sequence",
    [caseId],
  );
  return found.rows.map(({ what }) => what);
}

const TABLE = [...REGIMES.values()].flatMap((regime) =>
  [...stepPaths(regime)].flatMap(([step, path]) =>
    path.before.length === 0 ? [] : [[regime.id, step, regime, path] as const],
  ),
);

test('the table has every step of a chain of every regime, but what opens a case by hand', () => {
  for (const regime of REGIMES.values()) {
    const tried = TABLE.filter(([id]) => id === regime.id).map(([, step]) => step);
    const left = chainedStepsOf(regime).filter((step) => !tried.includes(step));
    expect(
      left.every((step) => regime.tracks.some(({ opening }) => opening[step] !== undefined)),
      left.join(),
    ).toBe(true);
  }
  expect(TABLE.length).toBeGreaterThan(45);
});

describe('a step of a chain', () => {
  test.each(TABLE)('%s: %s is refused from one person and taken with the chain', async (_id, step, regime, path) => {
    const caseId = await failing(regime, path);
    let at = 1;
    for (const taken of path.before.slice(1)) {
      const done = await inTransaction(database.pool, (transaction) =>
        actByThree(transaction, actionOf(caseId, taken, at)),
      );
      expect(done.outcome, `${taken.command.do} ${JSON.stringify(done)}`).toBe('done');
      at++;
    }
    const wanted = actionOf(caseId, path.step, at);
    const bySeal = async (sealed: SealedDraft | undefined) =>
      inTransaction(database.pool, (transaction) => actOnCase(transaction, { ...wanted, sealed }));
    const alone = await bySeal(undefined);
    expect(alone).toMatchObject({ outcome: 'refused', refusal: { reason: expect.stringContaining('由他人审核') } });
    const before = await actsIn(caseId);
    // The draft of another case, and of another act in this case, are none.
    const elsewhere = await sealedByThree(database.pool, { act: step === 'publish' ? 'publish-notice' : step });
    const another = await sealedByThree(database.pool, { act: 'enterprise-list', caseIds: [caseId] });
    for (const { sealed } of [elsewhere, another]) expect(await bySeal(sealed)).toMatchObject({ outcome: 'refused' });
    expect(await actsIn(caseId)).toEqual(before);
    const done = await inTransaction(database.pool, (transaction) => actByThree(transaction, wanted));
    expect(done.outcome).toBe('done');
    const added = (await actsIn(caseId)).slice(before.length);
    expect(added.some((what) => CHAINED_FACTS.some((each) => each === what))).toBe(true);
  });
});

async function aCase(): Promise<string> {
  const [, , regime, path] = TABLE[0] ?? [];
  if (regime === undefined || path === undefined) throw new Error('no regime');
  return failing(regime, path);
}

/** What is written is checked as at the commit, and taken back. */
async function tried(write: (transaction: Transaction) => Promise<unknown>): Promise<string> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await write(client);
    await client.query('set constraints all immediate');
    return 'written';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function writeEvent(transaction: Transaction, caseId: string, event: object, draftId: string | null) {
  await transaction.query(
    `insert into case_event (case_id, sequence, fact_id, on_day, recorded_at, act, actor, clause, content, previous_hash, hash, draft_id)
     values ($1, 99, $2, '2026-08-03', '2026-08-03', 'x', 'platform', 'x', $3, '\\x00', '\\x00', $4)`,
    [caseId, randomUUID(), JSON.stringify({ event }), draftId],
  );
}

async function writeDocument(transaction: Transaction, caseId: string, kind: string, draftId: string | null) {
  await transaction.query(
    `insert into official_document (id, fact_id, kind, office, office_name, office_division_code, division_code, case_id, subject, data, sha256,
       issued_on, issued_by, recorded_at, draft_id)
     values ($1, $2::text, $3, 'x', 'x', '45', '450103', $4, 'x', '{}', sha256($2::text::bytea), '2026-08-03', 'platform', '2026-08-03', $5)`,
    [randomUUID(), `${kind}:${caseId}:1`, kind, caseId, draftId],
  );
}

/** Drafts that are none: of one person, of two, not sealed, carried out, of another case. */
async function badDrafts(act: string, caseId: string, result?: string): Promise<readonly [string, string | null][]> {
  const { pool } = database;
  const made = async (change: string) => {
    const { draftId } = await sealedByThree(pool, { act, caseIds: [caseId], result });
    await pool.query('alter table draft disable trigger draft_signed_in_person');
    await pool.query(change, [draftId]);
    await pool.query('alter table draft enable trigger draft_signed_in_person');
    return draftId;
  };
  return [
    ['no draft', null],
    ['no such draft', randomUUID()],
    [
      'only drafted',
      await made("update draft set status = 'drafted', reviewed_by = null, sealed_by = null where id = $1"),
    ],
    ['only reviewed', await made("update draft set status = 'approved', sealed_by = null where id = $1")],
    ['carried out', await made("update draft set status = 'finished' where id = $1")],
    ['done in this case', await made("update draft_case set status = 'done' where draft_id = $1")],
    ['of another case', (await sealedByThree(pool, { act })).draftId],
  ];
}

describe('the database itself, whatever wrote it', () => {
  test.each(CHAINED_FACTS)('the fact %s rests on a sealed draft of its act and case', async (what) => {
    const caseId = await aCase();
    const step = stepOfFact({ what });
    const act = step === 'publish' ? 'publish-notice' : (step ?? '');
    for (const [why, draftId] of await badDrafts(act, caseId))
      expect(await tried((transaction) => writeEvent(transaction, caseId, { what }, draftId)), why).toContain(
        'rests on no draft',
      );
    const other = await sealedByThree(database.pool, { act: 'enterprise-list', caseIds: [caseId] });
    expect(await tried((transaction) => writeEvent(transaction, caseId, { what }, other.draftId))).toContain(
      'rests on no draft',
    );
    const good = await sealedByThree(database.pool, { act, caseIds: [caseId] });
    expect(await tried((transaction) => writeEvent(transaction, caseId, { what }, good.draftId))).toBe('written');
  });

  test.each(Object.keys(DOCUMENTS).filter((kind) => isDocument(kind) && isChainedDocument(kind)))(
    'the document %s rests on a sealed draft of its case',
    async (kind) => {
      const caseId = await aCase();
      // The decision of withdrawal comes of a draft that decided so, and of no other.
      const about = kind === 'decision' ? { act: 'decide', result: 'revoke' } : { act: 'withdraw' };
      for (const [why, draftId] of await badDrafts(about.act, caseId, about.result))
        expect(await tried((transaction) => writeDocument(transaction, caseId, kind, draftId)), why).toContain(
          'rests on no draft',
        );
      const good = await sealedByThree(database.pool, { ...about, caseIds: [caseId] });
      expect(await tried((transaction) => writeDocument(transaction, caseId, kind, good.draftId))).toBe('written');
    },
  );

  test('行政处罚法 57, 58: a withdrawal needs legal review and head, each another person, and a draft that says the same', async () => {
    const caseId = await aCase();
    const withdrawn = { what: 'decided', result: 'revoke' };
    const about = { act: 'decide', caseIds: [caseId], result: 'revoke' };
    const changed = async (change: string) => {
      const { draftId } = await sealedByThree(database.pool, about);
      const tables = ['draft', 'draft_signature'];
      for (const table of tables) await database.pool.query(`alter table ${table} disable trigger user`);
      await database.pool.query(change, [draftId]);
      for (const table of tables) await database.pool.query(`alter table ${table} enable trigger user`);
      return draftId;
    };
    const short = [
      ['no head', "delete from draft_signature where draft_id = $1 and link = 'head'"],
      ['no legal review', "delete from draft_signature where draft_id = $1 and link = 'legal-review'"],
      [
        'returned by the head',
        "update draft_signature set result = 'return', minutes = null where draft_id = $1 and link = 'head'",
      ],
      ['three links alone', "update draft set links = '{review,seal}' where id = $1"],
      [
        'one account twice',
        "update draft_signature set signed_by = (select sealed_by from draft where id = $1) where draft_id = $1 and link = 'head'",
      ],
      [
        'one name twice',
        "update draft_signature set signed_by_name = (select drafted_by_name || ' ' from draft where id = $1) where draft_id = $1 and link = 'head'",
      ],
    ] as const;
    for (const [why, change] of short) {
      const draftId = await changed(change);
      expect(await tried((transaction) => writeEvent(transaction, caseId, withdrawn, draftId)), why).toContain(
        'rests on no draft',
      );
      expect(await tried((transaction) => writeDocument(transaction, caseId, 'decision', draftId)), why).toContain(
        'rests on no draft',
      );
    }
    const kept = await sealedByThree(database.pool, { ...about, result: 'keep' });
    expect(await tried((transaction) => writeEvent(transaction, caseId, withdrawn, kept.draftId))).toContain(
      'decides otherwise',
    );
    expect(await tried((transaction) => writeDocument(transaction, caseId, 'decision', kept.draftId))).toContain(
      'rests on no draft',
    );
    const good = await sealedByThree(database.pool, about);
    expect(await tried((transaction) => writeEvent(transaction, caseId, withdrawn, good.draftId))).toBe('written');
  });

  test('GX24-4.1d: a mark that the platform lifts by itself is told without a draft, and only that', async () => {
    const caseId = await aCase();
    const lifted = (event: object, fact: string) =>
      tried(async (transaction) => {
        await transaction.query(
          `insert into case_event (case_id, sequence, fact_id, on_day, recorded_at, act, actor, clause, content, previous_hash, hash)
           values ($1, 99, $2, '2026-08-03', '2026-08-03', 'cleared', 'platform', 'x', $3, '\\x00', '\\x00')`,
          [caseId, randomUUID(), JSON.stringify({ event })],
        );
        await transaction.query(
          `insert into official_document (id, fact_id, kind, office, office_name, office_division_code, division_code, case_id, subject, data, sha256,
             issued_on, issued_by, recorded_at)
           values ($1, $2::text, 'unmark-notice', 'x', 'x', '45', '450103', $3, 'x', '{}', sha256($2::text::bytea), '2026-08-03', 'platform', '2026-08-03')`,
          [randomUUID(), fact, caseId],
        );
      });
    const met = { what: 'verdict-recorded', result: 'met', documents: ['unmark-notice'] };
    expect(await lifted(met, `unmark-notice:${caseId}:99`)).toBe('written');
    expect(await lifted(met, `unmark-notice:${caseId}:98`)).toContain('rests on no draft');
    expect(await lifted({ what: 'arrived' }, `unmark-notice:${caseId}:99`)).toContain('rests on no draft');
  });

  test('a finding that opens its case rests on the draft that names the qualification', async () => {
    const caseId = await aCase();
    const opening = { what: 'case-opened', by: 'find' };
    expect(await tried((transaction) => writeEvent(transaction, caseId, opening, null))).toContain('rests on no draft');
    expect(
      await tried((transaction) => writeEvent(transaction, caseId, { what: 'case-opened', by: 'verdict' }, null)),
    ).toBe('written');
  });

  test('on the site’s connection nobody signs for another, and three signatures are three people who signed in', async () => {
    const caseId = await aCase();
    const me = randomUUID();
    const mine = scoped.forClaim({ viewer: 'office', scope: '4501', enterpriseId: null, accountId: me });
    const forged = (draftedBy: string, status: string) =>
      mine.query(
        `insert into draft (id, act, level, division_code, content, status, drafted_by, drafted_by_name, drafted_at, reviewed_by, sealed_by)
         values ($1, 'withdraw', 'city', '450100', '{}', $2, $3, 'x', now(), $4, $5)`,
        [randomUUID(), status, draftedBy, ...(status === 'drafted' ? [null, null] : [randomUUID(), randomUUID()])],
      );
    await expect(forged(randomUUID(), 'drafted')).rejects.toThrow('begun by whoever is signed in');
    await expect(forged(me, 'sealed')).rejects.toThrow('begun by whoever is signed in');
    const id = randomUUID();
    await mine.query(
      `insert into draft (id, act, level, division_code, content, status, drafted_by, drafted_by_name, drafted_at)
       values ($1, 'withdraw', 'city', '450100', '{}', 'drafted', $2, 'x', now())`,
      [id, me],
    );
    const signed = (set: string) => mine.query(`update draft set ${set} where id = $1`, [id]);
    await expect(signed(`status = 'approved', reviewed_by = '${randomUUID()}'`)).rejects.toThrow(
      'whoever is signed in',
    );
    await expect(signed(`status = 'approved', reviewed_by = '${me}'`)).rejects.toThrow('draft_two_persons_check');
    await expect(signed(`content = '{"act": "x"}'`)).rejects.toThrow('not changed afterwards');
    expect(await SealedDraft.of(mine, id)).toBeUndefined();
    expect(caseId).not.toBe('');
  });
});

function isDocument(kind: string): kind is keyof typeof DOCUMENTS {
  return Object.hasOwn(DOCUMENTS, kind);
}
