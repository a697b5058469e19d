import { z } from 'zod';
import { actOnCase } from '#features/casework/commands.ts';
import { legalDate } from '#law/regimes/command.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { changeAttempt, prepareAttempt } from './attempts.ts';
import { caseFacts, documentIssued } from './case-facts.ts';
import { addressesKnown } from './ems.ts';
import { type StoredEvidence, storeEvidence } from './evidence.ts';
import { filedForAnother, receiptName } from './filed-receipts.ts';
import { putCopyOfServed } from './inbox.ts';
import { evidencedFields } from './plain-step.ts';
import { given, lastDay, type Outcome, refused, type ServiceTools, StepRefused } from './step.ts';

const CLAUSE = '民事诉讼法-88';

const officer = z.object({
  name: z.string().trim().min(1, '请填写送达人姓名。'),
  certificate: z.string().trim().min(1, '请填写送达人的执法证号。'),
});

const schema = z
  .object({
    ...evidencedFields,
    document: z.enum(['order', 'intent', 'decision']),
    outcome: z.enum(['signed', 'left', 'absent'], { error: '请选择送达的结果。' }),
    /** day on which the officers brought it */
    broughtOn: legalDate,
    place: z.string().trim().min(1, '请填写送达的地点。'),
    /** why there, where it is none of the addresses that are registered or confirmed */
    placeReason: z.string().trim().min(1).optional(),
    signer: z.string().trim().min(1).optional(),
    /** 法定代表人, 负责收件的人 …, or who refused */
    relation: z.string().trim().min(1).optional(),
    account: z.string().trim().min(1).optional(),
    officers: z.tuple([officer, officer]),
  })
  .refine(({ officers: [one, other] }) => one.name !== other.name && one.certificate !== other.certificate, {
    message: '直接送达由两名不同的人员进行，请改正。',
  })
  .refine(({ outcome, signer, relation }) => outcome !== 'signed' || (signer !== undefined && relation !== undefined), {
    message: '签收的，请填写签收人及其与受送达人的关系（法定代表人、负责收件的人等）。',
  })
  .refine(({ outcome, signer, relation }) => outcome !== 'absent' || (signer === undefined && relation === undefined), {
    message: '受送达人不在的，没有签收人，请清空签收人及其与受送达人的关系；由他人签收的，结果请选“签收”。',
  })
  .refine(({ outcome, account }) => outcome === 'signed' || account !== undefined, {
    message: '留置送达或者受送达人不在的，请写明送达的经过。',
  });

/** An address as it is compared: blanks are how somebody typed it. */
const bare = (address: string) => address.normalize('NFKC').replace(/\s+/gu, '');

/**
 * 民事诉讼法 87–89: what two officers report who brought a document: the receipt (送达回证) with day, place and signer, or how it was left
 * and what proves it. It counts like the receipt of the post, on the day on which they brought it.
 */
export async function serveDirectly(
  tools: ServiceTools,
  input: z.input<typeof schema>,
): Promise<Outcome<{ readonly attempt: string }>> {
  const read = given(schema, input);
  if (!read.ok) return refused(CLAUSE, read.reason);
  const {
    caseId,
    document,
    outcome,
    broughtOn,
    place,
    placeReason,
    signer,
    relation,
    account,
    officers,
    actor,
    evidence,
  } = read.value;
  const { recordedAt: at } = read.value;
  if (broughtOn > legalDayOf(at)) return refused(CLAUSE, '送达日期不能晚于今天，请核对送达回证。');
  if (outcome !== 'absent' && evidence.length === 0) {
    return refused(
      outcome === 'left' ? '民事诉讼法-89' : '民事诉讼法-87',
      outcome === 'left'
        ? '留置送达须有见证人签名的送达回证，或者拍照、录像；请附证据后再提交。'
        : '请附送达回证的扫描件或者照片。',
    );
  }
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  try {
    return await inTransaction(tools.pool, async (transaction): Promise<Outcome<{ attempt: string }>> => {
      const last = await lastDay(transaction, caseId);
      const issued = await documentIssued(transaction, caseId, document);
      if (issued === undefined) return refused(CLAUSE, '文书尚未制发，不能记录送达；请先制发。');
      if (broughtOn < issued.issuedOn) {
        return refused(CLAUSE, `送达日期不能早于文书的成文日期 ${issued.issuedOn}，请核对送达回证。`);
      }
      const known = (await addressesKnown(transaction, facts)).map(({ text }) => text);
      if (placeReason === undefined && known.length > 0 && !known.some((each) => bare(each) === bare(place))) {
        const which = [...new Set(known)].join('；');
        return refused(
          CLAUSE,
          `送达地点与登记、确认的地址（${which}）不同，须写明理由：请填写“在其他地点送达的理由”，或者改正送达地点。`,
        );
      }
      const filed = await filedForAnother(transaction, evidence, { caseId });
      if (filed !== undefined) return refused('民事诉讼法-87', filed);
      const kept: StoredEvidence[] = [];
      for (const each of evidence) {
        const name = receiptName('《送达回证》', document, broughtOn);
        const piece = { ...each, name, source: `${each.source}（文件名：${each.name}）`, takenOn: broughtOn };
        kept.push(await storeEvidence(transaction, caseId, piece, { name: actor.name, at }));
      }
      const attempt = await prepareAttempt(transaction, {
        caseId,
        enterpriseId: facts.enterpriseId,
        divisionCode: facts.divisionCode,
        documentKind: document,
        documentId: issued.id,
        recipient: facts.enterprise.uscc,
        channel: 'direct',
        address: { text: place, source: 'direct-service', confirmationId: null },
        actor: actor.name,
        at,
      });
      // Reported after other events, it is put on record now and its day set right at once, as with the post's receipts.
      const late = last !== null && last > broughtOn;
      const proof = kept.map(({ id, sha256 }) => ({ evidence: id, sha256 }));
      const content = {
        outcome,
        on: broughtOn,
        place,
        placeReason,
        signer,
        relation,
        account,
        officers,
        evidence: proof,
      };
      const common = { caseId, actor: actor.name, recordedAt: at };
      const files = [...new Set(kept.map(({ name }) => name))].join('、');
      const arrived = await actOnCase(transaction, {
        ...common,
        command: { do: 'arrive', document, channel: 'direct', outcome, ...(files === '' ? {} : { evidence: files }) },
        role: actor.role,
        onDay: late ? last : broughtOn,
        grounds: { attempt, document: issued.id, direct: content },
      });
      if (arrived.outcome === 'refused') throw new StepRefused(arrived.refusal.clause, arrived.refusal.reason);
      if (arrived.outcome !== 'done') return arrived;
      if (late && outcome !== 'absent') {
        await actOnCase(transaction, {
          ...common,
          command: { do: 'correct-service', document, servedOn: broughtOn, evidence: files },
          onDay: legalDayOf(at),
          grounds: { attempt, direct: content },
        });
      }
      await changeAttempt(transaction, attempt, {
        status: outcome === 'absent' ? 'failed' : 'arrived',
        what: 'brought',
        actor: actor.name,
        at,
        legalDay: broughtOn,
        content,
      });
      if (outcome !== 'absent') await putCopyOfServed(transaction, attempt, at);
      return { outcome: 'done', events: arrived.events, attempt };
    });
  } catch (error) {
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}
