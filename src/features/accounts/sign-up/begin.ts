import { z } from 'zod';
import { readUscc } from '#features/codes/queries.ts';
import { foldName } from '#law/identifiers/folding.ts';
import { parseResidentId } from '#law/identifiers/resident-id.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { hashIdNumber, identityKeys } from '#platform/identity-numbers.ts';
import type { AccountOutcome } from '../administration.ts';
import { makeChallenge, sixDigits } from '../challenges.ts';
import type { TextMessageProvider } from '../text-message.ts';
import type { IdentityCheckProvider } from './identity-check.ts';

/** GX21-A1: the eight kinds of enterprises that may sign up. */
export const ENTERPRISE_KINDS = {
  owner: '建设单位',
  construction: '建筑业企业',
  supervision: '监理企业',
  testing: '质量检测机构',
  'tender-agent': '招标代理机构',
  survey: '勘察企业',
  design: '设计企业',
  landscape: '园林绿化企业',
} as const;

const MINUTES = 30;
const TRIES = 5;
/** Codes that one phone, or one enterprise, is sent in an hour: nobody's phone is flooded, and nobody guesses a code by asking again. */
const MOST_AN_HOUR = 5;

/** As on an identity card: words of any script, and what stands between the parts of a name. */
const NAME_OF_A_PERSON = /^[\p{L}\p{M}·•・.' -]+$/u;
const NAME_WORDS = '姓名只能由文字和间隔号组成，请按身份证填写。';

const phone = z
  .string()
  .trim()
  .regex(/^1\d{10}$/, '手机号码应为 11 位数字，请核对。');

/** The rule of an identifier as a rule of a form: its reason is the message. */
function read<T extends string>(parse: (text: string) => { ok: true; value: T } | { ok: false; reason: string }) {
  return z.string().transform((text, context) => {
    const result = parse(text);
    if (result.ok) return result.value;
    context.addIssue({ code: 'custom', message: result.reason });
    return z.NEVER;
  });
}

const enterpriseSchema = z.object({
  kind: z.enum(
    ['owner', 'construction', 'supervision', 'testing', 'tender-agent', 'survey', 'design', 'landscape'],
    '请选择企业类型。',
  ),
  uscc: z.string(),
  enterprise: z
    .string()
    .trim()
    .min(4, '请填写营业执照上的企业全称。')
    .max(100, '企业名称过长，请核对。')
    .regex(/^[\p{L}\p{N}\p{P} ]+$/u, '企业名称只能由文字、数字和标点组成，请按营业执照填写。'),
  representative: z
    .string()
    .trim()
    .min(2, '请填写法定代表人姓名。')
    .max(50, '法定代表人姓名过长，请核对。')
    .regex(NAME_OF_A_PERSON, NAME_WORDS),
  idNumber: read(parseResidentId),
  phone,
  method: z.enum(['real-name', 'bank-transfer'], '请选择核验方式。'),
  bank: z.string().trim().max(100, '开户银行名称过长，请核对。'),
  bankAccount: z.string().trim().max(40, '银行账号过长，请核对。'),
});
export type EnterpriseSignUp = z.input<typeof enterpriseSchema>;

export type Begun = AccountOutcome<{ readonly token: string }>;

function faultsOf(error: z.ZodError | undefined): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const issue of error?.issues ?? []) faults[issue.path.join('.')] ??= issue.message;
  return faults;
}

/** The account that a transfer goes to, asked for where that is the way. */
function bankFaults({ method, bank, bankAccount }: EnterpriseSignUp): Record<string, string> {
  if (method !== 'bank-transfer') return {};
  return {
    ...(bank.trim() === '' ? { bank: '请填写基本户的开户银行。' } : {}),
    ...(/^\d{8,30}$/.test(bankAccount.trim()) ? {} : { bankAccount: '银行账号应为 8 至 30 位数字，请核对。' }),
  };
}

function fault(field: string, text: string): Begun {
  return { outcome: 'refused', faults: { [field]: text } };
}

async function askedTooOften(database: Queries, field: 'phone' | 'uscc', value: string, now: Date): Promise<boolean> {
  // One after another, so that those that are asked at once are counted too.
  await database.query(`select pg_advisory_xact_lock(hashtextextended('sign-up:' || $1, 0))`, [`${field}:${value}`]);
  const recent = await database.query<{ count: number }>(
    `select count(*)::int as count from account_challenge
     where purpose = 'sign-up' and account_id is null and content ->> $1 = $2 and made_at > $3::timestamptz - interval '1 hour'`,
    [field, value, now],
  );
  return (recent.rows[0]?.count ?? 0) >= MOST_AN_HOUR;
}

const TOO_OFTEN = `一小时内已发送 ${MOST_AN_HOUR} 次验证码，请一小时后再试。`;

interface Registered {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly representative: string | null;
}

async function registerFault(database: Queries, form: z.output<typeof enterpriseSchema>): Promise<Begun | undefined> {
  const found = await database.query<Registered>(
    `select id, name, status, legal_representative as representative from enterprise where uscc = $1 and feed <> 'sign-up'`,
    [form.uscc],
  );
  const [registered] = found.rows;
  if (registered === undefined) return undefined;
  if (registered.status !== 'active') return fault('uscc', '登记显示该企业已经注销或者吊销，不能注册。');
  if (foldName(registered.name) !== foldName(form.enterprise)) {
    return fault(
      'enterprise',
      '企业名称与该统一社会信用代码登记的名称不一致，请按营业执照填写；刚刚更名的，请待登记更新后再注册。',
    );
  }
  if (registered.representative !== null && foldName(registered.representative) !== foldName(form.representative)) {
    return fault('representative', '与登记的法定代表人不一致。刚刚变更的，请待登记更新后再注册。');
  }
  const standing = await database.query<{ name: string }>(
    `select a.name from account_role r join account a on a.id = r.account_id
     where r.enterprise_id = $1 and r.role = 'legal-representative' and r.ended_at is null`,
    [registered.id],
  );
  return standing.rows.some(({ name }) => foldName(name) === foldName(form.representative))
    ? fault('uscc', '该企业的法定代表人已经注册，请直接登录；忘记登录名或者密码的，请联系平台运行单位。')
    : undefined;
}

/**
 * GX21-A1: an enterprise signs up: code and name must be the register's where it is there, and somebody who could not read the code that
 * the check sends is not its representative. The ID number goes to the check; what is kept is its keyed digest, which the register's must equal.
 */
export async function beginEnterpriseSignUp(
  pool: Pool,
  provider: IdentityCheckProvider,
  input: EnterpriseSignUp,
  now: Date,
): Promise<Begun> {
  const given = enterpriseSchema.safeParse(input);
  const code = await readUscc(pool, input.uscc);
  const faults = {
    ...faultsOf(given.error),
    ...bankFaults(input),
    ...(code.ok ? {} : { uscc: code.reason }),
  };
  if (!given.success || !code.ok || Object.keys(faults).length > 0) return { outcome: 'refused', faults };
  const form = { ...given.data, uscc: code.value };
  return inTransaction(pool, async (transaction): Promise<Begun> => {
    const wrong = await registerFault(transaction, form);
    if (wrong !== undefined) return wrong;
    if (await askedTooOften(transaction, 'phone', form.phone, now)) return fault('phone', `该手机号码${TOO_OFTEN}`);
    if (await askedTooOften(transaction, 'uscc', form.uscc, now)) return fault('uscc', `该企业${TOO_OFTEN}`);
    const digits = sixDigits();
    const { kind, uscc, enterprise, representative } = form;
    const token = await makeChallenge(transaction, {
      purpose: 'sign-up',
      accountId: null,
      code: digits,
      content: {
        as: 'enterprise',
        kind,
        uscc,
        enterprise,
        name: representative,
        phone: form.phone,
        method: form.method,
        person: hashIdNumber(form.idNumber, identityKeys()).toString('hex'),
      },
      minutes: MINUTES,
      tries: TRIES,
      now,
    });
    const checked = await provider.begin(transaction, { ...form, code: digits, key: token, now });
    return checked.ok ? { outcome: 'done', token } : fault('idNumber', checked.reason);
  });
}

const individualSchema = z.object({
  name: z.string().trim().min(2, '请填写姓名。').max(50, '姓名过长，请核对。').regex(NAME_OF_A_PERSON, NAME_WORDS),
  phone,
});
export type IndividualSignUp = z.input<typeof individualSchema>;

/** GX21-A1: individuals sign up themselves; the phone is theirs when they can read the code. */
export async function beginIndividualSignUp(
  pool: Pool,
  provider: TextMessageProvider,
  input: IndividualSignUp,
  now: Date,
): Promise<Begun> {
  const given = individualSchema.safeParse(input);
  if (!given.success) return { outcome: 'refused', faults: faultsOf(given.error) };
  return inTransaction(pool, async (transaction): Promise<Begun> => {
    const { phone: to } = given.data;
    if (await askedTooOften(transaction, 'phone', to, now)) return fault('phone', `该手机号码${TOO_OFTEN}`);
    const code = sixDigits();
    const token = await makeChallenge(transaction, {
      purpose: 'sign-up',
      accountId: null,
      code,
      content: { as: 'individual', ...given.data },
      minutes: MINUTES,
      tries: TRIES,
      now,
    });
    await provider.send(transaction, {
      phone: given.data.phone,
      text: `您正在注册资质哨个人账号，验证码 ${code}，30 分钟内有效。请勿告诉他人。`,
      key: token,
      now,
    });
    return { outcome: 'done', token };
  });
}
