import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { ACCOUNT_ROLES, EXCLUSIVE_ROLES, isAccountRole, OFFICE_LEVELS } from './roles.ts';

/** What one administrator asks for and another confirms. */
export const REQUEST_KINDS = {
  'open-account': '设立账号',
  'grant-role': '授予角色',
  'end-role': '收回角色',
  unlock: '解除锁定',
  close: '停用账号',
  reopen: '恢复使用',
  'reset-password': '重置密码',
  'end-factors': '解除第二重验证',
  'change-email': '登记电子邮箱',
} as const;
export type RequestKind = keyof typeof REQUEST_KINDS;

/** A request that nobody confirms lapses. */
const REQUEST_DAYS = 7;

const role = z.object({
  role: z.enum([
    'legal-representative',
    'operator',
    'handler',
    'reviewer',
    'legal-reviewer',
    'head',
    'seal-keeper',
    'auditor',
    'system-administrator',
    'security-administrator',
    'tenderer',
  ]),
  level: z.enum(['district', 'city', 'province', 'approval-bureau']).nullable(),
  division: z.string().nullable(),
  enterpriseId: z.number().nullable(),
});
const account = z.object({
  signInName: z.string(),
  name: z.string(),
  email: z.email(),
  phone: z.string().optional(),
});

const wantedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open-account'), account, role }),
  z.object({ kind: z.literal('grant-role'), role }),
  z.object({ kind: z.literal('end-role'), roleId: z.string() }),
  z.object({ kind: z.literal('unlock') }),
  z.object({ kind: z.literal('close') }),
  z.object({ kind: z.literal('reopen') }),
  z.object({ kind: z.literal('reset-password') }),
  z.object({ kind: z.literal('end-factors') }),
  z.object({ kind: z.literal('change-email'), email: z.email('电子邮箱格式有误，请核对。') }),
]);
/** What is asked for, with all that its execution needs. */
export type Wanted = z.output<typeof wantedSchema>;

export interface AccountRequest {
  readonly id: string;
  readonly wanted: Wanted;
  readonly accountId: string | null;
  /** the account concerned: name and sign-in name */
  readonly account: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requester: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decision: 'confirmed' | 'refused' | null;
  readonly decider: string | null;
  readonly decidedAt: Date | null;
}

interface RequestRow extends Omit<AccountRequest, 'wanted' | 'account'> {
  readonly kind: string;
  readonly content: Record<string, unknown>;
  readonly name: string | null;
  readonly signInName: string | null;
}

const SELECT = `select q.id, q.kind, q.content, q.account_id as "accountId", q.reason, q.requested_by as "requestedBy",
    b.name || '（' || b.sign_in_name || '）' as requester, q.requested_at as "requestedAt", q.expires_at as "expiresAt", q.decision,
    d.name || '（' || d.sign_in_name || '）' as decider, q.decided_at as "decidedAt", a.name, a.sign_in_name as "signInName"
  from account_request q join account b on b.id = q.requested_by left join account d on d.id = q.decided_by
  left join account a on a.id = q.account_id`;

function requestOf({ kind, content, name, signInName, ...row }: RequestRow): AccountRequest {
  const wanted = wantedSchema.parse({ ...content, kind });
  const called =
    wanted.kind === 'open-account'
      ? `${wanted.account.name}（${wanted.account.signInName}）`
      : `${name ?? ''}（${signInName ?? ''}）`;
  return { ...row, wanted, account: called };
}

/** Requests that wait for a second administrator, oldest first, and those decided lately. */
export async function accountRequests(
  pool: Pool,
  now: Date,
): Promise<{ readonly waiting: readonly AccountRequest[]; readonly decided: readonly AccountRequest[] }> {
  const [waiting, decided] = await Promise.all([
    pool.query<RequestRow>(
      `${SELECT} where q.decision is null and q.expires_at > $1 order by q.requested_at, q.id limit 200`,
      [now],
    ),
    pool.query<RequestRow>(`${SELECT} where q.decision is not null order by q.decided_at desc, q.id limit 50`),
  ]);
  return { waiting: waiting.rows.map(requestOf), decided: decided.rows.map(requestOf) };
}

export async function accountRequest(pool: Pool, id: string): Promise<AccountRequest | undefined> {
  const found = await pool.query<RequestRow>(`${SELECT} where q.id::text = $1`, [id]);
  const [row] = found.rows;
  return row === undefined ? undefined : requestOf(row);
}

/** The request, held to the end of the transaction, where it still waits. */
export async function standingRequest(
  transaction: Queries,
  id: string,
  now: Date,
): Promise<AccountRequest | undefined> {
  const locked = await transaction.query(
    'select 1 from account_request where id::text = $1 and decision is null and expires_at > $2 for update',
    [id, now],
  );
  if (locked.rowCount !== 1) return undefined;
  const found = await transaction.query<RequestRow>(`${SELECT} where q.id::text = $1`, [id]);
  const [row] = found.rows;
  return row === undefined ? undefined : requestOf(row);
}

/** Whether an act on an account needs a second administrator: whatever gives power or a way in, and all that concerns an administrator. */
export function needsSecond(kind: RequestKind, rolesOfAccount: readonly string[]): boolean {
  switch (kind) {
    case 'open-account':
    case 'grant-role':
    case 'reopen':
    case 'reset-password':
    case 'end-factors':
    case 'change-email':
      return true;
    case 'end-role':
    case 'unlock':
    case 'close':
      return rolesOfAccount.some((held) => isAccountRole(held) && EXCLUSIVE_ROLES.includes(held));
  }
}

/** Writes a request down. Whoever asks must give a reason; it waits seven days for another administrator. */
export async function writeRequest(
  pool: Pool,
  wanted: Wanted,
  accountId: string | null,
  reason: string,
  by: { readonly accountId: string; readonly name: string },
  now: Date,
): Promise<string> {
  const { kind, ...content } = wanted;
  const id = randomUUID();
  await inTransaction(pool, async (transaction) => {
    await transaction.query(
      `insert into account_request (id, kind, account_id, content, reason, requested_by, requested_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7::timestamptz + make_interval(days => $8))`,
      [id, kind, accountId, JSON.stringify(content), reason, by.accountId, now, REQUEST_DAYS],
    );
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: 'account-request-made',
      subject: accountId === null ? `account-request:${id}` : `account:${accountId}`,
      content: { request: id, kind, reason, ...('role' in wanted ? { role: wanted.role.role } : {}) },
      accountId: by.accountId,
    });
  });
  return id;
}

/** What a request would do, in words for whoever decides. */
export function wordsOf(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'open-account':
    case 'grant-role': {
      const { role: given, level, division } = wanted.role;
      const office = level === null ? '' : `，${OFFICE_LEVELS[level]}（${division ?? ''}）`;
      return `${REQUEST_KINDS[wanted.kind]}：${ACCOUNT_ROLES[given]}${office}`;
    }
    case 'change-email':
      return `${REQUEST_KINDS[wanted.kind]}：${wanted.email}`;
    case 'end-role':
    case 'unlock':
    case 'close':
    case 'reopen':
    case 'reset-password':
    case 'end-factors':
      return REQUEST_KINDS[wanted.kind];
  }
}
