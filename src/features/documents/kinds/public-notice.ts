import { z } from 'zod';
import { addDays, type LegalDate } from '#law/periods/legal-date.ts';
import type { WorkCalendar } from '#law/periods/work-calendar.ts';
import { contactSchema, enterpriseSchema, legalDay, regimeSchema, remediesSchema, text } from '../facts.ts';
import type { Column } from '../sheet.ts';
import { regimeClause, regimeOf, remedyWords } from '../words/law.ts';
import { dateWithWeekday, printedDate } from '../words/print.ts';
import { clockTerm } from '../words/regime-terms.ts';
import { lastDayInWords } from '../words/terms.ts';
import { defineKind } from './define.ts';

export const publicNoticeSchema = z.strictObject({
  regime: regimeSchema,
  served: z.enum(['order', 'intent', 'decision']),
  publishedOn: legalDay,
  /** SY-2.5: calendar days to deemed service, from the regime */
  days: z.int().min(1),
  /** served on the day after these, as an official has settled */
  dayAfter: z.literal(true).optional(),
  /** why other ways failed or were not waited for, where it is the same for all */
  reason: text.optional(),
  /** the office that issued the documents, where another gives notice */
  issuedBy: text.optional(),
  termMonths: z.int().min(1).max(3).optional(),
  enterprises: z
    .array(
      z.strictObject({
        enterprise: enterpriseSchema,
        qualification: text,
        number: text,
        /** those that the document itself names; of the notice's own remedies where it names none */
        remedies: remediesSchema.optional(),
        /** 民诉法 95: what was tried in vain, from the events of the case */
        attempts: z.array(z.strictObject({ on: legalDay, how: text, outcome: text })).default([]),
      }),
    )
    .min(1),
  /** where the text itself can be fetched */
  pickUp: text,
  contact: contactSchema,
  remedies: remediesSchema.optional(),
});

/** The day on which the documents count as served. */
function deemedOn({ publishedOn, days, dayAfter }: z.output<typeof publicNoticeSchema>): LegalDate {
  return addDays(publishedOn, days + (dayAfter === true ? 1 : 0));
}

const TITLES = { order: '责令限期整改通知书', intent: '撤回行政许可告知书', decision: '撤回行政许可决定书' } as const;

const COLUMNS: readonly Column[] = [
  { title: '序号', width: 8, align: 'center' },
  { title: '企业名称', width: 40, align: 'left' },
  { title: '统一社会信用代码', width: 36, align: 'center' },
  { title: '资质', width: 34, align: 'left' },
  { title: '文书编号', width: 38, align: 'center' },
];

/** What begins with the day of deemed service. */
function effect(facts: z.output<typeof publicNoticeSchema>, calendar: WorkCalendar): string {
  const deemed = deemedOn(facts);
  switch (facts.served) {
    case 'order': {
      const months = facts.termMonths ?? 3;
      const last = lastDayInWords(deemed, { unit: 'months', length: months, rolled: true }, calendar);
      return `整改期限为${months}个月，自视为送达之日的次日起计算，至${last}止。逾期仍未达到标准要求的，资质许可机关可以依照法定程序撤回该项资质。`;
    }
    case 'intent': {
      const last = lastDayInWords(deemed, clockTerm(facts.regime, 'hearing-window'), calendar);
      return `自视为送达之日的次日起${clockTerm(facts.regime, 'hearing-window').length}个工作日内（至${last}止），可以进行陈述、申辩，或者要求听证；逾期未提出的，视为放弃。`;
    }
    case 'decision':
      return '';
  }
}

/** The clause of the regime that orders the notice; where it has none, the civil procedure by analogy. */
function basisWords({ regime, served }: z.output<typeof publicNoticeSchema>): string {
  const { ledger, tracks } = regimeOf(regime);
  const ordered = tracks.some(
    ({ service }) => ledger !== null && service[served]?.publicNotice.clause.startsWith(ledger),
  );
  if (!ordered) return '参照《中华人民共和国民事诉讼法》第九十五条';
  return `依照${regimeClause(regime, served === 'order' ? 'order' : 'revoke')}`;
}

/** 民诉法 95: the notice records what was tried before it. */
function tried({ enterprises }: z.output<typeof publicNoticeSchema>): { kind: 'paragraph'; text: string }[] {
  return enterprises.flatMap(({ enterprise, attempts }) =>
    attempts.length === 0
      ? []
      : [
          {
            kind: 'paragraph' as const,
            text: `${enterprise.name}：${attempts.map(({ on, how, outcome }) => `${printedDate(on)}${how}，${outcome}`).join('；')}。`,
          },
        ],
  );
}

const REMEDIED = { order: '该通知书', decision: '该决定书' } as const;

/** 复议法 20, 诉讼法 46: before whom; where the documents are of several offices, for each of them. */
function remedyParagraphs(facts: z.output<typeof publicNoticeSchema>): { kind: 'paragraph'; text: string }[] {
  const { served, enterprises } = facts;
  if (served === 'intent') return [];
  const groups = Map.groupBy(enterprises, ({ remedies = facts.remedies }) => JSON.stringify(remedies));
  return [...groups.values()].flatMap((group) => {
    const remedies = group[0]?.remedies ?? facts.remedies;
    if (remedies === undefined) return [];
    const whom = groups.size === 1 ? '' : `${group.map(({ enterprise }) => enterprise.name).join('、')}：`;
    return [{ kind: 'paragraph' as const, text: `${whom}${remedyWords(REMEDIED[served], remedies, '视为送达')}` }];
  });
}

/** SY-2.5, SY-4: service by public notice; the day on which it counts as served is written out and not moved. */
export const publicNotice = defineKind(publicNoticeSchema, (facts, calendar) => {
  const title = TITLES[facts.served];
  const deemed = deemedOn(facts);
  const after = effect(facts, calendar);
  return {
    layout: 'official',
    title: [`关于送达《${title}》的公告`],
    addressee: null,
    blocks: [
      {
        kind: 'paragraph',
        text: `${facts.issuedBy ?? '本机关'}对下列企业作出《${title}》，${facts.reason ?? '经下列方式未能送达，无法以其他方式送达'}。${basisWords(facts)}，现予公告送达。自本公告发布之日（${dateWithWeekday(facts.publishedOn)}）起经过${facts.days}日，${facts.dayAfter === true ? '届满次日' : '即于'}${dateWithWeekday(deemed)}视为送达。`,
      },
      ...(after === '' ? [] : [{ kind: 'paragraph' as const, text: after }]),
      {
        kind: 'paragraph',
        text: `请下列企业到${facts.pickUp}领取文书。联系电话：${facts.contact.phone}。`,
      },
      ...tried(facts),
      ...remedyParagraphs(facts),
      {
        kind: 'list',
        columns: COLUMNS,
        rows: facts.enterprises.map(({ enterprise, qualification, number }, at) => [
          String(at + 1),
          enterprise.name,
          enterprise.uscc,
          qualification,
          number,
        ]),
      },
      { kind: 'paragraph', text: '特此公告。' },
    ],
    signed: true,
    imprint: false,
    note: '此件公开发布',
    subject: `${facts.enterprises.length}家企业（${printedDate(deemed)}视为送达）`,
  };
});
