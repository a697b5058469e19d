import type { Pool } from '#platform/database/connections.ts';
import { type AccountRole, type HeldRole, isAccountRole, isOfficeLevel } from './roles.ts';

export interface AccountShown {
  readonly id: string;
  readonly signInName: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly status: string;
  readonly lockedUntil: Date | null;
  readonly mustChangePassword: boolean;
  readonly demonstration: boolean;
  readonly lastSignedInAt: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly roles: readonly HeldRole[];
}

export interface AccountFilter {
  /** part of sign-in name or name, or the whole mobile number */
  readonly text?: string | undefined;
  readonly role?: AccountRole | undefined;
  readonly state?: 'locked' | 'closed' | 'active' | undefined;
  readonly division?: string | undefined;
}

interface Row extends Omit<AccountShown, 'roles'> {
  readonly roles: readonly {
    readonly id: string;
    readonly role: string;
    readonly level: string | null;
    readonly division: string | null;
    readonly enterpriseId: number | null;
    readonly enterprise: string | null;
  }[];
}

const SELECT = `select a.id, a.sign_in_name as "signInName", a.name, a.email, a.phone, a.status, a.locked_until as "lockedUntil",
    a.must_change_password as "mustChangePassword", a.demonstration, a.last_signed_in_at as "lastSignedInAt", a.created_at as "createdAt",
    a.created_by as "createdBy", coalesce(held.roles, '[]') as roles
  from account a left join lateral (
    select json_agg(json_build_object('id', r.id, 'role', r.role, 'level', r.level, 'division', r.division, 'enterpriseId', r.enterprise_id,
      'enterprise', e.name) order by r.granted_at, r.id) as roles
    from account_role r left join enterprise e on e.id = r.enterprise_id where r.account_id = a.id and r.ended_at is null) held on true`;

function shown({ roles, ...row }: Row): AccountShown {
  return {
    ...row,
    roles: roles.flatMap(({ role, level, ...rest }) =>
      isAccountRole(role) && (level === null || isOfficeLevel(level)) ? [{ ...rest, role, level }] : [],
    ),
  };
}

function likeOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
}

/** Accounts by sign-in name, one page after a name. */
export async function accountList(
  pool: Pool,
  filter: AccountFilter,
  page: { readonly after: string; readonly limit: number; readonly now: Date },
): Promise<{ readonly rows: readonly AccountShown[]; readonly next: string | null }> {
  const text = filter.text ?? '';
  const result = await pool.query<Row>(
    `${SELECT} where a.sign_in_name > $1 and ($2 = '' or a.sign_in_name like $2 or a.name like $2 or a.phone = $3)
       and ($4 = '' or exists (select 1 from account_role r where r.account_id = a.id and r.ended_at is null and r.role = $4))
       and ($5 = '' or case $5 when 'locked' then a.locked_until > $6 when 'closed' then a.status = 'closed' else a.status = 'active' end)
       and ($7 = '' or exists (select 1 from account_role r where r.account_id = a.id and r.ended_at is null and starts_with(r.division, $7)))
     order by a.sign_in_name limit $8`,
    [
      page.after,
      text === '' ? '' : likeOf(text),
      text,
      filter.role ?? '',
      filter.state ?? '',
      page.now,
      filter.division ?? '',
      page.limit + 1,
    ],
  );
  const rows = result.rows.slice(0, page.limit).map(shown);
  return { rows, next: result.rows.length > page.limit ? (rows.at(-1)?.signInName ?? null) : null };
}

/** One account with the roles that it holds now. */
export async function accountOf(pool: Pool, id: string): Promise<AccountShown | undefined> {
  const result = await pool.query<Row>(`${SELECT} where a.id = $1`, [id]);
  const [row] = result.rows;
  return row === undefined ? undefined : shown(row);
}

/** How many accounts are locked or closed, and how many have a password that somebody else set. */
export async function accountCounts(
  pool: Pool,
  now: Date,
): Promise<{ readonly all: number; readonly locked: number; readonly closed: number }> {
  const result = await pool.query<{ all: number; locked: number; closed: number }>(
    `select count(*) as all, count(*) filter (where locked_until > $1) as locked, count(*) filter (where status = 'closed') as closed from account`,
    [now],
  );
  return result.rows[0] ?? { all: 0, locked: 0, closed: 0 };
}

/** The enterprise of a code, for a role that is held for it. */
export async function enterpriseByCode(pool: Pool, uscc: string): Promise<number | undefined> {
  const result = await pool.query<{ id: number }>('select id from enterprise where uscc = $1', [uscc]);
  return result.rows[0]?.id;
}
