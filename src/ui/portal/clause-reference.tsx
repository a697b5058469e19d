/** A ground in law, ready to be shown. */
export interface ClauseGround {
  /** id of the ledger: GX24-4.1b */
  readonly id: string;
  /** as documents cite it: 桂建管〔2024〕8号第四条第（一）项 */
  readonly citation: string;
  /** the words of the clause, to be opened in place */
  readonly text?: string | undefined;
}

/** The ground of an act: its citation, and its words on demand. */
export function ClauseReference({ clause }: { readonly clause: ClauseGround }) {
  if (clause.text === undefined) return <span className="clause-reference">{clause.citation}</span>;
  return (
    <details className="clause-reference">
      <summary>{clause.citation}</summary>
      <blockquote>{clause.text}</blockquote>
    </details>
  );
}
