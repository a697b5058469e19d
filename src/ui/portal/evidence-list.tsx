import { Minute } from '#ui/dates.tsx';
import { sizeInWords } from './file-size.ts';
import { ShortHash } from './timeline.tsx';

/** One file that was handed in. */
export interface Evidence {
  readonly key: string;
  /** as the person named the file */
  readonly name: string;
  readonly address: string;
  /** 社保缴费证明, 整改报告 … */
  readonly kind: string;
  readonly bytes: number;
  readonly handedInAt: Date;
  readonly by: string;
  readonly sha256: string;
  /** what the person says it shows */
  readonly note?: string | undefined;
}

/** The files that support a statement: what each is, who handed it in and when, and its hash. */
export function EvidenceList({ items }: { readonly items: readonly Evidence[] }) {
  if (items.length === 0) return <p className="muted">尚未上传证明材料。</p>;
  return (
    <ul className="evidence">
      {items.map((item) => (
        <li key={item.key}>
          <p>
            <a href={item.address}>{item.name}</a>{' '}
            <span className="muted">
              {item.kind} · {sizeInWords(item.bytes)}
            </span>
          </p>
          {item.note === undefined ? null : <p>{item.note}</p>}
          <p className="muted fine">
            {item.by} 于 <Minute instant={item.handedInAt} /> 上传 · SHA-256 <ShortHash hash={item.sha256} />
          </p>
        </li>
      ))}
    </ul>
  );
}
