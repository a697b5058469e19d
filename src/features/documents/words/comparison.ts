import type { z } from 'zod';
import type { comparisonSchema } from '../facts.ts';
import type { Annex, Column } from '../sheet.ts';
import { printedDate } from './print.ts';

type Comparison = z.output<typeof comparisonSchema>;

const COLUMNS: readonly Column[] = [
  { title: '序号', width: 10, align: 'center' },
  { title: '姓名', width: 20, align: 'center' },
  { title: '注册证书', width: 84, align: 'left' },
  { title: '比对结果', width: 42, align: 'left' },
];

/**
 * 核查编号12，本案第1次比对: which comparison the act rests on. The check that opened the case is named with the first alone: a later
 * comparison is of the data of its own day, and must not read like that check again.
 */
export function comparisonName({ number, runId }: Pick<Comparison, 'number' | 'runId'>): string {
  return number === 1 ? `核查编号${runId}，本案第1次比对` : `本案第${number}次比对，以比对当日的登记数据为准`;
}

/** （…，人员明细见附件）, after the day of the comparison. */
export function comparisonWords(comparison: Comparison): string {
  return `（${comparisonName(comparison)}，人员明细见附件）`;
}

/** Everybody registered with the enterprise on the day, with who was counted. */
export function personsAnnex(comparison: Comparison, on: string, printedOn: Parameters<typeof printedDate>[0]): Annex {
  const { persons } = comparison;
  const counted = persons.filter((person) => person.counted).length;
  return {
    title: '注册执业人员比对明细',
    blocks: [
      {
        kind: 'paragraph',
        text: `${on}，${printedDate(printedOn)}比对（${comparisonName(comparison)}）：在该企业注册的执业人员${persons.length}人，计入${counted}人。`,
      },
      ...(persons.length === 0
        ? []
        : [
            {
              kind: 'list' as const,
              columns: COLUMNS,
              rows: persons.map(({ name, certificates, note }, at) => [String(at + 1), name, certificates, note]),
            },
          ]),
    ],
  };
}
