import { z } from 'zod';
import { DocumentRefused, issueDocument } from '#features/documents/commands.ts';
import { clauseOn } from '#law/regimes/citing.ts';
import { inTransaction, type Transaction } from '#platform/database/connections.ts';
import { encryptBytes, encryptIdNumber, identityKeys } from '#platform/identity-numbers.ts';
import { clauseForEnterprise } from '../case-clause.ts';
import { given, type Outcome, refused, type ServiceTools, StepRefused } from '../step.ts';
import { closeStanding } from './closing.ts';
import { formData, formSchema, type Signer, signerOf, today } from './form.ts';
import { type CheckedSignature, checkSignatureFile } from './signature-file.ts';
import { tellOfConfirmation } from './tell.ts';

/** A check of the address counts for a day; a second factor for ten minutes. */
const CHECK_HOURS = 24;
const FACTOR_MINUTES = 10;

const FACTORS = { totp: '动态口令', passkey: '通行密钥', sms: '短信验证码' } as const;

const signSchema = z.object({
  enterpriseId: z.int().positive(),
  form: formSchema,
  emailCheckId: z.guid('请先验证电子邮箱。'),
  signature: z.object({ kind: z.enum(['pad', 'seal-page']), bytes: z.instanceof(Buffer) }),
  secondFactor: z.object(
    {
      method: z.enum(['totp', 'passkey', 'sms']),
      at: z.date(),
      /** what proves it afterwards, where the factor leaves something that does */
      proof: z.record(z.string(), z.string()).optional(),
    },
    '请先完成身份的二次验证。',
  ),
  by: z.string().trim().min(1),
  at: z.date(),
});
type Signing = z.output<typeof signSchema>;

/** @throws StepRefused where the address was not confirmed, not by this enterprise, or for another confirmation */
async function redeemEmailCheck(transaction: Transaction, signing: Signing): Promise<void> {
  const found = await transaction.query<{
    enterprise_id: number;
    email: string;
    confirmed_at: Date | null;
    used_at: Date | null;
  }>('select enterprise_id, email, confirmed_at, used_at from email_check where id = $1 for update', [
    signing.emailCheckId,
  ]);
  const [check] = found.rows;
  const clause = await clauseForEnterprise(transaction, signing, 'confirmation');
  if (check === undefined || check.enterprise_id !== signing.enterpriseId || check.confirmed_at === null) {
    throw new StepRefused(clause, '电子邮箱尚未验证，请打开验证邮件中的链接或者输入验证码。');
  }
  if (check.used_at !== null) throw new StepRefused(clause, '这次验证已经用于一份确认书；再次签署请重新验证电子邮箱。');
  if (check.email.toLowerCase() !== signing.form.email.toLowerCase()) {
    throw new StepRefused(clause, `已验证的电子邮箱是 ${check.email}，与填写的不一致，请改正或者重新验证。`);
  }
  if (signing.at.getTime() - check.confirmed_at.getTime() > CHECK_HOURS * 3_600_000) {
    throw new StepRefused(clause, `电子邮箱的验证已超过 ${CHECK_HOURS} 小时，请重新验证。`);
  }
  await transaction.query('update email_check set used_at = $2 where id = $1', [signing.emailCheckId, signing.at]);
}

function factorFault({ secondFactor, at }: Signing): string | undefined {
  const age = at.getTime() - secondFactor.at.getTime();
  if (age < 0 || age > FACTOR_MINUTES * 60_000) return `二次验证 ${FACTOR_MINUTES} 分钟内有效，请重新验证后签署。`;
  return undefined;
}

function pictureOf({ mediaType, bytes }: CheckedSignature): string | undefined {
  return mediaType === 'application/pdf' ? undefined : `data:${mediaType};base64,${bytes.toString('base64')}`;
}

function signedPart(signing: Signing, signature: CheckedSignature) {
  const picture = pictureOf(signature);
  const time = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
  const proof = [
    `电子邮箱 ${signing.form.email} 已经往返验证；签署时以${FACTORS[signing.secondFactor.method]}作二次验证（${time.format(signing.secondFactor.at)}），签署账号：${signing.by}。`,
  ];
  const on = today(signing.at);
  if (signature.kind === 'pad') return { on, proof, ...(picture === undefined ? {} : { signature: picture }) };
  const sha256 = signature.sha256.toString('hex');
  return { on, proof, sealPage: { sha256, ...(picture === undefined ? {} : { picture }) } };
}

async function storeConfirmation(
  transaction: Transaction,
  signing: Signing,
  signature: CheckedSignature,
  documentId: string,
): Promise<number> {
  const keys = identityKeys();
  const inserted = await transaction.query<{ id: number }>(
    `insert into service_confirmation (enterprise_id, signed_on, email, signed_by, known_from, document_id, legal_representative, id_number,
       email_check_id, signature_kind, signature_media_type, signature_sha256, signature, second_factor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id`,
    [
      signing.enterpriseId,
      today(signing.at),
      signing.form.email,
      signing.by,
      signing.at,
      documentId,
      signing.form.legalRepresentative,
      encryptIdNumber(signing.form.idNumber, keys),
      signing.emailCheckId,
      signature.kind,
      signature.mediaType,
      signature.sha256,
      encryptBytes(signature.bytes, keys),
      JSON.stringify({ ...signing.secondFactor, at: signing.secondFactor.at.toISOString() }),
    ],
  );
  return inserted.rows[0]?.id ?? 0;
}

async function putInInbox(transaction: Transaction, signer: Signer, documentId: string, at: Date): Promise<void> {
  await transaction.query(
    `insert into inbox_message (id, enterprise_id, division_code, document_id, put_at) values ($1, $2, $3, $4, $5)`,
    [`confirmation:${documentId}`, signer.id, signer.divisionCode, documentId, at],
  );
}

export interface ConfirmationSigned {
  readonly confirmationId: number;
  readonly documentId: string;
  readonly replaced: boolean;
}

/**
 * GX24-5.1a, A.1: signs the confirmation of service: the signed form (sealed at rest, because an ID number stands in it), the
 * confirmation that the next service uses, the inbox, the end of the one before, the bureau told, audit; in one transaction. Refused,
 * nothing of it is kept and nothing that was typed needs to be typed again but the second factor.
 */
export async function signConfirmation(
  tools: ServiceTools,
  input: z.input<typeof signSchema>,
): Promise<Outcome<ConfirmationSigned>> {
  const read = given(signSchema, input);
  if (!read.ok) return refused(clauseOn(undefined, 'confirmation'), read.reason);
  const signing = read.value;
  const clause = await clauseForEnterprise(tools.pool, signing, 'confirmation');
  const stale = factorFault(signing);
  if (stale !== undefined) return refused(clause, stale);
  const signature = checkSignatureFile(signing.signature);
  if (!signature.ok) return refused(clause, signature.reason);
  try {
    return await inTransaction(tools.pool, async (transaction): Promise<Outcome<ConfirmationSigned>> => {
      const signer = await signerOf(transaction, signing.enterpriseId, true);
      if (signer === undefined) return refused(clause, '系统中没有这家企业，或者企业已经注销。');
      await redeemEmailCheck(transaction, signing);
      const { province, data } = await formData(transaction, signer, signing.form);
      const document = await issueDocument(
        transaction,
        tools.press,
        'service-confirmation',
        { ...data, signed: signedPart(signing, signature.value) },
        {
          factId: `service-confirmation:${signing.emailCheckId}`,
          office: province.office,
          divisionCode: signer.divisionCode,
          enterpriseId: signer.id,
          issuedOn: today(signing.at),
          issuedBy: signing.by,
          recordedAt: signing.at,
        },
      );
      const previous = await closeStanding(transaction, signer, {
        at: signing.at,
        because: '已由新签署的确认书代替',
        by: signing.by,
      });
      const confirmationId = await storeConfirmation(transaction, signing, signature.value, document.id);
      await putInInbox(transaction, signer, document.id, signing.at);
      const replaced = previous !== undefined;
      await tellOfConfirmation(transaction, signer, signing, document.id, replaced);
      await transaction.query(
        `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'sign-confirmation', $3, $4)`,
        [
          signing.at,
          signing.by,
          `enterprise:${signer.id}`,
          JSON.stringify({
            confirmation: confirmationId,
            document: document.id,
            replaced: previous?.id,
            email: signing.form.email,
            signature: { kind: signature.value.kind, sha256: signature.value.sha256.toString('hex') },
            secondFactor: signing.secondFactor.method,
          }),
        ],
      );
      return { outcome: 'done', events: [], confirmationId, documentId: document.id, replaced };
    });
  } catch (error) {
    if (error instanceof DocumentRefused) return refused(clause, error.message);
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}
