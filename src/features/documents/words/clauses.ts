import type { ClauseFacts } from '../facts.ts';
import type { Block } from '../sheet.ts';
import { chineseNumber } from './print.ts';

type Counted = Omit<ClauseFacts, 'subset'>;

function bare(text: string): string {
  return text.trim().replace(/[，。；、]+$/u, '');
}

function finding({ unit, needed, counted, short }: Counted): string {
  return short > 0
    ? `应不少于${needed}${unit}，经比对计入${counted}${unit}，尚缺${short}${unit}`
    : `应不少于${needed}${unit}，经比对计入${counted}${unit}，符合要求`;
}

/** One clause of the standard with what was needed, what was counted and what is short. */
export function clauseSentence(clause: ClauseFacts): string {
  const subsets = clause.subset.map((each) => `；其中“${bare(each.text).replace(/^其中：?/u, '')}”，${finding(each)}`);
  return `标准要求“${bare(clause.text)}”，${finding(clause)}${subsets.join('')}`;
}

/** The ground clause by clause: one paragraph each, numbered （一）（二） where there are several. */
export function clauseParagraphs(clauses: readonly ClauseFacts[]): Block[] {
  return clauses.map((clause, at) => ({
    kind: 'paragraph' as const,
    text: `${clauses.length === 1 ? '' : `（${chineseNumber(at + 1)}）`}${clauseSentence(clause)}。`,
  }));
}

/** The same in one cell of a table: what is short, in few words. */
export function shortInFewWords(clauses: readonly ClauseFacts[]): string {
  const lines = clauses.flatMap((clause) => [clause, ...clause.subset]).filter((each) => each.short > 0);
  return lines
    .map(
      ({ text, unit, needed, counted, short }) =>
        `${bare(text)}：应${needed}${unit}，计入${counted}${unit}，缺${short}${unit}`,
    )
    .join('；');
}
