import type { ReactNode } from 'react';

/** On a narrow screen rows become labelled lists by `display: block`, which takes the native roles away: so they are named. */
export const TABLE = { role: 'table' };
export const ROW_GROUP = { role: 'rowgroup' };
export const ROW = { role: 'row' };
export const COLUMN_HEADER = { role: 'columnheader' };
export const ROW_HEADER = { role: 'rowheader' };
export const CELL = { role: 'cell' };

export interface TableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  /** heads of the columns that hold numbers */
  readonly numeric?: readonly string[];
  /** narrow: no wider than its content; people: short values, set closely on a narrow screen */
  readonly look?: 'narrow' | 'people';
  /** one or more `Rows` */
  readonly children: ReactNode;
}

/** A table whose rows turn into labelled lists on a narrow screen. */
export function Table({ caption, heads, numeric = [], look, children }: TableProps) {
  return (
    <table className={look} {...TABLE}>
      <caption>{caption}</caption>
      <thead {...ROW_GROUP}>
        <tr {...ROW}>
          {heads.map((head) => (
            <th key={head} scope="col" className={numeric.includes(head) ? 'num' : undefined} {...COLUMN_HEADER}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
}

export function Rows({ children }: { readonly children: ReactNode }) {
  return <tbody {...ROW_GROUP}>{children}</tbody>;
}

export function Row({ children }: { readonly children: ReactNode }) {
  return <tr {...ROW}>{children}</tr>;
}

/** A row that heads the rows of its group, over all columns. */
export function GroupHead({ columns, children }: { readonly columns: number; readonly children: ReactNode }) {
  return (
    <tr className="group" {...ROW}>
      <th colSpan={columns} scope="rowgroup" {...ROW_HEADER}>
        {children}
      </th>
    </tr>
  );
}

export interface CellProps {
  /** the head of its column, shown beside the value on a narrow screen */
  readonly head: string;
  readonly children: ReactNode;
  readonly numeric?: boolean;
}

export function Cell({ head, children, numeric = false }: CellProps) {
  return (
    <td data-head={head} className={numeric ? 'num' : undefined} {...CELL}>
      {children}
    </td>
  );
}

/** The first cell of a row, which names it. */
export function HeadCell({ head, children }: CellProps) {
  return (
    <th scope="row" data-head={head} {...ROW_HEADER}>
      {children}
    </th>
  );
}
