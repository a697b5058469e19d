import { z } from 'zod';
import type { Column } from './sheet.ts';

/** Where the rows of a list come from; from this alone they are derived again (SY-5). */
export const listSourceSchema = z.discriminatedUnion('of', [
  /** qualifications that a run found, or left standing, as not met */
  z.strictObject({ of: z.literal('failing'), runId: z.int(), scope: z.string().regex(/^\d{0,6}$/) }),
  /** cases overdue at an instant, on the data of the newest run by then */
  z.strictObject({
    of: z.literal('overdue'),
    runId: z.int(),
    scope: z.string().regex(/^\d{0,6}$/),
    instant: z.iso.datetime(),
  }),
  /** documents to be posted, to the addresses known at an instant (GX24-5.1b) */
  z.strictObject({
    of: z.literal('posted'),
    runId: z.int(),
    documents: z.array(z.uuid()).min(1),
    instant: z.iso.datetime(),
  }),
]);
export type ListSource = z.output<typeof listSourceSchema>;

const FAILING: readonly Column[] = [
  { title: '企业名称', width: 35, align: 'left' },
  { title: '统一社会信用代码', width: 36, align: 'center' },
  { title: '资质', width: 31, align: 'left' },
  { title: '证书编号', width: 21, align: 'center' },
  { title: '对照标准', width: 15, align: 'center' },
  { title: '缺少人数', width: 10, align: 'right' },
];

/** The columns of each list, without the running number. */
export const LIST_COLUMNS: Readonly<Record<ListSource['of'], readonly Column[]>> = {
  failing: FAILING,
  overdue: FAILING,
  posted: [
    { title: '收件单位', width: 30, align: 'left' },
    { title: '收件地址', width: 31, align: 'left' },
    { title: '收件人及电话', width: 23, align: 'center' },
    { title: '文书编号', width: 40, align: 'left' },
  ],
};
