import type { ReactNode } from 'react';
import { Pager } from '#ui/pager.tsx';
import { CELL, COLUMN_HEADER, ROW, ROW_GROUP, ROW_HEADER, TABLE } from '#ui/table.tsx';
import { EmptyState, type EmptyStateProps } from './empty-state.tsx';
import { ROW_FIELD, SelectionBar, type SelectionProps } from './selection-bar.tsx';

/** One column. The first names the row and is its link; cells may be any markup, forms included. */
export interface Column<R> {
  readonly head: string;
  readonly cell: (row: R) => ReactNode;
  /** number: to the right, all digits of one width; code: never broken, for dates and document numbers */
  readonly align?: 'number' | 'code' | undefined;
  /** address of the list ordered by this column, and the order it is in now */
  readonly sort?: { readonly address: string; readonly now?: 'ascending' | 'descending' | undefined } | undefined;
}

export interface WorkListProps<R> {
  /** what is listed, for those who hear it and for print */
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  /** identity of a row, posted for a ticked one */
  readonly keyOf: (row: R) => string;
  readonly addressOf: (row: R) => string;
  /** what the row's check box is called */
  readonly nameOf: (row: R) => string;
  /** how many match in all, where it is known */
  readonly total?: number | undefined;
  /** `Filters`, above the list */
  readonly filters?: ReactNode;
  /** a filter is in force: an empty list then says so, and leads back to the whole list */
  readonly filtered?: { readonly clearAddress: string } | undefined;
  readonly emptyAtFirst: EmptyStateProps;
  /** rows can be ticked; a row for which `refusedFor` gives a reason cannot, and says why */
  readonly selection?: SelectionProps | undefined;
  readonly refusedFor?: ((row: R) => string | undefined) | undefined;
  /** keys that stay ticked, when the page comes back after a refusal */
  readonly ticked?: readonly string[] | undefined;
  readonly pager?: { readonly first: string | undefined; readonly next: string | undefined } | undefined;
  readonly exportLink?: { readonly address: string; readonly label: string } | undefined;
}

const SORTED = { ascending: '，升序', descending: '，降序' } as const;
const LOOKS = { number: 'num', code: 'code' } as const;

function Heads<R>({ columns, selection }: Pick<WorkListProps<R>, 'columns' | 'selection'>) {
  return (
    <thead {...ROW_GROUP}>
      <tr {...ROW}>
        {selection === undefined ? null : (
          <th scope="col" {...COLUMN_HEADER} className="tick">
            <span className="hidden">勾选</span>
            <input type="checkbox" aria-label="勾选本页全部行" data-tick-page={selection.form} hidden />
          </th>
        )}
        {columns.map(({ head, align, sort }) => (
          <th
            key={head}
            scope="col"
            {...COLUMN_HEADER}
            className={align === undefined ? undefined : LOOKS[align]}
            aria-sort={sort?.now}
          >
            {sort === undefined ? (
              head
            ) : (
              <a href={sort.address}>
                {head}
                {sort.now === undefined ? null : <span>{SORTED[sort.now]}</span>}
              </a>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Tick<R>({
  row,
  of,
}: {
  readonly row: R;
  readonly of: WorkListProps<R> & { readonly selection: SelectionProps };
}) {
  const refused = of.refusedFor?.(row);
  const key = of.keyOf(row);
  return (
    <td {...CELL} className="tick">
      <input
        type="checkbox"
        form={of.selection.form}
        name={ROW_FIELD}
        value={key}
        defaultChecked={of.ticked?.includes(key) ?? false}
        disabled={refused !== undefined}
        aria-label={`勾选${of.nameOf(row)}`}
      />
    </td>
  );
}

function NotTicked({ because }: { readonly because: string | undefined }) {
  return because === undefined ? null : <span className="line hint">不能勾选：{because}</span>;
}

function Rows<R>(of: WorkListProps<R>) {
  const [first, ...others] = of.columns;
  const { selection } = of;
  return (
    <tbody {...ROW_GROUP}>
      {of.rows.map((row) => (
        <tr key={of.keyOf(row)} {...ROW} data-row>
          {selection === undefined ? null : <Tick row={row} of={{ ...of, selection }} />}
          {first === undefined ? null : (
            <th scope="row" {...ROW_HEADER}>
              <a href={of.addressOf(row)}>{first.cell(row)}</a>
              <NotTicked because={selection === undefined ? undefined : of.refusedFor?.(row)} />
            </th>
          )}
          {others.map(({ head, cell, align }) => (
            <td key={head} {...CELL} data-head={head} className={align === undefined ? undefined : LOOKS[align]}>
              {cell(row)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

const CLEARED: Omit<EmptyStateProps, 'next'> = {
  what: '没有符合条件的记录',
  why: '请放宽或清除筛选条件后再查。',
};

/** The list that somebody works from all day: filters, rows, what to do with the ticked ones, next page. */
export function WorkList<R>(props: WorkListProps<R>) {
  const { caption, rows, total, filters, filtered, emptyAtFirst, selection, pager, exportLink } = props;
  const empty =
    filtered === undefined
      ? emptyAtFirst
      : { ...CLEARED, next: { label: '清除筛选条件', address: filtered.clearAddress } };
  return (
    <section className="work-list" aria-label={caption}>
      {filters}
      {rows.length === 0 ? (
        <EmptyState {...empty} />
      ) : (
        <>
          <div className="list-head">
            <p>{total === undefined ? `本页 ${rows.length} 行` : `共 ${total} 行，本页 ${rows.length} 行`}</p>
            {exportLink === undefined ? null : <a href={exportLink.address}>{exportLink.label}</a>}
          </div>
          <table {...TABLE}>
            <caption className="hidden">{caption}</caption>
            <Heads {...props} />
            <Rows {...props} />
          </table>
          {selection === undefined ? null : <SelectionBar of={selection} shown={rows.length} />}
        </>
      )}
      {pager === undefined ? null : <Pager {...pager} />}
    </section>
  );
}
