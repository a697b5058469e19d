import { z } from 'zod';
import { comparedFields, contactSchema, legalDay, text } from '../facts.ts';
import { clauseParagraphs } from '../words/clauses.ts';
import { comparisonWords, personsAnnex } from '../words/comparison.ts';
import { grounds } from '../words/law.ts';
import { dateWithWeekday, printedDate } from '../words/print.ts';
import { defineKind } from './define.ts';
import { orderedFields } from './intent.ts';

export const ministryReportSchema = z
  .strictObject({
    ...comparedFields,
    addressee: text.default('住房和城乡建设部'),
    ordered: z.strictObject(orderedFields).optional(),
    redSince: legalDay.optional(),
    /** day on which the office took the case for revocation */
    proposedOn: legalDay,
    /** 签发人: a report to a superior office names who signed it (GB/T 9704 7.2.6) */
    signer: text,
    contact: contactSchema,
  })
  .refine((facts) => facts.ordered !== undefined || facts.redSince !== undefined, {
    message: '请示须写明此前的责令整改（文号、送达、期满）或者红牌预警日期，请补正。',
  });
type Facts = z.output<typeof ministryReportSchema>;

function course({ ordered, redSince }: Facts): string {
  const card = redSince === undefined ? '' : `该项资质自${printedDate(redSince)}起被“红牌预警”。`;
  if (ordered === undefined) return `${card}预警期满1个月仍未达到资质标准要求。`;
  return `${card}${ordered.orderedBy ?? '本机关'}于${printedDate(ordered.orderedOn)}以${ordered.orderNumber}责令其限期整改，通知书于${printedDate(ordered.servedOn)}以${ordered.servedBy}方式送达，整改期限至${dateWithWeekday(ordered.termEndedOn)}届满，仍未达到资质标准要求。`;
}

/**
 * A qualification that the ministry issued is withdrawn by the ministry alone: the local office has reviewed it and asks for the
 * decision. What asks is a 请示, not a 报告 (党政机关公文处理工作条例 15).
 */
export const ministryReport = defineKind(ministryReportSchema, (facts) => {
  const { enterprise, qualification } = facts;
  const certificate =
    qualification.certificateNumber === null ? '' : `（证书编号：${qualification.certificateNumber}）`;
  return {
    layout: 'official',
    title: ['关于撤回企业资质的', '请示'],
    addressee: facts.addressee,
    signer: facts.signer,
    blocks: [
      {
        kind: 'paragraph',
        text: `${enterprise.name}（统一社会信用代码：${enterprise.uscc}）持有贵部核发的${qualification.name}资质${certificate}。${course(facts)}本机关于${printedDate(facts.proposedOn)}进行了审查，现将有关情况请示如下：`,
      },
      { kind: 'heading', text: '一、核查情况' },
      {
        kind: 'paragraph',
        text: `经${printedDate(facts.verifiedOn)}比对${comparisonWords(facts.comparison)}，对照${facts.standard}：`,
      },
      ...clauseParagraphs(facts.clauses),
      { kind: 'heading', text: '二、审查意见' },
      {
        kind: 'paragraph',
        text: `该企业期满未整改到位。依照${grounds(facts.enterpriseKind, facts.regime, 'revoke')}，该项资质可以撤回。因该项资质由贵部核发，请贵部依法决定，并将结果告知本机关。`,
      },
      { kind: 'paragraph', text: '妥否，请批示。' },
      {
        kind: 'paragraph',
        text: `（联系人：${facts.contact.person ?? '建筑市场监管处'}，联系电话：${facts.contact.phone}）`,
      },
    ],
    signed: true,
    imprint: true,
    annexes: [personsAnnex(facts.comparison, `${enterprise.name}${qualification.name}资质`, facts.verifiedOn)],
    subject: enterprise.name,
  };
});
