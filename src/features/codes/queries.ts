import type { Parsed } from '#law/identifiers/parsed.ts';
import { hasUsccForm, parseUscc, type Uscc } from '#law/identifiers/uscc.ts';
import type { Pool, Queries } from '#platform/database/connections.ts';

/** All codes that officials have confirmed against the licence; there are few. */
export async function confirmedCodes(database: Queries): Promise<ReadonlySet<string>> {
  const result = await database.query<{ code: string }>('select code from confirmed_code');
  return new Set(result.rows.map(({ code }) => code));
}

/** Reads a credit code as everybody's form and address does: by its check character, else by what officials have confirmed. */
export async function readUscc(database: Queries, text: string): Promise<Parsed<Uscc>> {
  const read = parseUscc(text);
  if (read.ok || !hasUsccForm(text)) return read;
  return parseUscc(text, await confirmedCodes(database));
}

export type ConfirmationStatus = 'requested' | 'confirmed' | 'refused';

export interface CodeConfirmation {
  readonly id: string;
  readonly code: string;
  readonly enterprise: string;
  readonly reason: string;
  readonly evidenceName: string;
  readonly status: ConfirmationStatus;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
  readonly decisionReason: string | null;
}

const SHOWN = 200;

/** What was asked for, the open ones first, then the newest. */
export async function codeConfirmations(pool: Pool): Promise<readonly CodeConfirmation[]> {
  const result = await pool.query<CodeConfirmation>(
    `select id, code, enterprise, reason, evidence_name as "evidenceName", status, requested_at as "requestedAt", requested_by as "requestedBy",
       requested_by_name as "requestedByName", decided_at as "decidedAt", decided_by_name as "decidedByName", decision_reason as "decisionReason"
     from code_confirmation order by status <> 'requested', requested_at desc, id limit ${SHOWN}`,
  );
  return result.rows;
}

export async function confirmationEvidence(
  pool: Pool,
  id: string,
): Promise<{ readonly name: string; readonly mediaType: string; readonly bytes: Buffer } | undefined> {
  const result = await pool.query<{ name: string; mediaType: string; bytes: Buffer }>(
    'select evidence_name as name, evidence_type as "mediaType", evidence as bytes from code_confirmation where id = $1',
    [id],
  );
  return result.rows[0];
}
