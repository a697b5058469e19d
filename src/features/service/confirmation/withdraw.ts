import { z } from 'zod';
import { clauseIn, clauseOn } from '#law/regimes/citing.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { tellOffice } from '../office-notice.ts';
import { given, type Outcome, refused, type ServiceTools } from '../step.ts';
import { closeStanding } from './closing.ts';
import { signerOf, today } from './form.ts';

const withdrawSchema = z.object({
  enterpriseId: z.int().positive(),
  reason: z.string().trim().min(1, '请写明撤回确认书的理由。'),
  by: z.string().trim().min(1),
  at: z.date(),
});

/**
 * The enterprise takes its confirmation back: from now on documents come by EMS and public notice; what was already sent to the
 * agreed address stays served by it.
 */
export async function withdrawConfirmation(
  tools: Pick<ServiceTools, 'pool'>,
  input: z.input<typeof withdrawSchema>,
): Promise<Outcome<{ readonly confirmationId: number }>> {
  const read = given(withdrawSchema, input);
  if (!read.ok) return refused(clauseOn(undefined, 'confirmation'), read.reason);
  const { enterpriseId, reason, by, at } = read.value;
  return inTransaction(tools.pool, async (transaction): Promise<Outcome<{ confirmationId: number }>> => {
    const signer = await signerOf(transaction, enterpriseId, true);
    const ended = signer && (await closeStanding(transaction, signer, { at, because: `企业撤回：${reason}`, by }));
    if (signer === undefined || ended === undefined)
      return refused(clauseIn(signer?.divisionCode ?? '', 'confirmation'), '没有可以撤回的送达确认书。');
    await tellOffice(transaction, {
      key: `confirmation-withdrawn:${ended.id}`,
      divisionCode: signer.divisionCode,
      level: 'city',
      kind: 'confirmation-withdrawn',
      subject: `${signer.name}撤回了送达确认书`,
      text: `${signer.name}（${signer.uscc}）于 ${today(at)} 撤回了《资质动态核查结果送达确认书》，理由：${reason}。此后的文书请以邮政特快专递送达，不能送达的公告送达。`,
      link: `/office/enterprises/${signer.uscc}`,
      enterpriseId,
      at,
    });
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'withdraw-confirmation', $3, $4)`,
      [at, by, `enterprise:${enterpriseId}`, JSON.stringify({ confirmation: ended.id, reason })],
    );
    return { outcome: 'done', events: [], confirmationId: ended.id };
  });
}
