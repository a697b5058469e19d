import type { ReactNode } from 'react';

export interface PageHeadProps {
  readonly title: string;
  /** the way here, without the page itself */
  readonly crumbs?: readonly { readonly label: string; readonly address: string }[] | undefined;
  /** a `StateBadge` or `StatusBadge` */
  readonly badge?: ReactNode;
  /** one line: what this is about */
  readonly lead?: ReactNode;
  /** the one next lawful act, or links; stands right of the title where there is room */
  readonly act?: ReactNode;
}

/** Head of a page: where it is, its title and state, and the next act. */
export function PageHead({ title, crumbs = [], badge, lead, act }: PageHeadProps) {
  return (
    <div className="page-head">
      <div>
        {crumbs.length === 0 ? null : (
          <nav className="crumbs" aria-label="所在位置">
            {crumbs.map((crumb, at) => (
              <span key={crumb.address}>
                {at === 0 ? null : <span aria-hidden="true"> / </span>}
                <a href={crumb.address}>{crumb.label}</a>
              </span>
            ))}
          </nav>
        )}
        <h1>
          {title} {badge}
        </h1>
        {lead === undefined ? null : <p className="muted">{lead}</p>}
      </div>
      {act === undefined ? null : <div className="page-act">{act}</div>}
    </div>
  );
}
