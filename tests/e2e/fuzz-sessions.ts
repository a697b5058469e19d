import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode } from 'next-auth/jwt';
import { z } from 'zod';
import type { Pool } from '#platform/database/connections.ts';
import { deriveKey, installationSecret } from '#platform/installation-secret.ts';

const file = path.join(tmpdir(), `qualwatch-e2e-${process.env.QUALWATCH_E2E_PORT ?? '3987'}-sessions.json`);
const fuzzSchema = z.object({
  /** cookie by sign-in name */
  sessions: z.record(z.string(), z.string()),
  /** names of things that are there, by the parameter of an address */
  known: z.record(z.string(), z.array(z.string())),
});
export type FuzzGround = z.infer<typeof fuzzSchema>;

const KNOWN = [
  ['caseId', 'id', "cases where division_code like '450102%'"],
  ['qualificationId', 'id', 'qualification'],
  ['uscc', 'uscc', 'enterprise'],
  ['runId', 'id', 'verification_run'],
  ['documentId', 'id', 'official_document'],
  ['accountId', 'id', 'account'],
  ['importId', 'id', 'import_file'],
] as const;

/** A session for every sign-in of the demonstration, beside those that the other tests open: theirs are not worn out by the fuzz. */
export async function openFuzzSessions(pool: Pool): Promise<void> {
  const secret = deriveKey(installationSecret(), 'sessions').export().toString('base64');
  const accounts = await pool.query<{ id: string; role_id: string; sign_in_name: string }>(
    `select distinct on (a.id) a.id, r.id as role_id, a.sign_in_name
     from account a join account_role r on r.account_id = a.id where a.demonstration order by a.id, r.id`,
  );
  const cookies: Record<string, string> = {};
  for (const { id, role_id, sign_in_name } of accounts.rows) {
    const sessionId = randomUUID();
    await pool.query(
      `insert into account_session (id, account_id, role_id, factor, address, device, started_at, last_seen_at)
       values ($1, $2, $3, 'totp', '127.0.0.1', '演示', now(), now())`,
      [sessionId, id, role_id],
    );
    cookies[sign_in_name] = `next-auth.session-token=${await encode({ token: { sub: sessionId }, secret })}`;
  }
  const known: Record<string, string[]> = {};
  for (const [parameter, column, table] of KNOWN) {
    const rows = await pool.query<{ value: string }>(
      `select ${column}::text as value from ${table} order by 1 limit 3`,
    );
    known[parameter] = rows.rows.map(({ value }) => value);
  }
  const ground: FuzzGround = { sessions: cookies, known };
  writeFileSync(file, JSON.stringify(ground), { mode: 0o600 });
}

/** What the product has laid out for the fuzz. */
export function fuzzGround(): FuzzGround {
  return fuzzSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
