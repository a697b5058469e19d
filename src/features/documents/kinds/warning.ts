import { z } from 'zod';
import type { WorkCalendar } from '#law/periods/work-calendar.ts';
import { failingFields, legalDay, restrictionSchema, text } from '../facts.ts';
import type { Block } from '../sheet.ts';
import { clauseParagraphs } from '../words/clauses.ts';
import { platformName, regimeClause, regimeDocument, restrictionWords } from '../words/law.ts';
import { printedDate } from '../words/print.ts';
import { clockTerm } from '../words/regime-terms.ts';
import { lastDayInWords } from '../words/terms.ts';
import { defineKind } from './define.ts';

export const warningSchema = z.strictObject({
  ...failingFields,
  /** SX23-2.1, 2.2: which card; elsewhere none */
  card: z.enum(['yellow', 'red']).nullable().default(null),
  /** day on which the card was shown, where it is not the day of the comparison */
  cardSince: legalDay.optional(),
  /** GX24-4.1a: the failing qualification, not the enterprise, is marked abnormal */
  marked: z.boolean(),
  restrictions: z.array(restrictionSchema).default([]),
  /** the ground in words, where it is not a number of persons (社会保险缴纳异常) */
  groundNote: text.optional(),
  /** to whom an objection goes, with what (SX23-4.5) */
  objectionTo: text,
  contact: text.optional(),
});
type Facts = z.output<typeof warningSchema>;

function consequence(facts: Facts, calendar: WorkCalendar): string {
  const since = facts.cardSince ?? facts.verifiedOn;
  const limits = restrictionWords(facts.regime, facts.restrictions);
  switch (facts.card) {
    case 'yellow': {
      const until = lastDayInWords(since, clockTerm(facts.regime, 'yellow-period'), calendar);
      // SX23-2.1: pushed to the enterprise, not public; 2.2: two months.
      return `现对该项资质予以“黄牌预警”，本预警只向贵单位推送，不向社会公布。请贵单位自预警之日起2个月内（至${until}止）完成整改或者提出异议。期满平台仍显示异常并经认定不达标的，依照${regimeDocument(facts.regime)}第二条第（二）项转为“红牌预警”，并向社会公布。`;
    }
    case 'red': {
      const until = lastDayInWords(since, clockTerm(facts.regime, 'red-period'), calendar);
      return `现对该项资质予以“红牌预警”，并通过${platformName(facts.regime)}向社会公布。红牌预警期间，${limits}。满1个月（至${until}止）仍未达到标准要求的，依法启动该项资质的撤回程序（${regimeDocument(facts.regime)}第三条）。`;
    }
    case null: {
      const mark = facts.marked ? '现对该项资质发出预警，并作异常标注' : '现对该项资质发出预警';
      return `依照${regimeClause(facts.regime, 'mark')}，${mark}${limits === '' ? '。' : `。标注期间，${limits}。`}整改后满足标准要求的，平台自动取消标注。`;
    }
  }
}

/** GX24-4.1a, 4.2a, SX23-2.1, 2.2: what is missing, by which clause, what follows, how to mend it or object. */
export const warning = defineKind(warningSchema, (facts, calendar) => {
  const { enterprise, qualification } = facts;
  const certificate =
    qualification.certificateNumber === null ? '' : `（证书编号：${qualification.certificateNumber}）`;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: `经${platformName(facts.regime)}于${printedDate(facts.verifiedOn)}动态核查，贵单位（统一社会信用代码：${enterprise.uscc}）取得的${qualification.name}资质${certificate}，注册执业人员不再符合${facts.standard}的要求，具体如下：`,
    },
    ...clauseParagraphs(facts.clauses),
    ...(facts.groundNote === undefined ? [] : [{ kind: 'paragraph' as const, text: facts.groundNote }]),
    { kind: 'paragraph', text: consequence(facts, calendar) },
    {
      kind: 'paragraph',
      text: `请贵单位及时补足符合条件的注册执业人员。对核查数据有异议的，请书面向${facts.objectionTo}提出，并附证明材料。`,
    },
    ...(facts.contact === undefined ? [] : [{ kind: 'paragraph' as const, text: `联系人及电话：${facts.contact}。` }]),
    { kind: 'paragraph', text: '特此告知。' },
  ];
  const card = facts.card === 'yellow' ? '黄牌' : facts.card === 'red' ? '红牌' : '';
  return {
    layout: 'official',
    title: [`关于${qualification.name}资质`, `动态核查${card}预警的告知书`],
    addressee: enterprise.name,
    blocks,
    signed: true,
    imprint: true,
    subject: enterprise.name,
  };
});
