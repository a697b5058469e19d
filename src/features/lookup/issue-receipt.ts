import { createHash, randomUUID } from 'node:crypto';
import type { AsOf } from '#features/registry/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { SigningIdentity } from '#platform/pdf/cms.ts';
import { lookUp } from './look-up.ts';
import { printReceipt } from './receipt-pdf.ts';
import { signStatement } from './signed-statement.ts';
import { type Statement, type StatementEntry, statementSchema } from './statement.ts';

export interface LookupTools {
  /** reads what the public may see */
  readonly pool: Pool;
  /** keeps the receipt */
  readonly writer: Pool;
  readonly identity: SigningIdentity;
  readonly province: string;
  readonly baseUrl: string;
  readonly demonstration: boolean;
}

function countsOf(entries: readonly StatementEntry[]): Statement['counts'] {
  const of = (result: StatementEntry['result']) => entries.filter((entry) => entry.result === result).length;
  const marked = entries.flatMap((entry) =>
    entry.result === 'found' ? entry.qualifications.filter((each) => each.mark !== null) : [],
  );
  return {
    asked: entries.length,
    found: of('found'),
    ambiguous: of('ambiguous'),
    notFound: of('not-found'),
    marked: marked.length,
  };
}

/**
 * Looks up a list as of a day and issues the receipt: signed statement and signed PDF, kept as they were handed out.
 * @returns the receipt's id
 */
export async function issueReceipt(
  tools: LookupTools,
  asked: { readonly terms: readonly string[]; readonly asOf: AsOf },
  now: Date,
): Promise<string> {
  const { terms, asOf } = asked;
  const entries = await lookUp(tools.pool, terms, { asOf, province: tools.province });
  const id = randomUUID();
  const statement = statementSchema.parse({
    type: 'qualwatch-lookup-receipt',
    version: 1,
    id,
    issuer: tools.baseUrl,
    page: `${tools.baseUrl}/receipts/${id}`,
    issuedAt: now.toISOString(),
    asOf: asOf.day,
    instant: asOf.instant.toISOString(),
    demonstration: tools.demonstration,
    counts: countsOf(entries),
    entries,
  });
  const signed = signStatement(statement, tools.identity);
  const pdf = printReceipt(statement, signed, tools.identity);
  const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
  await tools.writer.query(
    `insert into lookup_receipt (id, issued_at, as_of, asked, statement, statement_sha256, pdf, pdf_sha256)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, now, asOf.day, terms.length, signed, digest(signed), pdf, digest(pdf)],
  );
  return id;
}
