import { z } from 'zod';
import { addDays, addMonths, parseLegalDate } from '#law/periods/legal-date.ts';
import { reckonPeriod } from '#law/periods/period.ts';
import { legalDay, regimeSchema, text } from '../facts.ts';
import type { Column } from '../sheet.ts';
import { regimeDocument } from '../words/law.ts';
import { dateWithWeekday, printedDate } from '../words/print.ts';
import { defineKind } from './define.ts';

const count = z.int().nonnegative();

export const quarterlyReportSchema = z.strictObject({
  regime: regimeSchema,
  addressee: text,
  city: text,
  /** 2026-Q3 */
  quarter: z.string().regex(/^\d{4}-Q[1-4]$/),
  /** the data were read at this instant; a quarter not over gives a snapshot, never “the summary” */
  dataUntil: legalDay,
  signer: text,
  rows: z
    .array(
      z.strictObject({
        division: text,
        yellow: count,
        red: count,
        proposed: count,
        revoked: count,
        kept: count,
        cleared: count,
        pending: count,
      }),
    )
    .min(1),
  problems: text.optional(),
  contact: text,
});

const COLUMNS: readonly Column[] = [
  { title: '县（市、区）', width: 1.6, align: 'left' },
  { title: '黄牌预警', width: 1, align: 'right' },
  { title: '红牌预警', width: 1, align: 'right' },
  { title: '建议撤回', width: 1, align: 'right' },
  { title: '已撤回', width: 1, align: 'right' },
  { title: '不予撤回', width: 1, align: 'right' },
  { title: '整改达标', width: 1, align: 'right' },
  { title: '办理中', width: 1, align: 'right' },
];

/** First day after the quarter. */
export function dayAfterQuarter(quarter: string) {
  const [year = '', part = ''] = quarter.split('-Q');
  const first = parseLegalDate(`${year}-${String((Number(part) - 1) * 3 + 1).padStart(2, '0')}-01`);
  if (!first.ok) throw new Error(first.reason);
  return addMonths(first.value, 3);
}

/** SX23-4.3: the summary of revocations, due within 10 days after the quarter; before its end it is called a snapshot. */
export const quarterlyReport = defineKind(quarterlyReportSchema, (facts) => {
  const [year = '', part = ''] = facts.quarter.split('-Q');
  const name = `${year}年第${'一二三四'[Number(part) - 1] ?? ''}季度`;
  const after = dayAfterQuarter(facts.quarter);
  const over = facts.dataUntil >= addDays(after, -1);
  const due = reckonPeriod(addDays(after, -1), { unit: 'days', length: 10, rolled: false });
  const sum = (pick: (row: (typeof facts.rows)[number]) => number) =>
    facts.rows.reduce((total, row) => total + pick(row), 0);
  const figures = (row: Omit<(typeof facts.rows)[number], 'division'>) =>
    [row.yellow, row.red, row.proposed, row.revoked, row.kept, row.cleared, row.pending].map(String);
  const total = {
    yellow: sum((row) => row.yellow),
    red: sum((row) => row.red),
    proposed: sum((row) => row.proposed),
    revoked: sum((row) => row.revoked),
    kept: sum((row) => row.kept),
    cleared: sum((row) => row.cleared),
    pending: sum((row) => row.pending),
  };
  const scope = over
    ? `现将我市${name}预警企业资质撤回汇总情况报告如下（报送期限：${dateWithWeekday(due.last)}）。`
    : `${name}尚未结束，现将截至${printedDate(facts.dataUntil)}的数据快照报送如下；本快照不代替季度汇总。`;
  return {
    layout: 'official',
    title: over
      ? [`关于${name}预警企业`, '资质撤回情况的报告']
      : [`关于${name}预警企业资质撤回`, `情况的数据快照（截至${printedDate(facts.dataUntil)}）`],
    addressee: facts.addressee,
    signer: facts.signer,
    blocks: [
      { kind: 'paragraph', text: `依照${regimeDocument(facts.regime)}第四条第（三）项，${scope}` },
      { kind: 'heading', text: '一、总体情况' },
      {
        kind: 'paragraph',
        text: `我市本期新增“黄牌预警”${total.yellow}项、“红牌预警”${total.red}项；建议撤回${total.proposed}项，已撤回${total.revoked}项，不予撤回${total.kept}项；整改达标解除预警${total.cleared}项；尚在办理${total.pending}项。`,
      },
      {
        kind: 'list',
        columns: COLUMNS,
        rows: [...facts.rows.map((row) => [row.division, ...figures(row)]), ['合　计', ...figures(total)]],
      },
      // Nothing is said for the city that nobody of it has said.
      ...(facts.problems === undefined
        ? []
        : [
            { kind: 'heading' as const, text: '二、存在的问题和下一步安排' },
            { kind: 'paragraph' as const, text: facts.problems },
          ]),
      { kind: 'paragraph', text: '特此报告。' },
      { kind: 'paragraph', text: `（联系人及电话：${facts.contact}）` },
    ],
    signed: true,
    imprint: true,
    subject: `${facts.city}${name}`,
  };
});
