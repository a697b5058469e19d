/** One place of a portal. */
export interface RailItem {
  readonly label: string;
  readonly address: string;
  readonly current?: boolean | undefined;
  /** what waits there; 0 is not shown */
  readonly count?: number | undefined;
  /** what the number counts, for those who hear it: `件待办` */
  readonly counts?: string | undefined;
  /** heading above this item, where a group begins */
  readonly group?: string | undefined;
}

/** The places of a portal, the present one marked, each with the number of what waits there. */
export function Rail({ items, label }: { readonly items: readonly RailItem[]; readonly label: string }) {
  return (
    <nav className="rail" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.address}>
            {item.group === undefined ? null : <span className="rail-group">{item.group}</span>}
            <a href={item.address} aria-current={item.current === true ? 'page' : undefined}>
              <span>{item.label}</span>
              {item.count === undefined || item.count === 0 ? null : (
                <span className="count">
                  {item.count}
                  <span className="hidden">{item.counts ?? '件'}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
