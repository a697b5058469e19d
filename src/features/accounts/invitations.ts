import { randomUUID } from 'node:crypto';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { type AccountOutcome, grantRole, newAccountSchema } from './administration.ts';
import type { Authorising } from './operators.ts';
import type { TextMessageProvider } from './text-message.ts';

const DAYS = 7;
/** Nobody's phone is flooded in the name of an enterprise. */
const MOST_A_DAY = 20;

export interface OperatorWanted {
  readonly name: string;
  readonly signInName: string;
  readonly phone: string;
}

const wantedSchema = newAccountSchema.pick({ name: true, signInName: true }).extend({
  phone: newAccountSchema.shape.phone.unwrap(),
});

const refused = (field: string, text: string) => ({ outcome: 'refused' as const, faults: { [field]: text } });

/**
 * GX21-A1: the legal representative asks somebody to act for the enterprise. Whether there is such an account is not looked at here: the
 * answer and the message are the same, and the role begins when its owner accepts. Sign-in name and phone must both be theirs, so that
 * whoever takes the name later is not who was meant.
 */
export async function inviteOperator(
  accounts: Pool,
  by: Authorising,
  wanted: OperatorWanted,
  messages: TextMessageProvider,
  now: Date,
): Promise<AccountOutcome> {
  const read = wantedSchema.safeParse({ ...wanted, phone: wanted.phone.trim() });
  if (!read.success) {
    const faults: Record<string, string> = {};
    for (const issue of read.error.issues) faults[issue.path.join('.')] ??= issue.message;
    return { outcome: 'refused', faults };
  }
  const { name, signInName, phone } = read.data;
  return inTransaction(accounts, async (transaction): Promise<AccountOutcome> => {
    await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `operator_invitation ${by.enterpriseId}`,
    ]);
    const recent = await transaction.query<{ count: number; waiting: boolean; enterprise: string }>(
      `select count(*) filter (where made_at > $2::timestamptz - interval '1 day')::int as count,
         coalesce(bool_or(answer is null and expires_at > $2 and sign_in_name = $3 and phone = $4), false) as waiting,
         (select name from enterprise where id = $1) as enterprise
       from operator_invitation where enterprise_id = $1`,
      [by.enterpriseId, now, signInName, phone],
    );
    const [row] = recent.rows;
    if (row?.waiting === true) return refused('signInName', '已经邀请过，正在等待对方接受。');
    if ((row?.count ?? 0) >= MOST_A_DAY) return refused('signInName', `一天最多邀请 ${MOST_A_DAY} 次，请明天再办理。`);
    const id = randomUUID();
    await transaction.query(
      `insert into operator_invitation (id, enterprise_id, name, sign_in_name, phone, invited_by, invited_by_name, made_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8::timestamptz + make_interval(days => $9))`,
      [id, by.enterpriseId, name, signInName, phone, by.accountId, by.name, now, DAYS],
    );
    await messages.send(transaction, {
      phone,
      text: `${row?.enterprise ?? ''}邀请您（登录名 ${signInName}）在资质哨担任经办人。请在 ${DAYS} 日内登录，在“企业认领和邀请”页面接受或者谢绝；还没有账号的，请先以本手机号码和该登录名注册个人账号。`,
      key: `operator-invitation:${id}`,
      now,
    });
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: 'operator-invited',
      subject: `enterprise:${by.enterpriseId}`,
      content: {},
      accountId: by.accountId,
      enterpriseId: by.enterpriseId,
    });
    return { outcome: 'done' };
  });
}

export interface Invitation {
  readonly id: string;
  readonly enterprise: string;
  readonly name: string;
  readonly signInName: string;
  readonly invitedByName: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

const WAITING = `select i.id, e.name as enterprise, i.name, i.sign_in_name as "signInName", i.invited_by_name as "invitedByName",
    i.made_at as "madeAt", i.expires_at as "expiresAt"
  from operator_invitation i join enterprise e on e.id = i.enterprise_id`;

/** What an enterprise has asked and nobody has answered yet; the same whether or not such an account exists. */
export async function invitationsOf(accounts: Pool, enterpriseId: number, now: Date): Promise<Invitation[]> {
  const found = await accounts.query<Invitation>(
    `${WAITING} where i.enterprise_id = $1 and i.answer is null and i.expires_at > $2 order by i.made_at desc, i.id limit 100`,
    [enterpriseId, now],
  );
  return found.rows;
}

/** What somebody is asked: the sign-in name and the phone are both theirs. */
export async function invitationsTo(accounts: Pool, accountId: string, now: Date): Promise<Invitation[]> {
  const found = await accounts.query<Invitation>(
    `${WAITING} join account a on a.sign_in_name = i.sign_in_name and a.phone = i.phone
     where a.id = $1 and i.answer is null and i.expires_at > $2 order by i.made_at, i.id`,
    [accountId, now],
  );
  return found.rows;
}

/** The person accepts, and acts for the enterprise from now on, or declines. Asked twice, it is done once. */
export async function answerInvitation(
  accounts: Pool,
  given: { readonly id: string; readonly answer: 'accepted' | 'declined' },
  by: { readonly accountId: string; readonly name: string },
  now: Date,
): Promise<AccountOutcome> {
  return inTransaction(accounts, async (transaction): Promise<AccountOutcome> => {
    // The account first, as everywhere a role is given.
    await transaction.query('select 1 from account where id = $1 for update', [by.accountId]);
    const found = await transaction.query<{ enterpriseId: number; invitedBy: string; stillMay: boolean }>(
      `select i.enterprise_id as "enterpriseId", i.invited_by as "invitedBy", exists (select 1 from account_role r where r.account_id = i.invited_by
         and r.enterprise_id = i.enterprise_id and r.role = 'legal-representative' and r.ended_at is null) as "stillMay"
       from operator_invitation i join account a on a.sign_in_name = i.sign_in_name and a.phone = i.phone
       where i.id = $1 and a.id = $2 and a.status = 'active' and i.answer is null and i.expires_at > $3 for update of i`,
      [given.id, by.accountId, now],
    );
    const [invitation] = found.rows;
    if (invitation === undefined) return refused('invitation', '没有这项邀请，或者已经失效，请刷新后查看。');
    if (given.answer === 'accepted' && !invitation.stillMay) {
      return refused('invitation', '发出邀请的人已不是该企业的法定代表人，邀请不再有效。');
    }
    if (given.answer === 'accepted' && invitation.invitedBy === by.accountId) {
      return refused('invitation', '不能接受本人发出的邀请。');
    }
    await transaction.query(
      'update operator_invitation set answer = $2, account_id = $3, answered_at = $4 where id = $1',
      [given.id, given.answer, by.accountId, now],
    );
    const { enterpriseId } = invitation;
    if (given.answer === 'accepted') {
      const role = { accountId: by.accountId, role: 'operator', level: null, division: null, enterpriseId } as const;
      const granted = await grantRole(transaction, role, by, now);
      if (granted.outcome !== 'done') {
        await transaction.query(`update operator_invitation set answer = 'declined' where id = $1`, [given.id]);
        return refused('invitation', Object.values(granted.faults).join(''));
      }
    }
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: given.answer === 'accepted' ? 'invitation-accepted' : 'invitation-declined',
      subject: `account:${by.accountId}`,
      content: {},
      accountId: by.accountId,
      enterpriseId,
    });
    return { outcome: 'done' };
  });
}

/** The enterprise takes back what nobody has answered. */
export async function withdrawInvitation(accounts: Pool, by: Authorising, id: string, now: Date): Promise<boolean> {
  const changed = await accounts.query(
    `update operator_invitation set answer = 'withdrawn', answered_at = $3 where id::text = $1 and enterprise_id = $2 and answer is null`,
    [id, by.enterpriseId, now],
  );
  return changed.rowCount === 1;
}
