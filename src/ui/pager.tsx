export interface PagerProps {
  readonly first: string | undefined;
  readonly next: string | undefined;
}

/** Next page and the way back to the first: pages follow one another by cursor, so there are no numbers to jump to. */
export function Pager({ first, next }: PagerProps) {
  if (first === undefined && next === undefined) return null;
  return (
    <nav className="pager" aria-label="翻页">
      {first === undefined ? null : <a href={first}>回到第一页</a>}
      {next === undefined ? (
        <span className="muted">已是最后一页</span>
      ) : (
        <a className="next" href={next} rel="next">
          下一页
        </a>
      )}
    </nav>
  );
}
