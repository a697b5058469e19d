import { parseResidentId } from '#law/identifiers/resident-id.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { hashIdNumber, identityKeys } from '#platform/identity-numbers.ts';
import { isCode, makeChallenge, sixDigits, spendChallenge, standingChallenge } from './challenges.ts';
import type { IdentityCheckProvider } from './sign-up/identity-check.ts';
import { maskedPhone } from './text-message.ts';

const MINUTES = 10;
const TRIES = 5;
const MOST_AN_HOUR = 5;

/** Who an account's holder is, as far as the real-name check has proved it. */
export interface OwnPerson {
  readonly name: string;
  /** masked; null: the account has none, and the check cannot be made */
  readonly phone: string | null;
  readonly provedAt: Date | null;
  /** the person in the register; null: not proved, or nobody is registered under this ID number */
  readonly practitionerId: number | null;
  /** the name that the register has */
  readonly registeredName: string | null;
}

export async function ownPerson(accounts: Pool, accountId: string): Promise<OwnPerson | undefined> {
  const result = await accounts.query<OwnPerson>(
    `select a.name, a.phone, a.person_proved_at as "provedAt", p.id as "practitionerId", p.name as "registeredName"
     from account a left join practitioner p on p.id_number_hash = a.person_hash where a.id = $1`,
    [accountId],
  );
  const [person] = result.rows;
  return person === undefined
    ? undefined
    : { ...person, phone: person.phone === null ? null : maskedPhone(person.phone) };
}

type Asked =
  | { readonly outcome: 'sent'; readonly token: string }
  | { readonly outcome: 'refused'; readonly field?: 'idNumber'; readonly reason: string };

/**
 * GX21-A1: somebody proves to be the person of an ID number: the provider compares name, number and phone and sends a code to that
 * phone. The number goes to the check alone; what is kept, once the code has come back, is its keyed hash.
 */
export async function askForPersonProof(
  accounts: Pool,
  provider: IdentityCheckProvider,
  asked: { readonly accountId: string; readonly idNumber: string },
  now: Date,
): Promise<Asked> {
  const id = parseResidentId(asked.idNumber);
  if (!id.ok) {
    return { outcome: 'refused', field: 'idNumber', reason: asked.idNumber === '' ? '请填写身份证号码。' : id.reason };
  }
  return inTransaction(accounts, async (transaction): Promise<Asked> => {
    const found = await transaction.query<{ name: string; phone: string | null; recent: number }>(
      `select name, phone, (select count(*)::int from account_challenge c where c.account_id = a.id and c.purpose = 'person-proof'
         and c.made_at > $2::timestamptz - interval '1 hour') as recent from account a where id = $1 for update`,
      [asked.accountId, now],
    );
    const [account] = found.rows;
    if (account === undefined || account.phone === null) {
      return { outcome: 'refused', reason: '账号没有登记手机号码，不能实名核验。' };
    }
    if (account.recent >= MOST_AN_HOUR) {
      return { outcome: 'refused', reason: `一小时内最多核验 ${MOST_AN_HOUR} 次，请稍后再试。` };
    }
    const code = sixDigits();
    const token = await makeChallenge(transaction, {
      purpose: 'person-proof',
      accountId: asked.accountId,
      code,
      content: { hash: hashIdNumber(id.value, identityKeys()).toString('hex') },
      minutes: MINUTES,
      tries: TRIES,
      now,
    });
    const checked = await provider.begin(transaction, {
      method: 'real-name',
      enterprise: null,
      representative: account.name,
      idNumber: id.value,
      phone: account.phone,
      bank: '',
      bankAccount: '',
      code,
      key: token,
      now,
    });
    return checked.ok ? { outcome: 'sent', token } : { outcome: 'refused', field: 'idNumber', reason: checked.reason };
  });
}

/** The code came back: the account is the person's from now on. */
export async function provePerson(
  accounts: Pool,
  answer: { readonly accountId: string; readonly token: string; readonly code: string },
  now: Date,
): Promise<'done' | 'wrong' | 'expired'> {
  const { accountId, token, code } = answer;
  return inTransaction(accounts, async (transaction) => {
    const challenge = await standingChallenge(transaction, token, 'person-proof', now);
    if (challenge === undefined || challenge.accountId !== accountId) return 'expired';
    if (!(await isCode(transaction, token, code.replace(/\s/g, ''), challenge))) return 'wrong';
    await spendChallenge(transaction, challenge, now);
    const changed = await transaction.query<{ name: string }>(
      'update account set person_hash = $2, person_proved_at = $3 where id = $1 returning name',
      [accountId, Buffer.from(String(challenge.content.hash), 'hex'), now],
    );
    await recordAudit(transaction, {
      at: now,
      actor: changed.rows[0]?.name ?? '',
      action: 'person-proved',
      subject: `account:${accountId}`,
      content: {},
      accountId,
    });
    return 'done';
  });
}

/** The proof is taken back: nothing of the person stays with the account. */
export async function forgetPerson(accounts: Pool, accountId: string, now: Date): Promise<void> {
  await inTransaction(accounts, async (transaction) => {
    const changed = await transaction.query<{ name: string }>(
      'update account set person_hash = null, person_proved_at = null where id = $1 and person_hash is not null returning name',
      [accountId],
    );
    const [account] = changed.rows;
    if (account === undefined) return;
    await recordAudit(transaction, {
      at: now,
      actor: account.name,
      action: 'person-forgotten',
      subject: `account:${accountId}`,
      content: {},
      accountId,
    });
  });
}
