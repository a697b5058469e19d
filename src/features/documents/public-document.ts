import type { Pool } from '#platform/database/connections.ts';
import { DOCUMENT_KINDS, isOfficialKind, type OfficialKind } from './kind-names.ts';

/** What the QR code of a document leads to: enough to check the paper in hand, nothing about whom it concerns. */
export interface PublicDocument {
  readonly id: string;
  readonly kind: OfficialKind;
  readonly title: string;
  readonly number: string | null;
  readonly office: string;
  readonly issuedOn: string;
  /** SHA-256 of the file, hexadecimal */
  readonly sha256: string;
  readonly status: 'stands' | 'withdrawn';
  readonly withdrawnOn: string | null;
  readonly withdrawnBecause: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly office: string;
  readonly issuedOn: string;
  readonly sha256: string;
  readonly status: string;
  readonly withdrawnOn: string | null;
  readonly withdrawnBecause: string | null;
}

function published(row: Row): PublicDocument {
  if (!isOfficialKind(row.kind)) throw new Error(`unknown kind of document ${row.kind}`);
  const status = row.status === 'withdrawn' ? 'withdrawn' : 'stands';
  return { ...row, kind: row.kind, title: DOCUMENT_KINDS[row.kind].title, status };
}

const COLUMNS = `id, kind, number, office_name as office, issued_on as "issuedOn", encode(sha256, 'hex') as sha256, status,
  withdrawn_on as "withdrawnOn", withdrawn_because as "withdrawnBecause"`;

/** The public page of a document; undefined where the id names none. A yellow card's letter shows no enterprise either (SX23-2.1). */
export async function publicDocument(pool: Pool, id: string): Promise<PublicDocument | undefined> {
  if (!UUID.test(id)) return undefined;
  const result = await pool.query<Row>(`select ${COLUMNS} from official_document where id = $1`, [id]);
  const row = result.rows[0];
  return row === undefined ? undefined : published(row);
}

export interface DocumentSummary extends PublicDocument {
  readonly subject: string;
  readonly issuedBy: string;
  readonly recordedAt: Date;
}

/** The documents of a case, oldest first, for the office and the enterprise itself. */
export async function documentsOfCase(pool: Pool, caseId: string): Promise<DocumentSummary[]> {
  const result = await pool.query<Row & { subject: string; issuedBy: string; recordedAt: Date }>(
    `select ${COLUMNS}, subject, issued_by as "issuedBy", recorded_at as "recordedAt"
     from official_document where case_id = $1 order by recorded_at, id`,
    [caseId],
  );
  return result.rows.map((row) => ({ ...row, ...published(row) }));
}

/** What a sealed draft has issued in a case; a letter or notice about several belongs to each of them. */
export async function documentsOfDraft(pool: Pool, draftId: string, caseId: string): Promise<string[]> {
  const result = await pool.query<{ id: string }>(
    'select id from official_document where draft_id = $1 and (case_id = $2 or case_id is null) order by recorded_at, id',
    [draftId, caseId],
  );
  return result.rows.map(({ id }) => id);
}

/** The lists that the offices of a scope sealed, the newest first (SY-2.4, 3.1, SY-5). */
export async function issuedLists(
  pool: Pool,
  request: { readonly scope: string; readonly limit: number },
): Promise<(PublicDocument & { readonly divisionCode: string; readonly rows: number; readonly issuedBy: string })[]> {
  const result = await pool.query<Row & { divisionCode: string; rows: number; issuedBy: string }>(
    `select ${COLUMNS}, division_code as "divisionCode", issued_by as "issuedBy", coalesce(jsonb_array_length(data::jsonb->'rows'), 0) as rows
     from official_document where kind in ('abnormal-list', 'overdue-list', 'posting-list') and starts_with(division_code, $1)
     order by recorded_at desc, id limit $2`,
    [request.scope, request.limit],
  );
  return result.rows.map((row) => ({ ...row, ...published(row) }));
}
