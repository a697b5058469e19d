import type { PublicVerdict } from '#features/registry/queries.ts';
import { VERDICT_WORDS } from './words.ts';

export type Tone = 'met' | 'fail' | 'attention' | 'asked' | 'closed' | 'plain';

const TONES: Readonly<Record<PublicVerdict, Tone>> = {
  met: 'met',
  'not-met': 'fail',
  undetermined: 'asked',
  'not-assessed': 'plain',
  unknown: 'plain',
  'no-public-warning': 'plain',
  none: 'plain',
  ended: 'closed',
};

/** One shape per tone, so that the badge reads without colour and in print. */
const SHAPES: Readonly<Record<Tone, string>> = {
  met: 'M1.5 6.5l3 3 6-7',
  fail: 'M6 .8 11.6 11H.4z',
  attention: 'M6 1.2a4.8 4.8 0 1 0 .01 0zM6 3.2v3.6M6 8v1.2',
  asked: 'M6 .8 11.2 6 6 11.2.8 6z',
  closed: 'M2 2l8 8M10 2l-8 8',
  plain: 'M1.5 6h9',
};

/** The shape of a tone. */
export function Shape({ tone }: { readonly tone: Tone }) {
  return (
    <svg aria-hidden="true" width={12} height={12} viewBox="0 0 12 12">
      <path d={SHAPES[tone]} />
    </svg>
  );
}

/** Status of a qualification: word, shape and colour. A mark stands beside the verdict, since it may outlast it. */
export function StatusBadge({ verdict, marked }: { readonly verdict: PublicVerdict; readonly marked: boolean }) {
  const tone = marked ? 'fail' : TONES[verdict];
  return (
    <span className={`badge ${tone}`}>
      <Shape tone={tone} />
      {VERDICT_WORDS[verdict]}
      {marked ? '·异常标注' : ''}
    </span>
  );
}

/** The mark alone, as search results show it. */
export function MarkBadge({ marked }: { readonly marked: number }) {
  return marked === 0 ? (
    <span className="muted">无异常标注</span>
  ) : (
    <span className="badge fail">
      <Shape tone="fail" />
      异常标注 {marked} 项
    </span>
  );
}
