import type { ReactNode } from 'react';
import { Day } from '#ui/dates.tsx';
import { type ClauseGround, ClauseReference } from './clause-reference.tsx';

/** One thing that happened. */
export interface TimelineEntry {
  readonly key: string;
  readonly day: string;
  readonly act: string;
  /** person and office; `系统自动` for what no person did */
  readonly who?: string | undefined;
  readonly clause?: ClauseGround | undefined;
  /** reason, content or result, in a sentence */
  readonly note?: ReactNode;
  /** what was said with it, one paragraph each, with the line breaks that were typed */
  readonly said?: readonly string[] | undefined;
  readonly documents?: readonly { readonly label: string; readonly address: string }[] | undefined;
  /** SHA-256 that chains the record */
  readonly hash?: string | undefined;
}

const SHORT_HASH = 12;

/** A hash that can be compared by eye, whole on hover and for copying. */
export function ShortHash({ hash }: { readonly hash: string }) {
  return (
    <code className="hash" title={hash}>
      {hash.slice(0, SHORT_HASH)}
      <span className="print-only">{hash.slice(SHORT_HASH)}</span>
    </code>
  );
}

/** A story: day, act, who, ground, document, hash. The caller chooses the order and says it in the heading. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className="timeline">
      {entries.map(({ key, day, act, who, clause, note, said = [], documents = [], hash }) => (
        <li key={key}>
          <p>
            <Day day={day} /> <b>{act}</b> {who === undefined ? null : <span className="muted">{who}</span>}
          </p>
          {note === undefined ? null : <p>{note}</p>}
          {said.map((each) => (
            <p key={each} className="words-said">
              {each}
            </p>
          ))}
          {clause === undefined ? null : (
            <div className="ground">
              依据：
              <ClauseReference clause={clause} />
            </div>
          )}
          {documents.map((document) => (
            <p key={document.address}>
              文书：<a href={document.address}>{document.label}</a>
            </p>
          ))}
          {hash === undefined ? null : (
            <p className="muted fine">
              记录散列值 <ShortHash hash={hash} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
