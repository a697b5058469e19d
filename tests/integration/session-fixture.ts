import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import type { Pool } from '#platform/database/connections.ts';
import { desk } from '../../src/app/_portal/desk.ts';
import { sessionCookieName } from '../../src/app/_portal/session-cookie.ts';

export interface OpenedSession {
  readonly cookie: string;
  readonly sessionId: string;
}

/** A session as the sign-in opens it, for the account of a sign-in name and its role; `seenAs`: a support view of another's role. */
export async function openSession(pool: Pool, signInName: string, seenAs?: string): Promise<OpenedSession> {
  const sessionId = randomUUID();
  const opened = await pool.query(
    `insert into account_session (id, account_id, role_id, seen_as_role_id, factor, address, device, started_at, last_seen_at)
     select $1, a.id, r.id, (select v.id from account b join account_role v on v.account_id = b.id where b.sign_in_name = $3), 'totp', '127.0.0.1', '演示', now(), now()
     from account a join account_role r on r.account_id = a.id where a.sign_in_name = $2`,
    [sessionId, signInName, seenAs ?? null],
  );
  if (opened.rowCount !== 1) throw new Error(`no account ${signInName}`);
  const token = await encode({ token: { sub: sessionId }, secret: desk().sessionSecret });
  return { cookie: `${sessionCookieName()}=${token}`, sessionId };
}
