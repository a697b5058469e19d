import { type ClauseGround, ClauseReference } from './clause-reference.tsx';

export interface RefusedActProps {
  /** a verb with its object: `下达责令限期整改通知书` */
  readonly act: string;
  /** why not now, a sentence each */
  readonly reasons: readonly string[];
  readonly clause?: ClauseGround | undefined;
  /** what would make it possible, and who can do it */
  readonly cure?: string | undefined;
}

/** An act that is not allowed now stays in its place, with the reason: nothing is hidden. */
export function RefusedAct({ act, reasons, clause, cure }: RefusedActProps) {
  return (
    <div className="refused-act">
      <p>
        <b>{act}</b> <span className="muted">现在不能办理</span>
      </p>
      <ul className="plain">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {cure === undefined ? null : <p>{cure}</p>}
      {clause === undefined ? null : (
        <div className="ground">
          依据：
          <ClauseReference clause={clause} />
        </div>
      )}
    </div>
  );
}
