import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { type HeldRole, isAccountRole, isOfficeLevel } from './roles.ts';

/** 等保三级 L3-CES1-02: a session that nobody uses ends by itself, and none outlives a working day. */
export const IDLE_MINUTES = 30;
export const LONGEST_HOURS = 12;
/** Seen is written at most this often, so that a page is not a write. */
const TOUCH_SECONDS = 60;

/** Somebody who is signed in, in the role that the session acts in. */
export interface SignedIn {
  readonly sessionId: string;
  readonly accountId: string;
  readonly signInName: string;
  readonly name: string;
  readonly held: HeldRole;
  readonly roles: readonly HeldRole[];
  /** support view: the role that is looked through; nothing can be changed meanwhile */
  readonly seenAs: HeldRole | null;
  readonly demonstration: boolean;
  readonly mustChangePassword: boolean;
}

interface SessionRow {
  readonly accountId: string;
  readonly signInName: string;
  readonly name: string;
  readonly roleId: string | null;
  readonly seenAsRoleId: string | null;
  readonly demonstration: boolean;
  readonly mustChangePassword: boolean;
  readonly lastSeenAt: Date;
}

interface RoleRow {
  readonly id: string;
  readonly role: string;
  readonly level: string | null;
  readonly division: string | null;
  readonly enterpriseId: number | null;
  readonly enterprise: string | null;
}

function heldRole(row: RoleRow): HeldRole {
  if (!isAccountRole(row.role)) throw new Error(`unknown role ${row.role}`);
  if (row.level !== null && !isOfficeLevel(row.level)) throw new Error(`unknown level ${row.level}`);
  return { ...row, role: row.role, level: row.level };
}

const ROLE = `select r.id, r.role, r.level, r.division, r.enterprise_id as "enterpriseId", e.name as enterprise
  from account_role r left join enterprise e on e.id = r.enterprise_id`;

/** The roles that an account holds now, in the order in which they were given. */
export async function rolesHeld(database: Queries, accountId: string): Promise<HeldRole[]> {
  const result = await database.query<RoleRow>(
    `${ROLE} where r.account_id = $1 and r.ended_at is null order by r.granted_at, r.id`,
    [accountId],
  );
  return result.rows.map(heldRole);
}

/** Who is behind a session; undefined where it has ended, was idle too long, or the account was closed. */
export async function sessionOf(pool: Pool, sessionId: string, now: Date): Promise<SignedIn | undefined> {
  const found = await pool.query<SessionRow>(
    `select s.account_id as "accountId", a.sign_in_name as "signInName", a.name, s.role_id as "roleId", s.seen_as_role_id as "seenAsRoleId",
       a.demonstration, a.must_change_password as "mustChangePassword", s.last_seen_at as "lastSeenAt"
     from account_session s join account a on a.id = s.account_id
     where s.id = $1 and s.ended_at is null and a.status = 'active'
       and s.last_seen_at > $2::timestamptz - interval '${IDLE_MINUTES} minutes' and s.started_at > $2::timestamptz - interval '${LONGEST_HOURS} hours'`,
    [sessionId, now],
  );
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const roles = await rolesHeld(pool, row.accountId);
  const held = roles.find(({ id }) => id === row.roleId) ?? roles[0];
  if (held === undefined) return undefined;
  if (now.getTime() - row.lastSeenAt.getTime() > TOUCH_SECONDS * 1000) {
    await pool.query('update account_session set last_seen_at = $2 where id = $1', [sessionId, now]);
  }
  const { accountId, signInName, name, demonstration, mustChangePassword } = row;
  const seenAs = row.seenAsRoleId === null ? null : await seenRole(pool, row.seenAsRoleId);
  return { sessionId, accountId, signInName, name, held, roles, seenAs, demonstration, mustChangePassword };
}

async function seenRole(pool: Pool, roleId: string): Promise<HeldRole | null> {
  const result = await pool.query<RoleRow>(`${ROLE} where r.id = $1 and r.ended_at is null`, [roleId]);
  const [row] = result.rows;
  return row === undefined ? null : heldRole(row);
}

export async function endSession(pool: Pool, sessionId: string, because: string, now: Date): Promise<void> {
  await pool.query('update account_session set ended_at = $2, ended_because = $3 where id = $1 and ended_at is null', [
    sessionId,
    now,
    because,
  ]);
}

export interface SessionShown {
  readonly id: string;
  readonly factor: string;
  readonly address: string;
  readonly device: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly endedAt: Date | null;
}

/** The sessions of an account, open ones first. */
export async function sessionsOf(pool: Pool, accountId: string, now: Date): Promise<SessionShown[]> {
  const result = await pool.query<SessionShown>(
    `select id, factor, address, device, started_at as "startedAt", last_seen_at as "lastSeenAt",
       case when ended_at is not null then ended_at
         when last_seen_at <= $2::timestamptz - interval '${IDLE_MINUTES} minutes' then last_seen_at + interval '${IDLE_MINUTES} minutes' end as "endedAt"
     from account_session where account_id = $1 order by ended_at is not null, last_seen_at desc limit 50`,
    [accountId, now],
  );
  return result.rows;
}

/** Ends one session of the account, or all but the present one. @returns how many ended */
export async function revokeSessions(
  pool: Pool,
  person: Pick<SignedIn, 'accountId' | 'sessionId' | 'name'>,
  which: { readonly only: string } | { readonly others: true },
  now: Date,
): Promise<number> {
  return inTransaction(pool, async (transaction) => {
    const result =
      'only' in which
        ? await transaction.query(
            `update account_session set ended_at = $3, ended_because = 'revoked' where account_id = $1 and id::text = $2 and ended_at is null`,
            [person.accountId, which.only, now],
          )
        : await transaction.query(
            `update account_session set ended_at = $3, ended_because = 'revoked' where account_id = $1 and id <> $2 and ended_at is null`,
            [person.accountId, person.sessionId, now],
          );
    const count = result.rowCount ?? 0;
    if (count > 0) {
      await recordAudit(transaction, {
        at: now,
        actor: person.name,
        action: 'sessions-revoked',
        subject: `account:${person.accountId}`,
        content: { count },
        accountId: person.accountId,
      });
    }
    return count;
  });
}

/** Lets the session act in another role that the account holds. */
export async function switchRole(pool: Pool, person: SignedIn, roleId: string, now: Date): Promise<boolean> {
  if (!person.roles.some(({ id }) => id === roleId)) return false;
  await inTransaction(pool, async (transaction) => {
    await transaction.query('update account_session set role_id = $2, seen_as_role_id = null where id = $1', [
      person.sessionId,
      roleId,
    ]);
    await recordAudit(transaction, {
      at: now,
      actor: person.name,
      action: 'switched-role',
      subject: `account-role:${roleId}`,
      accountId: person.accountId,
    });
  });
  return true;
}

/** Support view: begins to look through another role, read only; null ends it. Both are audited. */
export async function seeAs(pool: Pool, person: SignedIn, roleId: string | null, now: Date): Promise<boolean> {
  return inTransaction(pool, async (transaction) => {
    if (roleId !== null) {
      const found = await transaction.query('select 1 from account_role where id::text = $1 and ended_at is null', [
        roleId,
      ]);
      if (found.rowCount === 0) return false;
    }
    await transaction.query('update account_session set seen_as_role_id = $2 where id = $1', [
      person.sessionId,
      roleId,
    ]);
    await recordAudit(transaction, {
      at: now,
      actor: person.name,
      action: roleId === null ? 'support-view-ended' : 'support-view-begun',
      subject: roleId === null ? `session:${person.sessionId}` : `account-role:${roleId}`,
      accountId: person.accountId,
    });
    return true;
  });
}

/** The demonstration accounts with their first role: for the sign-in page of a development installation. */
export async function demonstrationAccounts(
  pool: Pool,
): Promise<{ readonly signInName: string; readonly name: string; readonly held: HeldRole }[]> {
  const result = await pool.query<RoleRow & { signInName: string; accountName: string }>(
    `select a.sign_in_name as "signInName", a.name as "accountName", r.id, r.role, r.level, r.division, r.enterprise_id as "enterpriseId", e.name as enterprise
     from account a join account_role r on r.account_id = a.id and r.ended_at is null left join enterprise e on e.id = r.enterprise_id
     where a.demonstration and a.status = 'active' order by a.created_at, a.sign_in_name`,
  );
  return result.rows.map(({ signInName, accountName, ...role }) => ({
    signInName,
    name: accountName,
    held: heldRole(role),
  }));
}
