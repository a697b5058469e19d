import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Claim, openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { insertAnyRow, type Place, tablesOf } from './any-row.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** One row of every table in each of them; the enterprise of a place has its number as id. */
const PLACES = {
  own: { divisionCode: '450102', enterpriseId: 1 },
  otherDistrict: { divisionCode: '450103', enterpriseId: 2 },
  otherCity: { divisionCode: '450202', enterpriseId: 3 },
  otherProvince: { divisionCode: '140105', enterpriseId: 4 },
} as const satisfies Record<string, Place>;

const ACCOUNT = '00000000-0000-4000-8000-000000000001';
const claim = (viewer: Claim['viewer'], scope: string | null, enterpriseId: number | null = null): Claim => ({
  viewer,
  scope,
  enterpriseId,
  accountId: ACCOUNT,
});

const CLAIMS = {
  district: claim('office', '450102'),
  city: claim('office', '4501'),
  province: claim('office', '*'),
  anotherProvince: claim('office', '14'),
  unscoped: claim('office', null),
  shortScope: claim('office', '4'),
  auditorOfCity: claim('auditor', '4501'),
  auditor: claim('auditor', '*'),
  enterprise: claim('enterprise', null, 1),
  system: claim('system', null),
  security: claim('security', null),
  tenderer: claim('administration', null),
} as const;
type Claimed = keyof typeof CLAIMS;

/** How many of a table's four rows each claim sees, where rows go by the place. */
const BY_PLACE: Readonly<Record<Claimed, number>> = {
  district: 1,
  city: 2,
  province: 4,
  anotherProvince: 1,
  unscoped: 0,
  shortScope: 0,
  auditorOfCity: 2,
  auditor: 4,
  enterprise: 1,
  system: 0,
  security: 0,
  tenderer: 0,
};
const NOT_ENTERPRISE = { ...BY_PLACE, enterprise: 0 };
const NOBODY: Readonly<Record<Claimed, number>> = {
  district: 0,
  city: 0,
  province: 0,
  anotherProvince: 0,
  unscoped: 0,
  shortScope: 0,
  auditorOfCity: 0,
  auditor: 0,
  enterprise: 0,
  system: 0,
  security: 0,
  tenderer: 0,
};
const PROVINCE_ONLY = { ...NOBODY, province: 4, auditor: 4 };
const ALL: Readonly<Record<Claimed, number>> = {
  district: 4,
  city: 4,
  province: 4,
  anotherProvince: 4,
  unscoped: 4,
  shortScope: 4,
  auditorOfCity: 4,
  auditor: 4,
  enterprise: 4,
  system: 4,
  security: 4,
  tenderer: 4,
};

/** Reviewed: what each guarded table shows to whom. A new table without a line here fails. */
const GUARDED: Readonly<Record<string, Readonly<Record<Claimed, number>>>> = {
  absence_finding: { ...NOT_ENTERPRISE, system: 4 },
  // Everybody sees what was done under their own account: here all four rows are another's.
  audit_entry: { ...NOBODY, auditorOfCity: 2, auditor: 4, enterprise: 1 },
  campaign: NOT_ENTERPRISE,
  case_comparison: NOT_ENTERPRISE,
  case_duty: BY_PLACE,
  case_event: BY_PLACE,
  case_evidence: BY_PLACE,
  cases: BY_PLACE,
  certificate: BY_PLACE,
  city_switch: BY_PLACE,
  code_confirmation: PROVINCE_ONLY,
  confirmed_code: ALL,
  credit_record: BY_PLACE,
  credit_statement: BY_PLACE,
  draft: NOT_ENTERPRISE,
  draft_case: NOT_ENTERPRISE,
  draft_file: NOT_ENTERPRISE,
  draft_signature: NOT_ENTERPRISE,
  email_check: BY_PLACE,
  ems_batch: NOT_ENTERPRISE,
  enterprise: BY_PLACE,
  enterprise_contact: BY_PLACE,
  enterprise_version: BY_PLACE,
  enterprise_recheck: BY_PLACE,
  feed_coverage: ALL,
  field_doubt: BY_PLACE,
  holiday_notice: ALL,
  impact_finding: NOT_ENTERPRISE,
  import_file: { ...PROVINCE_ONLY, system: 4 },
  inbox_message: BY_PLACE,
  office_job: { ...NOBODY, province: 4, system: 4 },
  office_notice: BY_PLACE,
  office_remedies: NOT_ENTERPRISE,
  official_document: BY_PLACE,
  official_document_file: BY_PLACE,
  official_question: NOT_ENTERPRISE,
  phone_log: NOT_ENTERPRISE,
  platform_downtime: ALL,
  practitioner: BY_PLACE,
  project: BY_PLACE,
  publication: NOT_ENTERPRISE,
  qualification: BY_PLACE,
  quarantine_row: PROVINCE_ONLY,
  quarter_review: NOT_ENTERPRISE,
  question_answer: NOT_ENTERPRISE,
  recheck_request: BY_PLACE,
  regime_answer: ALL,
  registration: BY_PLACE,
  run_difference: PROVINCE_ONLY,
  service_attempt: BY_PLACE,
  service_attempt_event: BY_PLACE,
  service_confirmation: BY_PLACE,
  setting: ALL,
  spot_check: NOT_ENTERPRISE,
  suspicion_answer: NOT_ENTERPRISE,
  verdict: BY_PLACE,
  verification_run: ALL,
  // A list belongs to its account: all four rows are others'.
  watch_delivery: NOBODY,
  watch_entry: NOBODY,
  watch_list: NOBODY,
};

/** Reviewed: tables without row-level security, each with the reason. */
const OPEN: Readonly<Record<string, string>> = {
  _prisma_migrations: 'not granted to the portals',
  account: 'not granted to the portals: accounts and sessions are the sign-in role’s',
  account_challenge: 'not granted to the portals',
  account_password_history: 'not granted to the portals',
  account_request: 'not granted to the portals',
  account_role: 'not granted to the portals',
  account_session: 'not granted to the portals',
  audit_seal: 'hashes of stretches of the trail: no person, no place; the portals read only',
  calendar_feed: 'not granted to the portals',
  delivery_report: 'what mail servers answered; hangs on a key that only the service attempt names',
  document_sequence: 'the next number of an office: no row of anybody',
  enterprise_claim:
    'not granted to the portals: officials read it through the sign-in role, by the address that they may open',
  enterprise_claim_file: 'not granted to the portals',
  enterprise_representative: 'not granted to the portals',
  form_submission: 'not granted to the portals',
  knowledge_clock: 'the last instant at which something became known: no row of anybody',
  lookup_receipt: 'not granted to the portals',
  open_data_snapshot: 'not granted to the portals',
  operator_invitation: 'not granted to the portals',
  outbox:
    'a mail is written by whoever acts; keys follow from facts, pages read it only by the key of a case in scope, the system administrator by status',
  public_change: 'public by nature; the portals read only the position that a saved list begins at',
  public_change_due: 'not granted to the portals',
  run_double_registration: 'numbers of persons during a run, emptied with it; the portals read only',
  run_partition: 'progress of a run: counts; the portals read only',
  second_factor: 'not granted to the portals',
  sign_in_try: 'not granted to the portals',
  time_watermark: 'not granted to the portals',
  worker_heartbeat: 'names of processes; the portals read only',
};

let database: TestDatabase;
let pools: ScopedPools;
let tables: Awaited<ReturnType<typeof tablesOf>>;

beforeAll(async () => {
  database = await createTestDatabase();
  pools = openScopedPools(database.url, 4);
  tables = await tablesOf(database.pool);
  for (const { name } of tables.filter(({ guarded }) => guarded)) {
    for (const place of Object.values(PLACES)) await insertAnyRow(database.url, name, place);
  }
});
afterAll(async () => {
  await pools?.end();
  await database?.drop();
});

async function seen(table: string, claimed: Claim): Promise<number> {
  const result = await pools.forClaim(claimed).query<{ count: number }>(`select count(*) from "${table}"`);
  return result.rows[0]?.count ?? -1;
}

test('L3-CES1-08: every table is guarded by row-level security or stands on the reviewed list of open ones', () => {
  const guarded = tables.filter((table) => table.guarded).map(({ name }) => name);
  const open = tables.filter((table) => !table.guarded).map(({ name }) => name);
  expect(guarded.sort()).toEqual(Object.keys(GUARDED).sort());
  expect(open.sort()).toEqual(Object.keys(OPEN).sort());
});

test('L3-CES1-08: the roles of the web processes own nothing and cannot step around a policy; the owner, who writes by COPY, is not bound by one', async () => {
  const able = await database.pool.query(
    `select rolname from pg_roles where rolname like 'qualwatch\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcanlogin)`,
  );
  expect(able.rows).toEqual([]);
  const owned = await database.pool.query(
    `select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where c.relnamespace = 'public'::regnamespace and r.rolname like 'qualwatch\\_%'`,
  );
  expect(owned.rows).toEqual([]);
  expect(tables.filter(({ forced }) => forced)).toEqual([]);
  const owner = await database.pool.query<{ super: boolean }>(
    'select rolsuper as super from pg_roles where rolname = current_user',
  );
  expect(owner.rows).toEqual([{ super: false }]);
});

test('every table with a place or an enterprise is guarded, or cannot be reached by a portal at all', () => {
  const bare = tables.filter(({ guarded, scoped, portal }) => scoped && !guarded && portal);
  expect(bare.map(({ name }) => name)).toEqual([]);
});

test('what the reviewed list calls out of reach is out of reach', () => {
  const said = Object.entries(OPEN).filter(([, reason]) => reason.startsWith('not granted'));
  const reached = tables.filter(({ portal }) => portal).map(({ name }) => name);
  expect(said.map(([name]) => name).filter((name) => reached.includes(name))).toEqual([]);
});

describe.each(Object.keys(GUARDED))('L3-CES1-08: rows of %s', (table) => {
  test('nobody sees one without a claim', async () => {
    const client = await database.pool.connect();
    try {
      await client.query('begin; set local role qualwatch_portal');
      const result = await client.query<{ count: number }>(`select count(*) from "${table}"`);
      expect(result.rows[0]?.count).toBe(0);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  test('each claim sees its own and no others', async () => {
    const counts: Record<string, number> = {};
    for (const [name, claimed] of Object.entries(CLAIMS)) counts[name] = await seen(table, claimed);
    expect(counts).toEqual(GUARDED[table]);
  });

  test('what a district or an enterprise sees is the row of its own place', async () => {
    const { scoped } = tables.find(({ name }) => name === table) ?? {};
    if (scoped === undefined || scoped === null || GUARDED[table]?.district !== 1) return;
    const column = scoped === 'division_code' ? 'division_code::text' : `${scoped}::text`;
    const expected = scoped === 'division_code' ? PLACES.own.divisionCode : String(PLACES.own.enterpriseId);
    const result = await pools
      .forClaim(CLAIMS.district)
      .query<{ value: string }>(`select ${column} as value from "${table}"`);
    expect(result.rows.map(({ value }) => value)).toEqual([expected]);
  });
});

test('the database refuses to write a row of another place, and anything at all while somebody looks through another role', async () => {
  const district = pools.forClaim(CLAIMS.district);
  const moved = await district.query("update cases set stage = 'x' where division_code = '450103'");
  expect(moved.rowCount).toBe(0);
  await expect(district.query("update cases set division_code = '450103'")).rejects.toThrow('row-level security');
  const looking = pools.forClaim({ ...CLAIMS.district, readOnly: true });
  await expect(looking.query("update cases set stage = 'x'")).rejects.toThrow('read-only');
});

test('no connection gives a case another stage, mark, restriction or day of service than its events do', async () => {
  const changes = [
    'marked = not marked',
    "stage = 'cleared'",
    "restrictions = '{}'",
    'public = not public',
    "closed_on = '2026-06-02'",
    `served_on = '{"order": "2026-06-02"}'`,
    'marked = not marked, last_sequence = last_sequence + 1',
  ];
  for (const connection of [pools.forClaim(CLAIMS.district), database.pool]) {
    for (const change of changes) {
      const before = (await database.pool.query('select * from cases order by id')).rows;
      await expect(connection.query(`update cases set ${change}`), change).rejects.toThrow('an event of its own');
      expect((await database.pool.query('select * from cases order by id')).rows).toEqual(before);
    }
  }
});
