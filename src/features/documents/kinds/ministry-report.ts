import { z } from 'zod';
import { contactSchema, failingFields, legalDay, text } from '../facts.ts';
import { clauseParagraphs } from '../words/clauses.ts';
import { regimeClause } from '../words/law.ts';
import { printedDate } from '../words/print.ts';
import { defineKind } from './define.ts';

export const ministryReportSchema = z.strictObject({
  ...failingFields,
  addressee: text.default('住房和城乡建设部'),
  redSince: legalDay,
  /** day on which the province took the case for revocation */
  proposedOn: legalDay,
  /** 签发人: a report to a superior office names who signed it (GB/T 9704 7.2.6) */
  signer: text,
  contact: contactSchema,
});

/** SX23-4.2: a qualification that the ministry issued: the province has reviewed it and reports for the revocation. */
export const ministryReport = defineKind(ministryReportSchema, (facts) => {
  const { enterprise, qualification } = facts;
  const certificate =
    qualification.certificateNumber === null ? '' : `（证书编号：${qualification.certificateNumber}）`;
  return {
    layout: 'official',
    title: ['关于建议撤回企业资质的', '审查报告'],
    addressee: facts.addressee,
    signer: facts.signer,
    blocks: [
      {
        kind: 'paragraph',
        text: `${enterprise.name}（统一社会信用代码：${enterprise.uscc}）持有贵部核发的${qualification.name}资质${certificate}。该项资质自${printedDate(facts.redSince)}起被“红牌预警”，期满1个月仍未达到资质标准要求，我厅于${printedDate(facts.proposedOn)}提出撤回建议并进行了审查。现将审查情况报告如下：`,
      },
      { kind: 'heading', text: '一、核查情况' },
      { kind: 'paragraph', text: `经${printedDate(facts.verifiedOn)}比对，对照${facts.standard}：` },
      ...clauseParagraphs(facts.clauses),
      { kind: 'heading', text: '二、审查意见' },
      {
        kind: 'paragraph',
        text: `该企业在预警期内未整改到位。依照${regimeClause('shanxi-2023', 'revoke')}，建议贵部依法启动该项资质的撤回程序，并将结果告知我厅。`,
      },
      { kind: 'paragraph', text: '特此报告。' },
      {
        kind: 'paragraph',
        text: `（联系人：${facts.contact.person ?? '建筑市场监管处'}，联系电话：${facts.contact.phone}）`,
      },
    ],
    signed: true,
    imprint: true,
    subject: enterprise.name,
  };
});
