export interface EmptyStateProps {
  /** what is not there: `没有待办理的案件` */
  readonly what: string;
  /** why, and when something will be */
  readonly why: string;
  readonly next?: { readonly label: string; readonly address: string } | undefined;
}

/** In the place of an empty list: why it is empty, and what next. */
export function EmptyState({ what, why, next }: EmptyStateProps) {
  return (
    <div className="empty">
      <p>
        <b>{what}</b>
      </p>
      <p>{why}</p>
      {next === undefined ? null : (
        <p>
          <a href={next.address}>{next.label}</a>
        </p>
      )}
    </div>
  );
}
