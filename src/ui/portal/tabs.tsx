export interface TabsProps {
  /** what is switched: 案件内容, 视图 */
  readonly label: string;
  readonly items: readonly {
    readonly label: string;
    readonly address: string;
    readonly current?: boolean | undefined;
    readonly count?: number | undefined;
  }[];
}

/** Parts of a page, or saved views of a list: links, each with an address of its own. */
export function Tabs({ label, items }: TabsProps) {
  if (items.length === 0) return null;
  return (
    <nav className="portal-tabs" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.address}>
            <a href={item.address} aria-current={item.current === true ? 'page' : undefined}>
              {item.label}
              {item.count === undefined ? null : <span className="tab-count"> {item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
