import { z } from 'zod';
import { readUscc } from '#features/codes/queries.ts';
import { registeringDivisionOf } from '#law/identifiers/uscc.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { type AccountOutcome, createAccount, grantRole, newAccountSchema } from '../administration.ts';
import { isCode, makeChallenge, spendChallenge, spendTry, standingChallenge } from '../challenges.ts';
import { claimsTooMany, MOST_WAITING, makeClaim } from '../claims/claim.ts';
import { settleClaim } from '../claims/settle.ts';
import { passwordFaults } from '../passwords.ts';
import { beginAuthenticator, confirmAuthenticator } from '../second-factors.ts';
import type { TextMessageProvider } from '../text-message.ts';

const ENROLMENT_MINUTES = 30;
const ENROLMENT_TRIES = 10;

const contentSchema = z.discriminatedUnion('as', [
  z.object({
    as: z.literal('enterprise'),
    kind: z.string(),
    uscc: z.string(),
    enterprise: z.string(),
    name: z.string(),
    phone: z.string(),
    method: z.enum(['real-name', 'bank-transfer']),
    person: z.hex(),
  }),
  z.object({ as: z.literal('individual'), name: z.string(), phone: z.string() }),
]);
export type SignUpUnderWay = z.output<typeof contentSchema>;

/** The sign-up that waits for its code; undefined where it has expired. */
export async function signUpUnderWay(pool: Pool, token: string, now: Date): Promise<SignUpUnderWay | undefined> {
  return inTransaction(pool, async (transaction) => {
    const challenge = await standingChallenge(transaction, token, 'sign-up', now);
    const read = contentSchema.safeParse(challenge?.content);
    return read.success ? read.data : undefined;
  });
}

export interface AccountWanted {
  readonly code: string;
  readonly signInName: string;
  readonly password: string;
  readonly repeated: string;
}

function faultsOf(
  wanted: AccountWanted,
  person: { readonly name: string; readonly phone: string },
): Record<string, string> {
  const faults: Record<string, string> = {};
  const read = newAccountSchema.safeParse({ ...wanted, ...person });
  for (const issue of read.success ? [] : read.error.issues) faults[issue.path.join('.')] ??= issue.message;
  const weak = passwordFaults(wanted.password, wanted);
  if (weak.length > 0) faults.password = weak.join('');
  if (wanted.password !== wanted.repeated) faults.repeated = '两次填写的密码不一致，请重新填写。';
  return faults;
}

/** An account's first authenticator, to be shown to the person who has just opened it. */
export interface Enrolment {
  readonly factorId: string;
  readonly signInName: string;
  readonly secret: string;
  readonly uri: string;
}

const TOO_MANY = {
  person: `您已有 ${MOST_WAITING.person} 项企业认领待证明。请先在“企业认领”页面上传材料，有一项办结后再注册。`,
  place: '您所在的网络已有较多企业认领待证明，请待其中有办结的，或者换一个网络后再注册；着急的，请联系主管部门。',
} as const;

/** Signing up for an enterprise is a claim; what the register proves at once is granted at once. */
async function claimEnterprise(
  transaction: Queries,
  of: Extract<SignUpUnderWay, { as: 'enterprise' }>,
  accountId: string,
  place: string,
  messages: TextMessageProvider,
  now: Date,
): Promise<{ readonly claimId: string; readonly granted: boolean }> {
  const uscc = await readUscc(transaction, of.uscc);
  if (!uscc.ok) throw new Error(uscc.reason);
  const claimId = await makeClaim(
    transaction,
    {
      accountId,
      uscc: uscc.value,
      enterprise: of.enterprise,
      kind: of.kind,
      representative: of.name,
      divisionCode: registeringDivisionOf(uscc.value),
      method: of.method,
      personHash: Buffer.from(of.person, 'hex'),
      place,
    },
    now,
  );
  return { claimId, granted: await settleClaim(transaction, claimId, messages, now) };
}

/** The code came back: the account is opened with its role, or with its claim. @returns the token of the enrolment that comes next */
export async function finishSignUp(
  pool: Pool,
  token: string,
  wanted: AccountWanted,
  messages: TextMessageProvider,
  now: Date,
  place: string,
): Promise<AccountOutcome<{ readonly enrolment: string }> | { readonly outcome: 'expired' }> {
  return inTransaction(
    pool,
    async (transaction): Promise<AccountOutcome<{ enrolment: string }> | { outcome: 'expired' }> => {
      const challenge = await standingChallenge(transaction, token, 'sign-up', now);
      const read = contentSchema.safeParse(challenge?.content);
      if (challenge === undefined || !read.success) return { outcome: 'expired' };
      const of = read.data;
      const faults = faultsOf(wanted, of);
      if (Object.keys(faults).length > 0) return { outcome: 'refused', faults };
      if (!(await isCode(transaction, token, wanted.code.replace(/\s/g, ''), challenge))) {
        const left = challenge.triesLeft - 1;
        return { outcome: 'refused', faults: { code: `验证码不对，还可以填写 ${left} 次。` } };
      }
      const { signInName, password } = wanted;
      // Who exists is told to who has proved a phone, and costs a try: names are not tried out here.
      const taken = await transaction.query('select 1 from account where sign_in_name = $1', [
        signInName.trim().toLowerCase(),
      ]);
      if (taken.rowCount !== 0) {
        return { outcome: 'refused', faults: { signInName: '该登录名已被使用，请另取一个。' } };
      }
      const many =
        of.as === 'enterprise'
          ? await claimsTooMany(transaction, { personHash: Buffer.from(of.person, 'hex'), place })
          : undefined;
      if (many !== undefined) return { outcome: 'refused', faults: { code: TOO_MANY[many] } };
      await spendChallenge(transaction, challenge, now);
      const created = await createAccount(
        transaction,
        { signInName, name: of.name, phone: of.phone, password },
        { name: of.name },
        now,
        { ownPassword: true },
      );
      if (created.outcome !== 'done') return created;
      const { accountId } = created;
      const by = { name: of.name, accountId };
      const claimed =
        of.as === 'enterprise' ? await claimEnterprise(transaction, of, accountId, place, messages, now) : undefined;
      if (claimed?.granted !== true) {
        // Until the claim is granted, and without one, somebody with an account of their own.
        const own = { accountId, role: 'tenderer', level: null, division: null, enterpriseId: null } as const;
        const granted = await grantRole(transaction, own, by, now);
        if (granted.outcome !== 'done') throw new Error(Object.values(granted.faults).join());
        if (claimed !== undefined) {
          await transaction.query('update enterprise_claim set stand_in_role_id = $2 where id = $1', [
            claimed.claimId,
            granted.roleId,
          ]);
        }
      }
      await recordAudit(transaction, {
        at: now,
        actor: of.name,
        action: 'signed-up',
        subject: `account:${accountId}`,
        content: of.as === 'enterprise' ? { kind: of.kind, method: of.method, uscc: of.uscc } : {},
        accountId,
      });
      const enrolment = await makeChallenge(transaction, {
        purpose: 'sign-up',
        accountId,
        content: { as: 'enrolment', signInName: signInName.trim().toLowerCase() },
        minutes: ENROLMENT_MINUTES,
        tries: ENROLMENT_TRIES,
        now,
      });
      return { outcome: 'done', enrolment };
    },
  );
}

const enrolmentSchema = z.object({ as: z.literal('enrolment'), signInName: z.string() });

/** Begins the authenticator of a fresh account, anew whenever it is shown; undefined where the time for it is over. */
export async function beginEnrolment(pool: Pool, token: string, now: Date): Promise<Enrolment | undefined> {
  return inTransaction(pool, async (transaction) => {
    const challenge = await standingChallenge(transaction, token, 'sign-up', now);
    const read = enrolmentSchema.safeParse(challenge?.content);
    if (challenge?.accountId == null || !read.success) return undefined;
    const { signInName } = read.data;
    const account = { id: challenge.accountId, signInName };
    const { id, secret, uri } = await beginAuthenticator(transaction, account, { name: '身份验证器', now });
    return { factorId: id, signInName, secret, uri };
  });
}

/** The first code of the new authenticator. */
export async function confirmEnrolment(
  pool: Pool,
  answer: { readonly token: string; readonly factorId: string; readonly code: string },
  now: Date,
): Promise<'done' | 'wrong' | 'expired'> {
  return inTransaction(pool, async (transaction) => {
    const challenge = await standingChallenge(transaction, answer.token, 'sign-up', now);
    if (challenge?.accountId == null || !enrolmentSchema.safeParse(challenge.content).success) return 'expired';
    const code = answer.code.replace(/\s/g, '');
    const known = z.guid().safeParse(answer.factorId);
    const right =
      known.success && (await confirmAuthenticator(transaction, challenge.accountId, known.data, code, now));
    if (!right) {
      await spendTry(transaction, challenge);
      return 'wrong';
    }
    await spendChallenge(transaction, challenge, now);
    return 'done';
  });
}
