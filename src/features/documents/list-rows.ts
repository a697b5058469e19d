import { createHash } from 'node:crypto';
import type { Transaction } from '#platform/database/connections.ts';
import { DOCUMENT_KINDS, isOfficialKind } from './kind-names.ts';
import type { ListSource } from './list-columns.ts';

export type ListRow = readonly string[];

/** SHA-256 over the rows as they are printed: cells parted by the unit separator, each row ended by the record separator. */
export function hashRows(rows: readonly ListRow[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${row.join('\u001f')}\u001e`, 'utf8');
  return hash.digest('hex');
}

interface QualificationRow {
  readonly name: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly certificate: string | null;
  readonly effective_row: string | null;
  readonly shortage: number;
}

function cells(row: QualificationRow): ListRow {
  return [row.name, row.uscc, row.qualification, row.certificate ?? '', row.effective_row ?? '', String(row.shortage)];
}

// A list is evidence of what the system says (SY-5), so it reads the verdicts and cases themselves, as of the run: verdict
// history and events are append-only, and what is printed today is derived again tomorrow.
async function failing(db: Transaction, source: Extract<ListSource, { of: 'failing' }>): Promise<ListRow[]> {
  const result = await db.query<QualificationRow>(
    `select e.name, e.uscc, q.name as qualification, k.number as certificate, v.effective_row, v.shortage
     from verification_run r
     join verdict v on v.known_from <= r.settled_at and (v.known_to is null or v.known_to > r.settled_at)
     join qualification q on q.id = v.qualification_id
     join enterprise e on e.id = v.enterprise_id
     left join certificate k on k.id = q.certificate_id
     where r.id = $1 and r.status = 'settled' and v.verdict = 'not-met' and starts_with(v.division_code, $2)
     order by e.uscc, q.key`,
    [source.runId, source.scope],
  );
  return result.rows.map(cells);
}

async function overdue(db: Transaction, source: Extract<ListSource, { of: 'overdue' }>): Promise<ListRow[]> {
  const result = await db.query<QualificationRow>(
    `select e.name, e.uscc, q.name as qualification, k.number as certificate, v.effective_row, v.shortage
     from cases c
     cross join lateral (
       select coalesce(s.content::jsonb->'event'->'move'->>'to', s.content::jsonb->>'stage') as stage from case_event s
       where s.case_id = c.id and s.recorded_at <= $2
         and (s.content::jsonb->'event'->'move' ? 'to' or s.content::jsonb ? 'stage')
       order by s.sequence desc limit 1) standing
     join verdict v on v.qualification_id = c.qualification_id and v.known_from <= $2 and (v.known_to is null or v.known_to > $2)
     join qualification q on q.id = c.qualification_id
     join enterprise e on e.id = c.enterprise_id
     left join certificate k on k.id = q.certificate_id
     where starts_with(c.division_code, $1) and standing.stage in ('overdue', 'rechecked-district', 'rechecked-city')
       and v.verdict = 'not-met'
     order by e.uscc, q.key`,
    [source.scope, new Date(source.instant)],
  );
  return result.rows.map(cells);
}

interface PostedRow {
  readonly name: string;
  readonly address: string | null;
  readonly person: string | null;
  readonly phone: string | null;
  readonly documents: readonly { readonly kind: string; readonly number: string | null }[];
}

async function posted(db: Transaction, source: Extract<ListSource, { of: 'posted' }>): Promise<ListRow[]> {
  const result = await db.query<PostedRow>(
    `select e.name, coalesce(k.address, e.address) as address, k.person, k.phone,
       json_agg(json_build_object('kind', d.kind, 'number', d.number) order by d.kind, d.number) as documents
     from official_document d
     join enterprise e on e.id = d.enterprise_id
     left join enterprise_contact k on k.enterprise_id = e.id and k.known_from <= $2 and (k.known_to is null or k.known_to > $2)
     where d.id = any($1)
     group by e.id, e.uscc, k.address, k.person, k.phone
     order by e.uscc`,
    [source.documents, new Date(source.instant)],
  );
  return result.rows.map((row) => [
    row.name,
    row.address ?? '',
    [row.person, row.phone].filter((each) => each !== null).join(' '),
    row.documents
      .map(({ kind, number }) => number ?? (isOfficialKind(kind) ? DOCUMENT_KINDS[kind].title : kind))
      .join('\n'),
  ]);
}

/** The rows of a list, derived from the database: the same source gives the same rows, whenever it is asked. */
export async function deriveRows(db: Transaction, source: ListSource): Promise<ListRow[]> {
  switch (source.of) {
    case 'failing':
      return failing(db, source);
    case 'overdue':
      return overdue(db, source);
    case 'posted':
      return posted(db, source);
  }
}
