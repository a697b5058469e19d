import { type Cell, cellText, type TableRow } from './raw-row.ts';

/** How many of a row's cells are headers that the entity knows. */
export type HeaderScore = (cells: readonly Cell[]) => number;

const LEAST_KNOWN = 2;
/** A header has at most so many rows: group, heading, and what it is counted in. */
const MOST_ROWS = 3;
const GROUP_WORDS = /(基本)?(信息|情况|资料|内容|栏)$/;
/** Groups of numbered columns (专业一 · 有效期) lose their number without their name. */
const NUMBERED_GROUP = /(专业|证书|资质)[(（]?[一二三四五六七八1-8][)）]?$/;

export interface HeaderFound {
  readonly names: readonly string[];
  /** its rows, to know them again where they are repeated */
  readonly rows: readonly TableRow[];
}

const textOf = (cell: Cell | undefined) => cellText(cell).replace(/\s+/g, ' ').trim();

/** One row of group names over one of headings: the heading alone where it is known, else with its group (有效期 · 止). */
function joined(above: readonly string[], below: readonly Cell[], score: HeaderScore): string[] {
  const known = (text: string) => text !== '' && score([text]) > 0;
  const names: string[] = [];
  let group = '';
  for (let at = 0; at < Math.max(above.length, below.length); at++) {
    const own = above[at] ?? '';
    const heading = textOf(below[at]);
    if (own !== '') group = own;
    if (heading === '' || heading === own) {
      names.push(own);
      continue;
    }
    if (NUMBERED_GROUP.test(group)) {
      names.push(`${group}${heading}`);
      continue;
    }
    const together = [`${group}${heading}`, `${group.replace(GROUP_WORDS, '')}${heading}`];
    const bare = heading.startsWith(group) ? [] : together;
    names.push([...bare, heading].find(known) ?? heading);
  }
  return names;
}

/** Whether a stack of rows is groups, not a title, over a row of nothing but headings and of cells merged with those above them. */
function ofHeadings(stack: readonly TableRow[], names: readonly string[], score: HeaderScore): boolean {
  const filled = (row: TableRow | undefined) =>
    (row?.cells ?? []).flatMap((cell, at) => (textOf(cell) === '' ? [] : [{ at, text: textOf(cell) }]));
  const above = stack.at(-2)?.cells ?? [];
  return (
    filled(stack[0]).length > 1 &&
    filled(stack.at(-1)).every(({ at, text }) => score([names[at] ?? '']) > 0 || textOf(above[at]) === text)
  );
}

/** The header among the first rows of a table: of one row, or of two or three that stand over one another (headers.json, layout). */
export function headerAmong(rows: readonly TableRow[], score: HeaderScore): HeaderFound | undefined {
  let best: HeaderFound | undefined;
  let most = LEAST_KNOWN - 1;
  for (let length = 1; length <= MOST_ROWS; length++) {
    for (let at = 0; at + length <= rows.length; at++) {
      const stack = rows.slice(at, at + length);
      const [first, ...others] = stack;
      if (first === undefined) continue;
      let names: string[] = first.cells.map(textOf);
      for (const row of others) names = joined(names, row.cells, score);
      const known = score(names);
      // A row of data below a header adds nothing to it; a row of nothing but headings belongs to it all the same (有效期 over 至).
      if (known > most || (known === most && length > 1 && ofHeadings(stack, names, score))) {
        most = known;
        best = { names: length === 1 ? first.cells.map(cellText) : names, rows: stack };
      }
    }
  }
  return best;
}
