import { z } from 'zod';
import type { Pool } from '#platform/database/connections.ts';
import { type Statement, statementSchema } from './statement.ts';

/** A receipt as it is kept. */
export interface Receipt {
  readonly id: string;
  readonly statement: Statement;
  readonly statementSha256: string;
  readonly pdfSha256: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function statementIn(signed: string): Statement {
  const { payload } = z.object({ payload: z.string() }).parse(JSON.parse(signed));
  return statementSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}

/** The receipt of an id; undefined where there is none. */
export async function receiptOf(pool: Pool, id: string): Promise<Receipt | undefined> {
  if (!UUID.test(id)) return undefined;
  const result = await pool.query<{ statement: string; statementSha256: string; pdfSha256: string }>(
    `select statement, encode(statement_sha256, 'hex') as "statementSha256", encode(pdf_sha256, 'hex') as "pdfSha256"
     from lookup_receipt where id = $1`,
    [id],
  );
  const row = result.rows[0];
  if (row === undefined) return undefined;
  const { statementSha256, pdfSha256 } = row;
  return { id, statement: statementIn(row.statement), statementSha256, pdfSha256 };
}

/** A receipt's file, byte for byte as it was issued. */
export async function receiptFile(pool: Pool, id: string, form: 'pdf' | 'json'): Promise<Buffer | undefined> {
  if (!UUID.test(id)) return undefined;
  const result = await pool.query<{ file: Buffer }>(
    `select ${form === 'pdf' ? 'pdf' : "convert_to(statement, 'UTF8')"} as file from lookup_receipt where id = $1`,
    [id],
  );
  return result.rows[0]?.file;
}

/** The receipt that a file is, by its SHA-256: the PDF or the statement. */
export async function receiptByHash(pool: Pool, sha256: string): Promise<Receipt | undefined> {
  const result = await pool.query<{ id: string }>(
    `select id from lookup_receipt where pdf_sha256 = decode($1, 'hex')
     union all select id from lookup_receipt where statement_sha256 = decode($1, 'hex') limit 1`,
    [sha256],
  );
  const [row] = result.rows;
  return row === undefined ? undefined : receiptOf(pool, row.id);
}
