import { z } from 'zod';
import type { WorkCalendar } from '#law/periods/work-calendar.ts';
import { comparedFields, contactSchema, legalDay, text } from '../facts.ts';
import type { Block } from '../sheet.ts';
import { clauseParagraphs } from '../words/clauses.ts';
import { comparisonWords, personsAnnex } from '../words/comparison.ts';
import { identityWords } from '../words/identity.ts';
import { grounds, platformName } from '../words/law.ts';
import { dateWithWeekday, printedDate } from '../words/print.ts';
import { servedWords } from '../words/service.ts';
import { lastDayInWords } from '../words/terms.ts';
import { defineKind } from './define.ts';

/** What had been ordered, and how the term ran out. */
export const orderedFields = {
  /** the office that ordered, where it is not the one that signs */
  orderedBy: text.optional(),
  orderNumber: text,
  orderedOn: legalDay,
  servedOn: legalDay,
  servedBy: text,
  termEndedOn: legalDay,
};

export const intentSchema = z.strictObject({
  ...comparedFields,
  ordered: z.strictObject(orderedFields).optional(),
  /** SX23-3.5: the red card; alone where it is of the time before the card was an order */
  redSince: legalDay.optional(),
  /** 许可法 §47, §82, a reading of the regimes: working days to be heard */
  hearingDays: z.int().min(1).default(5),
  /** day of service where it is known when this is written */
  servedOn: legalDay.optional(),
  contact: contactSchema,
});
type Facts = z.output<typeof intentSchema>;

/** The course so far in words; the decision tells it again. */
export function courseWords(facts: Pick<Facts, 'ordered' | 'redSince'>): string {
  const { ordered, redSince } = facts;
  if (ordered !== undefined) {
    const card = redSince === undefined ? '' : `该项资质自${printedDate(redSince)}起列入“红牌预警”。`;
    const title = redSince === undefined ? '《责令限期整改通知书》' : '《资质不达标认定暨责令限期整改通知书》';
    return `${card}${ordered.orderedBy ?? '本机关'}于${printedDate(ordered.orderedOn)}以${ordered.orderNumber}${title}责令贵单位限期整改，该通知书${servedWords(ordered.servedOn, ordered.servedBy)}，整改期限至${dateWithWeekday(ordered.termEndedOn)}届满。`;
  }
  return redSince === undefined ? '' : `该项资质自${printedDate(redSince)}起列入“红牌预警”，已满1个月。`;
}

function rights(facts: Facts, calendar: WorkCalendar): Block[] {
  const term = { unit: 'working-days', length: facts.hearingDays } as const;
  const until =
    facts.servedOn === undefined
      ? '（以工作日计算，不含法定节假日）'
      : `（本告知书于${printedDate(facts.servedOn)}送达的，至${lastDayInWords(facts.servedOn, term, calendar)}止）`;
  return [
    {
      kind: 'paragraph',
      text: `依照《中华人民共和国行政许可法》第七条，贵单位有权进行陈述和申辩；参照该法第四十七条、第四十八条，贵单位有权要求举行听证，不承担组织听证的费用。请自收到本告知书之日的次日起${facts.hearingDays}个工作日内${until}，书面向本机关提出陈述、申辩意见及证据，或者提出听证申请。逾期未提出的，视为放弃上述权利，不影响本机关依法作出决定。`,
    },
    {
      kind: 'paragraph',
      text: `联系人：${facts.contact.person ?? '行政许可科'}，联系电话：${facts.contact.phone}${facts.contact.address === undefined ? '' : `，地址：${facts.contact.address}`}。`,
    },
  ];
}

/** GX24-4.1e, SX23-3.5, SY-4: facts, ground, what is intended, the right to be heard and by when. */
export const intent = defineKind(
  intentSchema.refine((facts) => facts.ordered !== undefined || facts.redSince !== undefined, {
    message: '告知书须写明此前的责令整改（文号、送达、期满）或者红牌预警日期，请补正。',
  }),
  (facts, calendar) => {
    const { enterprise, qualification } = facts;
    const certificate =
      qualification.certificateNumber === null ? '' : `（证书编号：${qualification.certificateNumber}）`;
    return {
      layout: 'official',
      title: ['撤回行政许可告知书'],
      addressee: enterprise.name,
      blocks: [
        { kind: 'heading', text: '一、事实' },
        {
          kind: 'paragraph',
          text: `贵单位（${identityWords(enterprise)}）取得的${qualification.name}资质${certificate}，注册执业人员不再符合${facts.standard}的要求。${courseWords(facts)}经${platformName(facts.regime)}于${printedDate(facts.verifiedOn)}再次核查${comparisonWords(facts.comparison)}，仍未达到标准要求：`,
        },
        ...clauseParagraphs(facts.clauses),
        { kind: 'heading', text: '二、依据和拟作出的决定' },
        {
          kind: 'paragraph',
          text: `依照${grounds(facts.enterpriseKind, facts.regime, 'revoke')}，本机关拟撤回贵单位的${qualification.name}资质${certificate}。`,
        },
        { kind: 'heading', text: '三、陈述、申辩和听证的权利' },
        ...rights(facts, calendar),
        { kind: 'paragraph', text: '特此告知。' },
      ],
      signed: true,
      imprint: true,
      annexes: [personsAnnex(facts.comparison, `${enterprise.name}${qualification.name}资质`, facts.verifiedOn)],
      subject: enterprise.name,
    };
  },
);
