import { z } from 'zod';
import type { WorkCalendar } from '#law/periods/work-calendar.ts';
import { officersSign } from '#law/regimes/step-basis.ts';
import {
  comparedFields,
  contactSchema,
  legalDay,
  remediesSchema,
  restrictionSchema,
  text,
  twoOfficers,
} from '../facts.ts';
import type { Block } from '../sheet.ts';
import { clauseParagraphs } from '../words/clauses.ts';
import { comparisonWords, personsAnnex } from '../words/comparison.ts';
import { identityWords } from '../words/identity.ts';
import {
  grounds,
  NOTICE_OF_2023,
  platformName,
  regimeClause,
  regimeOf,
  remedyWords,
  restrictionWords,
} from '../words/law.ts';
import { printedDate } from '../words/print.ts';
import { rectificationTerm } from '../words/terms.ts';
import { defineKind } from './define.ts';

export const orderSchema = z
  .strictObject({
    ...comparedFields,
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
    /** SX23-2.2: the order is the red card; how it was found, and since when it is red */
    card: z
      .strictObject({
        by: z.enum(['confirm', 'find']),
        opinion: text,
        redSince: legalDay,
        yellowSince: legalDay.optional(),
      })
      .optional(),
    copies: text.optional(),
  })
  .refine((facts) => regimeOf(facts.regime).order.findsFailure === undefined || facts.card !== undefined, {
    message: '这项制度的责令整改以认定不达标作出，须写明认定的情况，请补正。',
    path: ['card'],
  })
  .refine((facts) => !officersSign(regimeOf(facts.regime)) || facts.officers !== null, {
    // SY-2.2
    message: '这项制度要求责令限期整改通知书由两名执法人员签字，请补正。',
    path: ['officers'],
  });
type Facts = z.output<typeof orderSchema>;

/** The restrictions hang on the mark or the card, not on the term (GX24-4.1c, SX23-3.2). */
function markedTime({ regime }: Facts): string {
  return regimeOf(regime).naming.restrictedWhile;
}

/** What the order rests on: the comparison, and of a red card how it came about. */
function ground(facts: Facts, certificate: string): Block[] {
  const { enterprise, qualification, card } = facts;
  const who = `贵单位（${identityWords(enterprise)}）取得的${qualification.name}资质（以下简称该项资质${certificate}）`;
  const compared = `经${platformName(facts.regime)}于${printedDate(facts.verifiedOn)}动态核查${comparisonWords(facts.comparison)}，`;
  const short = facts.clauses.some((clause) => clause.short > 0 || clause.subset.some((each) => each.short > 0));
  if (card === undefined) {
    return [
      { kind: 'paragraph', text: `${compared}${who}，注册执业人员不再符合${facts.standard}的要求：` },
      ...clauseParagraphs(facts.clauses),
    ];
  }
  const opinion = card.opinion.replace(/^经核实[，：]?|[。；，]+$/gu, '');
  const yellow =
    card.yellowSince === undefined ? '' : `该项资质自${printedDate(card.yellowSince)}起“黄牌预警”，已满2个月。`;
  const found = card.by === 'confirm' ? `${yellow}经核实，${opinion}。` : `本机关在日常监管中发现：${opinion}。`;
  return [
    { kind: 'paragraph', text: `${who}，${short ? '' : '经日常监管发现'}不符合${facts.standard}的要求。${found}` },
    ...(short
      ? [{ kind: 'paragraph' as const, text: `${compared}比对情况如下：` }, ...clauseParagraphs(facts.clauses)]
      : []),
    {
      kind: 'paragraph',
      text: `依照${regimeClause(facts.regime, 'mark')}，现认定该项资质不达标，自${printedDate(card.redSince)}起予以“红牌预警”，并向社会公布。`,
    },
  ];
}

/** What ends the matter where the standard is met in time, and what follows where it is not. */
function consequenceWords(facts: Facts): string {
  const lifted =
    regimeOf(facts.regime).naming.metInTerm ?? '期满前达到标准要求的，平台自动取消异常标注，相应限制同时解除。';
  return `${lifted}逾期仍未达到标准要求的，资质许可机关可以依照法定程序撤回该项资质，并予以公告。`;
}

function demand(facts: Facts, calendar: WorkCalendar): Block[] {
  const limits = restrictionWords(facts.regime, facts.restrictions);
  return [
    { kind: 'heading', text: '二、整改要求和期限' },
    {
      kind: 'paragraph',
      text: `责令贵单位限期整改，使${facts.qualification.name}资质的注册执业人员达到上述标准要求。${rectificationTerm(facts.termMonths, facts.servedOn, calendar)}${facts.serviceNote ?? ''}`,
    },
    ...(limits === ''
      ? []
      : [
          { kind: 'heading' as const, text: `三、${markedTime(facts)}的限制` },
          { kind: 'paragraph' as const, text: `${markedTime(facts)}，贵单位${limits}。` },
        ]),
  ];
}

/** GX24-4.1b, SX23-2.2, SY-2.2: facts and ground clause by clause, what to do by when, what follows, and the remedies. */
export const order = defineKind(orderSchema, (facts, calendar) => {
  const { enterprise, qualification, contact } = facts;
  const certificate = qualification.certificateNumber === null ? '' : `，证书编号：${qualification.certificateNumber}`;
  const consequence = restrictionWords(facts.regime, facts.restrictions) === '' ? '三' : '四';
  const next = consequence === '三' ? '四' : '五';
  return {
    layout: 'official',
    title: facts.card === undefined ? ['责令限期整改通知书'] : ['资质不达标认定暨责令', '限期整改通知书'],
    addressee: enterprise.name,
    blocks: [
      { kind: 'heading', text: '一、事实和依据' },
      ...ground(facts, certificate),
      {
        kind: 'paragraph',
        text: `依照${grounds(facts.enterpriseKind, facts.regime, 'order', [NOTICE_OF_2023])}的规定，现责令贵单位限期整改。`,
      },
      ...demand(facts, calendar),
      { kind: 'heading', text: `${consequence}、逾期的后果` },
      { kind: 'paragraph', text: consequenceWords(facts) },
      { kind: 'heading', text: `${next}、陈述申辩和救济` },
      {
        kind: 'paragraph',
        text: `贵单位对上述事实有异议的，可以向本机关陈述、申辩，并提交证明材料。联系人：${contact.person ?? '建筑市场监管科'}，联系电话：${contact.phone}${contact.address === undefined ? '' : `，地址：${contact.address}`}。${remedyWords('本通知书', facts.remedies)}`,
      },
    ],
    ...(facts.officers === null ? {} : { officers: facts.officers }),
    signed: true,
    imprint: true,
    annexes: [personsAnnex(facts.comparison, `${enterprise.name}${qualification.name}资质`, facts.verifiedOn)],
    copies: facts.copies ?? null,
    subject: enterprise.name,
  };
});
