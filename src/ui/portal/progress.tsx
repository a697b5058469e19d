export interface ProgressProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** 家, 件, 份 */
  readonly unit: string;
  /** how many could not be done; they are listed elsewhere */
  readonly failed?: number | undefined;
  /** one sentence: what is being done, what comes next, or that it may be left alone */
  readonly text?: string | undefined;
}

/** How far something is: a bar, the numbers, and what that means. The page of it refreshes by itself. */
export function Progress({ label, done, total, unit, failed = 0, text }: ProgressProps) {
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  return (
    <div className="progress">
      <progress aria-label={label} value={done} max={Math.max(1, total)} />
      <p>
        <b>{label}</b>　{total === 0 ? '正在统计总数' : `已完成 ${done} / ${total} ${unit}（${percent}%）`}
        {failed === 0 ? null : (
          <strong className="short">
            ，{failed} {unit}未成功
          </strong>
        )}
      </p>
      {text === undefined ? null : <p className="muted">{text}</p>}
    </div>
  );
}
