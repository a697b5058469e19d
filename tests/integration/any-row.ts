import { createHash, randomUUID } from 'node:crypto';
import { openConnection, type Pool } from '#platform/database/connections.ts';

/** Where a row of the tests belongs. */
export interface Place {
  readonly divisionCode: string;
  readonly enterpriseId: number;
}

interface Table {
  readonly name: string;
  readonly guarded: boolean;
  readonly forced: boolean;
  /** the column that says whose a row is */
  readonly scoped: 'division_code' | 'enterprise_id' | null;
  /** whether the portals' role may read it */
  readonly portal: boolean;
}

/** The tables of the product as the database's own catalogue has them. */
export async function tablesOf(pool: Pool): Promise<Table[]> {
  const result = await pool.query<Table>(
    `select c.relname as name, c.relrowsecurity as guarded, c.relforcerowsecurity as forced,
       case when exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'division_code' and not a.attisdropped) then 'division_code'
         when exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'enterprise_id' and not a.attisdropped) then 'enterprise_id' end as scoped,
       has_table_privilege('qualwatch_portal', c.oid, 'select') as portal
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  return result.rows;
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly needed: boolean;
}

/** An id that is the same for the same table's row of a place, so that rows hang together. */
export function idIn({ enterpriseId }: Place): string {
  return `00000000-0000-4000-8000-0000000001${String(enterpriseId).padStart(2, '0')}`;
}

/** Values that a constraint or a policy asks for, where the type alone does not say. */
const CHOSEN: Readonly<Record<string, (place: Place) => Record<string, unknown>>> = {
  enterprise: ({ enterpriseId }) => ({
    id: enterpriseId,
    uscc: `9900000000000000${enterpriseId}X`.slice(-18),
    status: 'active',
  }),
  cases: (place) => ({ id: idIn(place) }),
  official_document: (place) => ({ id: idIn(place), status: 'stands' }),
  service_attempt: (place) => ({ id: idIn(place) }),
  draft: (place) => ({ id: idIn(place), status: 'drafted' }),
  draft_case: (place) => ({ draft_id: idIn(place), status: 'waiting' }),
  case_comparison: (place) => ({ case_id: idIn(place), number: 1 }),
  case_event: (place) => ({ case_id: idIn(place), sequence: 1 }),
  practitioner: ({ enterpriseId }) => ({ id: enterpriseId }),
  registration: ({ enterpriseId }) => ({ practitioner_id: enterpriseId }),
  project: ({ enterpriseId }) => ({ builder_uscc: `9900000000000000${enterpriseId}X`.slice(-18) }),
  service_attempt_event: (place) => ({ attempt_id: idIn(place) }),
  official_document_file: (place) => ({ document_id: idIn(place) }),
  case_evidence: () => ({ bytes: Buffer.from('演示'), sha256: digest('演示') }),
  draft_file: (place) => ({ draft_id: idIn(place), bytes: Buffer.from('演示'), sha256: digest('演示') }),
  draft_signature: (place) => ({ draft_id: idIn(place), link: 'legal-review', result: 'approve' }),
  credit_record: () => ({ evidence: [randomUUID()] }),
  spot_check: () => ({ looked_at: ['duty'], officers: ['演示'] }),
  quarter_review: () => ({ quarter: '2026-Q4' }),
  office_job: () => ({ portal: 'province', status: 'done' }),
  feed_coverage: ({ divisionCode }) => ({ territory: divisionCode }),
  import_file: () => ({ status: 'applied' }),
  quarantine_row: () => ({ status: 'waiting' }),
  holiday_notice: ({ enterpriseId }) => ({ year: 2100 + enterpriseId }),
  audit_entry: (place) => ({
    division_code: place.divisionCode,
    enterprise_id: place.enterpriseId,
    account_id: randomUUID(),
  }),
  city_switch: ({ divisionCode }) => ({ division_code: divisionCode }),
  verification_run: () => ({ status: 'settled', kind: 'change' }),
};

const digest = (text: string) => createHash('sha256').update(text).digest();

let serial = 0;

function madeUp({ name, type }: Column, place: Place): unknown {
  serial++;
  if (name === 'division_code') return place.divisionCode;
  if (name === 'enterprise_id') return place.enterpriseId;
  if (name === 'case_id') return idIn(place);
  if (type.endsWith('[]')) return '{}';
  switch (type) {
    case 'uuid':
      return randomUUID();
    case 'jsonb':
    case 'json':
      return '{}';
    case 'boolean':
      return false;
    case 'date':
      return '2026-11-01';
    case 'bytea':
      return digest(`row ${serial}`);
    case 'smallint':
    case 'integer':
    case 'bigint':
      return serial;
    default:
      return type.startsWith('timestamp') ? '2026-11-01T00:00:00Z' : `行${serial}`.slice(0, 6);
  }
}

/** What a check constraint of the form `column in (…)` allows first. */
async function allowed(client: { query: Pool['query'] }, table: string): Promise<ReadonlyMap<string, string>> {
  const result = await client.query<{ definition: string }>(
    "select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and contype = 'c'",
    [`"${table}"`],
  );
  const found = new Map<string, string>();
  for (const { definition } of result.rows) {
    const match =
      /\(\(?"?(\w+)"? = ANY \(ARRAY\['([^']*)'/.exec(definition) ??
      /\(\(?\(?"?(\w+)"?\)?(?:::\w+)? = ANY \(+ARRAY\['([^']*)'/.exec(definition);
    if (match?.[1] !== undefined && match[2] !== undefined) found.set(match[1], match[2]);
  }
  return found;
}

/** Writes one row of a table in a place: every column that must have a value gets one; references are not looked at. */
export async function insertAnyRow(
  url: string,
  table: string,
  place: Place,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const client = await openConnection(url);
  try {
    await client.query("set session_replication_role = 'replica'");
    const columns = await client.query<Column>(
      `select a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull and not a.atthasdef and a.attidentity = '' as needed
       from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
      [`"${table}"`],
    );
    const chosen: Record<string, unknown> = { ...CHOSEN[table]?.(place), ...more };
    const checks = await allowed(client, table);
    const wanted = columns.rows.filter(
      ({ name, needed }) => needed || name in chosen || name === 'enterprise_id' || name === 'division_code',
    );
    const values = wanted.map((column) => chosen[column.name] ?? checks.get(column.name) ?? madeUp(column, place));
    await client.query(
      `insert into "${table}" (${wanted.map(({ name }) => `"${name}"`).join(', ')}) values (${values.map((_, at) => `$${at + 1}`).join(', ')})`,
      values,
    );
  } catch (error) {
    throw new Error(`no row for ${table}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await client.end();
  }
}
