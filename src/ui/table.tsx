import type { ReactNode } from 'react';

/** A table whose rows turn into labelled lists on a narrow screen; the roles keep it a table for screen readers there. */
export function Table({ caption, heads, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: `display: block` on narrow screens takes the native roles away
    <table role="table">
      <caption>{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tr role="row">
          {heads.map((head) => (
            // biome-ignore lint/a11y/noRedundantRoles: as above
            <th key={head} scope="col" role="columnheader">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
}

export interface TableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  /** one or more `Rows` */
  readonly children: ReactNode;
}

export function Rows({ children }: { readonly children: ReactNode }) {
  // biome-ignore lint/a11y/noRedundantRoles: see Table
  return <tbody role="rowgroup">{children}</tbody>;
}

export function Row({ children }: { readonly children: ReactNode }) {
  // biome-ignore lint/a11y/noRedundantRoles: see Table
  return <tr role="row">{children}</tr>;
}

export interface CellProps {
  /** the head of its column, shown beside the value on a narrow screen */
  readonly head: string;
  readonly children: ReactNode;
  readonly numeric?: boolean;
}

export function Cell({ head, children, numeric = false }: CellProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see Table
    <td role="cell" data-head={head} className={numeric ? 'num' : undefined}>
      {children}
    </td>
  );
}

/** The first cell of a row, which names it. */
export function HeadCell({ head, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see Table
    <th scope="row" role="rowheader" data-head={head}>
      {children}
    </th>
  );
}
