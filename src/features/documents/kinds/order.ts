import { z } from 'zod';
import type { WorkCalendar } from '#law/periods/work-calendar.ts';
import {
  contactSchema,
  failingFields,
  legalDay,
  remediesSchema,
  restrictionSchema,
  text,
  twoOfficers,
} from '../facts.ts';
import type { Block } from '../sheet.ts';
import { clauseParagraphs } from '../words/clauses.ts';
import {
  NOTICE_OF_2023,
  platformName,
  regimeClause,
  remedyWords,
  restrictionWords,
  ruleArticle,
} from '../words/law.ts';
import { printedDate } from '../words/print.ts';
import { rectificationTerm } from '../words/terms.ts';
import { defineKind } from './define.ts';

export const orderSchema = z
  .strictObject({
    ...failingFields,
    // GX24-4.1b, 22号令 art. 28: the term is at most three months.
    termMonths: z.int().min(1).max(3, '整改期限最长不超过3个月，请改正。'),
    restrictions: z.array(restrictionSchema),
    officers: twoOfficers.nullable().default(null),
    /** day of service, where it is known when the order is written (electronic service on the day of issue) */
    servedOn: legalDay.optional(),
    /** how the two ways of service are reckoned from, where the regime has two (SY-2.6) */
    serviceNote: text.optional(),
    contact: contactSchema,
    remedies: remediesSchema,
    copies: text.optional(),
  })
  .refine((facts) => facts.regime !== 'shenyang-2024' || facts.officers !== null, {
    // SY-2.2
    message: '沈阳方案要求责令限期整改通知书由两名执法人员签字，请补正。',
    path: ['officers'],
  });
type Facts = z.output<typeof orderSchema>;

function demand(facts: Facts, calendar: WorkCalendar): Block[] {
  const limits = restrictionWords(facts.restrictions);
  return [
    { kind: 'heading', text: '二、整改要求和期限' },
    {
      kind: 'paragraph',
      text: `责令贵单位限期整改，使${facts.qualification.name}资质的注册执业人员达到上述标准要求。${rectificationTerm(facts.termMonths, facts.servedOn, calendar)}${facts.serviceNote ?? ''}`,
    },
    ...(limits === ''
      ? []
      : [
          { kind: 'heading' as const, text: '三、整改期间的限制' },
          { kind: 'paragraph' as const, text: `整改期间，贵单位${limits}。` },
        ]),
  ];
}

/** GX24-4.1b, SY-2.2: facts and ground clause by clause, what to do by when, what follows, and the remedies. */
export const order = defineKind(orderSchema, (facts, calendar) => {
  const { enterprise, qualification, contact } = facts;
  const certificate = qualification.certificateNumber === null ? '' : `，证书编号：${qualification.certificateNumber}`;
  const consequence = restrictionWords(facts.restrictions) === '' ? '三' : '四';
  const next = consequence === '三' ? '四' : '五';
  return {
    layout: 'official',
    title: ['责令限期整改通知书'],
    addressee: enterprise.name,
    blocks: [
      { kind: 'heading', text: '一、事实和依据' },
      {
        kind: 'paragraph',
        text: `经${platformName(facts.regime)}于${printedDate(facts.verifiedOn)}动态核查，贵单位（统一社会信用代码：${enterprise.uscc}）取得的${qualification.name}资质（以下简称该项资质${certificate}），注册执业人员不再符合${facts.standard}的要求：`,
      },
      ...clauseParagraphs(facts.clauses),
      {
        kind: 'paragraph',
        text: `依照${ruleArticle(facts.enterpriseKind)}、${NOTICE_OF_2023}和${regimeClause(facts.regime, 'order')}的规定，现责令贵单位限期整改。`,
      },
      ...demand(facts, calendar),
      { kind: 'heading', text: `${consequence}、逾期的后果` },
      {
        kind: 'paragraph',
        text: '期满前达到标准要求的，平台自动取消异常标注，相应限制同时解除。逾期仍未达到标准要求的，由资质许可机关依照法定程序撤回该项资质，并予以公告。',
      },
      { kind: 'heading', text: `${next}、陈述申辩和救济` },
      {
        kind: 'paragraph',
        text: `贵单位对上述事实有异议的，可以向本机关陈述、申辩，并提交证明材料。联系人：${contact.person ?? '建筑市场监管科'}，联系电话：${contact.phone}${contact.address === undefined ? '' : `，地址：${contact.address}`}。${remedyWords('本通知书', facts.remedies)}`,
      },
    ],
    ...(facts.officers === null ? {} : { officers: facts.officers }),
    signed: true,
    imprint: true,
    copies: facts.copies ?? null,
    subject: enterprise.name,
  };
});
