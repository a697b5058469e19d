import type { ReactNode } from 'react';
import { Day } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import type { Tone } from '#ui/status-badge.tsx';
import { StateBadge } from './state-badge.tsx';
import { ShortHash } from './timeline.tsx';

export interface DocumentCardProps {
  /** 责令限期整改通知书 */
  readonly kind: string;
  /** null before it is numbered */
  readonly number: string | null;
  /** day of issue; null for a draft */
  readonly day: string | null;
  readonly sha256?: string | undefined;
  readonly pdfAddress: string;
  readonly standing?: { readonly tone: Tone; readonly word: string } | undefined;
  /** further facts: office, signer, first opened … */
  readonly facts?: readonly (readonly [string, ReactNode])[] | undefined;
  /** address of a picture of the first page */
  readonly previewAddress?: string | undefined;
}

/** A document: what it is, that it is unchanged, and the way to open it; its first page beside it where there is a picture. */
export function DocumentCard(props: DocumentCardProps) {
  const { kind, number, day, sha256, pdfAddress, standing, facts = [], previewAddress } = props;
  const name = number === null ? kind : `${kind}（${number}）`;
  return (
    <article className="document-card" aria-label={name}>
      {previewAddress === undefined ? null : (
        <a href={pdfAddress} className="page-preview">
          {/* biome-ignore lint/performance/noImgElement: a route handler's page has no next/image */}
          <img src={previewAddress} alt={`${name}第 1 页`} width={160} height={226} loading="lazy" />
        </a>
      )}
      <div>
        <h3>
          {kind} {standing === undefined ? null : <StateBadge {...standing} />}
        </h3>
        <Facts
          of={[
            ['文号', number ?? '尚未编号'],
            ['日期', day === null ? '尚未签发' : <Day key="day" day={day} />],
            ...facts,
            ['SHA-256', sha256 === undefined ? null : <ShortHash key="hash" hash={sha256} />],
          ]}
        />
        <p>
          <a href={pdfAddress}>打开 PDF</a>
        </p>
      </div>
    </article>
  );
}
