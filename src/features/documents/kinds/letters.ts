import { z } from 'zod';
import {
  clauseSchema,
  comparisonSchema,
  contactSchema,
  enterpriseSchema,
  legalDay,
  regimeSchema,
  text,
} from '../facts.ts';
import type { Column } from '../sheet.ts';
import { clauseSentence } from '../words/clauses.ts';
import { comparisonWords, personsAnnex } from '../words/comparison.ts';
import { regimeDocument } from '../words/law.ts';
import { printedDate } from '../words/print.ts';
import { clockTerm } from '../words/regime-terms.ts';
import { defineKind } from './define.ts';

const COLUMNS: readonly Column[] = [
  { title: '序号', width: 8, align: 'center' },
  { title: '企业名称', width: 28, align: 'left' },
  { title: '统一社会信用代码', width: 30, align: 'center' },
  { title: '拟撤回资质', width: 26, align: 'left' },
  { title: '证书编号', width: 21, align: 'center' },
  { title: '发证机关', width: 26, align: 'left' },
  { title: '红牌预警日期', width: 23, align: 'center' },
];

export const proposalLetterSchema = z.strictObject({
  regime: regimeSchema,
  addressee: text,
  proposals: z
    .array(
      z.strictObject({
        enterprise: enterpriseSchema,
        qualification: text,
        certificateNumber: text.nullable(),
        /** 发证机关, as the certificate names it; whoever gets the letter need not be the one */
        licensedBy: text,
        redSince: legalDay,
        /** 部令22号 §28: the card as an order, with the day of its service */
        order: z.strictObject({ number: text, servedOn: legalDay }),
        verifiedOn: legalDay,
        standard: text,
        clauses: z.array(clauseSchema).min(1),
        comparison: comparisonSchema,
      }),
    )
    .min(1),
  contact: contactSchema,
});

/** SX23-4.2: the list of proposed revocations, by letter to the approval bureau of the same level. */
export const proposalLetter = defineKind(proposalLetterSchema, (facts) => {
  const several = facts.proposals.length > 1;
  return {
    layout: 'letter',
    title: ['关于建议撤回有关企业资质的函'],
    addressee: facts.addressee,
    blocks: [
      {
        kind: 'paragraph',
        text: `依照${regimeDocument(facts.regime)}，下列${facts.proposals.length}项资质“红牌预警”已满1个月，责令限期整改的期限届满，经再次比对仍未达到资质标准要求：`,
      },
      {
        kind: 'list',
        columns: COLUMNS,
        rows: facts.proposals.map((each, at) => [
          String(at + 1),
          each.enterprise.name,
          each.enterprise.uscc,
          each.qualification,
          each.certificateNumber ?? '',
          each.licensedBy,
          printedDate(each.redSince),
        ]),
      },
      ...facts.proposals.map((each, at) => ({
        kind: 'paragraph' as const,
        text: `${several ? `${at + 1}.` : ''}${each.enterprise.name}${each.qualification}：《资质不达标认定暨责令限期整改通知书》（${each.order.number}）于${printedDate(each.order.servedOn)}送达。${printedDate(each.verifiedOn)}比对${comparisonWords(each.comparison)}，对照${each.standard}：${each.clauses.map((clause) => `${clauseSentence(clause)}。`).join('')}`,
      })),
      {
        kind: 'paragraph',
        text: `建议贵局依照上述通知第四条第（二）项，自收到本函之日的次日起${clockTerm(facts.regime, 'start-limit').length}个工作日内依法启动资质撤回程序，并将撤回结果函告我局。`,
      },
      { kind: 'paragraph', text: '专此函达。' },
      {
        kind: 'paragraph',
        text: `（联系人：${facts.contact.person ?? '建筑市场监管科'}，联系电话：${facts.contact.phone}）`,
      },
    ],
    annexes: facts.proposals.map((each) =>
      personsAnnex(each.comparison, `${each.enterprise.name}${each.qualification}资质`, each.verifiedOn),
    ),
    signed: true,
    imprint: false,
    subject: `${facts.addressee}：${facts.proposals.length}项`,
  };
});

export const repairOpinionSchema = z.strictObject({
  regime: regimeSchema,
  addressee: text,
  enterprise: enterpriseSchema,
  qualification: text,
  appliedOn: legalDay,
  /** what the enterprise says is wrong, and what it proved it with */
  claim: text,
  evidence: z.array(text).min(1),
  opinion: z.enum(['agree', 'disagree']),
  reason: text,
});

/** SX23-4.5: the city's clear written opinion on a repair of information, sent to the province. */
export const repairOpinion = defineKind(repairOpinionSchema, (facts) => ({
  layout: 'letter',
  title: ['关于企业资质预警信息修复的审查意见'],
  addressee: facts.addressee,
  blocks: [
    {
      kind: 'paragraph',
      text: `${facts.enterprise.name}（统一社会信用代码：${facts.enterprise.uscc}）于${printedDate(facts.appliedOn)}就${facts.qualification}资质的预警信息提出信息修复申请，称${facts.claim}，并提供了以下印证资料：${facts.evidence.join('；')}。`,
    },
    {
      kind: 'paragraph',
      text: `经审查，我局意见为：${facts.opinion === 'agree' ? '同意修复' : '不同意修复'}。理由：${facts.reason}。`,
    },
    {
      kind: 'paragraph',
      text: `现依照${regimeDocument(facts.regime)}第四条第（五）项报送贵厅，请予核实。`,
    },
  ],
  signed: true,
  imprint: false,
  subject: facts.enterprise.name,
}));
