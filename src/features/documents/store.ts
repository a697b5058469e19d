import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Transaction } from '#platform/database/connections.ts';
import { type IdentityKeys, identityKeys } from '#platform/identity-numbers.ts';
import type { Office } from './facts.ts';
import type { OfficialKind } from './kind-names.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Kinds whose file holds a resident-ID number (GX24-A.1): encrypted at rest (个人信息保护法), like the number itself. */
export function isSealed(kind: OfficialKind): boolean {
  return kind === 'service-confirmation';
}

function seal(pdf: Buffer, keys: IdentityKeys): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.encryption, iv);
  const body = Buffer.concat([cipher.update(pdf), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function unseal(stored: Buffer, keys: IdentityKeys): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keys.encryption, stored.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(stored.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(stored.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

export interface DocumentRow {
  readonly id: string;
  readonly factId: string;
  readonly kind: OfficialKind;
  readonly number: string | null;
  readonly office: Office;
  readonly divisionCode: string;
  readonly caseId: string | null;
  readonly enterpriseId: number | null;
  readonly subject: string;
  readonly data: unknown;
  readonly sha256: Buffer;
  readonly pdf: Buffer;
  readonly list: { readonly runId: number; readonly rowsHash: string } | null;
  readonly issuedOn: string;
  readonly issuedBy: string;
  readonly recordedAt: Date;
}

/** Writes documents and their files, many in two statements. */
export async function storeDocuments(transaction: Transaction, rows: readonly DocumentRow[]): Promise<void> {
  const records = rows.map((row) => ({
    id: row.id,
    fact_id: row.factId,
    kind: row.kind,
    number: row.number,
    office: row.office.id,
    office_name: row.office.name,
    office_division_code: row.office.divisionCode,
    division_code: row.divisionCode,
    case_id: row.caseId,
    enterprise_id: row.enterpriseId,
    subject: row.subject,
    data: row.data,
    sha256: `\\x${row.sha256.toString('hex')}`,
    run_id: row.list?.runId ?? null,
    rows_hash: row.list?.rowsHash ?? null,
    issued_on: row.issuedOn,
    issued_by: row.issuedBy,
    recorded_at: row.recordedAt,
  }));
  await transaction.query(
    `insert into official_document (id, fact_id, kind, number, office, office_name, office_division_code, division_code,
       case_id, enterprise_id, subject, data, sha256, run_id, rows_hash, issued_on, issued_by, recorded_at)
     select id, fact_id, kind, number, office, office_name, office_division_code, division_code,
       case_id, enterprise_id, subject, data, sha256, run_id, rows_hash, issued_on, issued_by, recorded_at
     from jsonb_to_recordset($1::jsonb) as given (id uuid, fact_id text, kind text, number text, office text, office_name text,
       office_division_code text, division_code char(6), case_id uuid, enterprise_id bigint, subject text, data jsonb,
       sha256 bytea, run_id bigint, rows_hash text, issued_on date, issued_by text, recorded_at timestamptz)`,
    [JSON.stringify(records)],
  );
  const keys = rows.some((row) => isSealed(row.kind)) ? identityKeys() : undefined;
  await transaction.query(
    `insert into official_document_file (document_id, division_code, sealed, pdf)
     select * from unnest($1::uuid[], $2::text[], $3::boolean[], $4::bytea[])`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.divisionCode),
      rows.map((row) => isSealed(row.kind)),
      rows.map((row) => (keys !== undefined && isSealed(row.kind) ? seal(row.pdf, keys) : row.pdf)),
    ],
  );
}

/**
 * The file as it was issued; undefined where there is no such document. Opening one that holds an ID number is an audit
 * event of its own, so this takes a transaction and the one who asks. Whether they may is for the caller to decide.
 */
export async function openDocumentFile(
  transaction: Transaction,
  id: string,
  reader: { readonly actor: string; readonly at: Date },
): Promise<Buffer | undefined> {
  const result = await transaction.query<{ pdf: Buffer; sealed: boolean }>(
    'select pdf, sealed from official_document_file where document_id = $1',
    [id],
  );
  const row = result.rows[0];
  if (row === undefined) return undefined;
  if (!row.sealed) return row.pdf;
  await transaction.query(
    "insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'open-sealed-document', $3, '{}')",
    [reader.at, reader.actor, `document:${id}`],
  );
  return unseal(row.pdf, identityKeys());
}
