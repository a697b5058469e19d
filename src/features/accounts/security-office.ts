import { randomBytes, randomInt } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { actOn } from './account-acts.ts';
import { alertAbout } from './account-alerts.ts';
import {
  type AccountRequest,
  needsSecond,
  REQUEST_KINDS,
  standingRequest,
  type Wanted,
  wordsOf,
  writeRequest,
} from './account-requests.ts';
import { type AccountOutcome, type Administrator, createAccount, newAccountSchema } from './administration.ts';
import { EXCLUSIVE_ROLES, isAccountRole } from './roles.ts';
import { type SignedIn, seeAs } from './sessions.ts';

/** Who gives accounts and roles: a security administrator, known by the account. */
export type SecurityOfficer = Required<Administrator>;

const LETTERS = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '#%+=?@'] as const;
const LENGTH = 16;

/** A password that nobody chose, of all four kinds of characters and without those that look alike. */
export function initialPassword(): string {
  const all = LETTERS.join('');
  const pick = (from: string) => from[randomInt(from.length)] ?? '';
  const characters = [...LETTERS.map(pick), ...Array.from({ length: LENGTH - LETTERS.length }, () => pick(all))];
  for (let at = characters.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [characters[at], characters[other]] = [characters[other] ?? '', characters[at] ?? ''];
  }
  return characters.join('');
}

const OWN = '安全管理员不得办理本人账号的事项，请由另一名安全管理员办理。';

function own(field: string): { outcome: 'refused'; faults: Record<string, string> } {
  return { outcome: 'refused', faults: { [field]: OWN } };
}

/** Takes back what was written before it turned out that the rest is refused. */
class Refused extends Error {
  readonly faults: Readonly<Record<string, string>>;
  constructor(faults: Readonly<Record<string, string>>) {
    super('refused');
    this.faults = faults;
  }
}

/** What must be right before anybody is asked to confirm. */
async function faultsBeforehand(
  pool: Pool,
  wanted: Wanted,
  accountId: string | null,
  now: Date,
): Promise<Record<string, string> | undefined> {
  if (wanted.kind === 'open-account') {
    const read = newAccountSchema.safeParse({ ...wanted.account, password: '' });
    const faults: Record<string, string> = {};
    for (const issue of read.success ? [] : read.error.issues) faults[issue.path.join('.')] ??= issue.message;
    const taken = await pool.query('select 1 from account where sign_in_name = $1', [
      wanted.account.signInName.trim().toLowerCase(),
    ]);
    if (taken.rowCount !== 0) faults.signInName = '该登录名已被使用，请另取一个。';
    return Object.keys(faults).length === 0 ? undefined : faults;
  }
  const found = await pool.query<{ email: string | null; status: string; waiting: boolean }>(
    `select email, status, exists (select 1 from account_request q where q.account_id = a.id and q.decision is null and q.kind = $2
       and q.content = $3::jsonb and q.expires_at > $4) as waiting from account a where id = $1`,
    [accountId, wanted.kind, JSON.stringify(contentOf(wanted)), now],
  );
  const [account] = found.rows;
  if (account === undefined) return { state: '没有这个账号。' };
  if (account.waiting) return { reason: '已有同样的申请待确认，请勿重复申请。' };
  if (wanted.kind === 'reset-password') {
    if (account.status !== 'active') return { password: '账号已停用，请先恢复使用。' };
    if (account.email === null)
      return { password: '该账号没有登记电子邮箱，无处寄送设置密码的链接。请先登记电子邮箱。' };
  }
  return undefined;
}

function contentOf({ kind: _kind, ...content }: Wanted): Omit<Wanted, 'kind'> {
  return content;
}

/**
 * One administrator asks. What takes power away from somebody who is no administrator is done at once; everything else waits for another
 * administrator (L3-CES1-08).
 */
export async function ask(
  pool: Pool,
  wanted: Wanted,
  accountId: string | null,
  reason: string,
  asking: { readonly person: SecurityOfficer; readonly baseUrl: string },
  now: Date,
): Promise<AccountOutcome<{ readonly requestId: string | null }>> {
  const by = { accountId: asking.person.accountId, name: asking.person.name };
  if (accountId === by.accountId)
    return own(wanted.kind === 'grant-role' || wanted.kind === 'end-role' ? 'role' : 'state');
  const said = reason.trim();
  if (said === '') return { outcome: 'refused', faults: { reason: '请写明理由。' } };
  if (said.length > 500) return { outcome: 'refused', faults: { reason: '理由不超过 500 字。' } };
  const faults = await faultsBeforehand(pool, wanted, accountId, now);
  if (faults !== undefined) return { outcome: 'refused', faults };
  const roles = await pool.query<{ role: string }>(
    'select role from account_role where account_id = $1 and ended_at is null',
    [accountId],
  );
  const held = roles.rows.map(({ role }) => role);
  if (!needsSecond(wanted.kind, held)) {
    const done = await inTransaction(pool, (transaction) =>
      performIn(transaction, wanted, accountId, null, by, asking.baseUrl, now),
    );
    return done.outcome === 'done' ? { outcome: 'done', requestId: null } : done;
  }
  const requestId = await writeRequest(pool, wanted, accountId, said, by, now);
  if (accountId !== null) {
    await inTransaction(pool, (transaction) =>
      alertAbout(
        transaction,
        {
          key: `${requestId} asked`,
          accountId,
          subject: '【资质哨】有人申请变更账号',
          text: `${by.name}申请${REQUEST_KINDS[wanted.kind]}，理由：${said}。须经另一名安全管理员确认后才会办理。您认为不应办理的，请立即告知安全管理员。`,
        },
        now,
      ),
    );
  }
  return { outcome: 'done', requestId };
}

/** Another administrator confirms, with a second factor that the caller has checked: the request is carried out at once, or not at all. */
export async function confirmRequest(
  pool: Pool,
  requestId: string,
  by: SecurityOfficer,
  baseUrl: string,
  now: Date,
): Promise<AccountOutcome<{ readonly request: AccountRequest }>> {
  try {
    return await inTransaction(pool, async (transaction) => {
      const request = await standingRequest(transaction, requestId, now);
      if (request === undefined) return gone();
      const refusal = await refusalToDecide(transaction, request, by);
      if (refusal !== undefined) return { outcome: 'refused', faults: { decision: refusal } } as const;
      const done = await performIn(transaction, request.wanted, request.accountId, request, by, baseUrl, now);
      if (done.outcome === 'refused') throw new Refused(done.faults);
      return { outcome: 'done', request } as const;
    });
  } catch (error) {
    if (error instanceof Refused) return { outcome: 'refused', faults: error.faults };
    throw error;
  }
}

/** Another administrator refuses, or whoever asked takes it back. */
export async function refuseRequest(
  pool: Pool,
  requestId: string,
  by: SecurityOfficer,
  now: Date,
): Promise<AccountOutcome> {
  return inTransaction(pool, async (transaction): Promise<AccountOutcome> => {
    const request = await standingRequest(transaction, requestId, now);
    if (request === undefined) return gone();
    await transaction.query(
      `update account_request set decision = 'refused', decided_by = $2, decided_at = $3 where id = $1`,
      [request.id, by.accountId, now],
    );
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: 'account-request-refused',
      subject: request.accountId === null ? `account-request:${request.id}` : `account:${request.accountId}`,
      content: { request: request.id, kind: request.wanted.kind },
      accountId: by.accountId,
    });
    return { outcome: 'done' };
  });
}

function gone(): { outcome: 'refused'; faults: Record<string, string> } {
  return { outcome: 'refused', faults: { decision: '该申请已经办理，或者已满七日失效。' } };
}

async function refusalToDecide(
  transaction: Transaction,
  request: AccountRequest,
  by: SecurityOfficer,
): Promise<string | undefined> {
  if (request.requestedBy === by.accountId) return '本人提出的申请须由另一名安全管理员确认。';
  if (request.accountId === by.accountId) return '涉及本人账号的申请须由另一名安全管理员确认。';
  const names = await transaction.query<{ name: string }>('select name from account where id = any($1)', [
    [request.requestedBy, by.accountId],
  ]);
  const plain = new Set(names.rows.map(({ name }) => name.normalize('NFKC').replace(/\s/g, '')));
  return plain.size < 2 ? '提出人与确认人姓名相同，须由另一人确认。' : undefined;
}

/** Carries out what was asked, marks the request, and tells whom it concerns. */
async function performIn(
  transaction: Transaction,
  wanted: Wanted,
  concerned: string | null,
  request: AccountRequest | null,
  by: SecurityOfficer,
  baseUrl: string,
  now: Date,
): Promise<AccountOutcome> {
  const actor = request === null ? by : { ...by, name: `${request.requester}、${by.name}` };
  let accountId = concerned;
  if (wanted.kind === 'open-account') {
    // Nobody knows this password: the person sets one by the link.
    const created = await createAccount(
      transaction,
      { ...wanted.account, password: `${randomBytes(24).toString('base64url')}aA1#` },
      actor,
      now,
      { ownPassword: true },
    );
    if (created.outcome === 'refused') return created;
    accountId = created.accountId;
  }
  if (accountId === null) return { outcome: 'refused', faults: { state: '没有这个账号。' } };
  if (request !== null) {
    await transaction.query(
      `update account_request set decision = 'confirmed', decided_by = $2, decided_at = $3, account_id = $4 where id = $1`,
      [request.id, by.accountId, now, accountId],
    );
  }
  const former = await transaction.query<{ email: string | null }>('select email from account where id = $1', [
    accountId,
  ]);
  const done = await actOn(transaction, wanted, accountId, request?.id, actor, baseUrl, now);
  if (done.outcome === 'refused') return done;
  await alertAbout(
    transaction,
    {
      key: `${request?.id ?? randomBytes(9).toString('base64url')} done`,
      accountId,
      subject: '【资质哨】账号已变更',
      text: `${actor.name}办理了：${wordsOf(wanted)}。不应办理的，请立即告知安全管理员，并请其停用该账号。`,
      formerEmail: former.rows[0]?.email ?? null,
    },
    now,
  );
  return { outcome: 'done' };
}

/** Begins a support view: never of one's own account, and never through one of the three administrators. */
export async function beginSupportView(
  pool: Pool,
  person: SignedIn,
  given: { readonly accountId: string; readonly roleId: string },
  now: Date,
): Promise<AccountOutcome> {
  const { roleId } = given;
  const found = await pool.query<{ accountId: string; role: string }>(
    'select account_id as "accountId", role from account_role where id::text = $1 and account_id = $2 and ended_at is null',
    [roleId, given.accountId],
  );
  const [role] = found.rows;
  if (role === undefined) return { outcome: 'refused', faults: { role: '该角色已经结束，不能查看。' } };
  if (role.accountId === person.accountId) return own('role');
  if (!isAccountRole(role.role) || EXCLUSIVE_ROLES.includes(role.role)) {
    return { outcome: 'refused', faults: { role: '系统管理员、安全管理员和审计员的页面不能代为查看。' } };
  }
  const begun = await seeAs(pool, person, roleId, now);
  return begun ? { outcome: 'done' } : { outcome: 'refused', faults: { role: '该角色已经结束，不能查看。' } };
}
