import type { PublicVerdict } from '#features/registry/queries.ts';
import { VERDICT_WORDS } from './words.ts';

type Tone = 'met' | 'fail' | 'asked' | 'closed' | 'plain';

const TONES: Readonly<Record<PublicVerdict, Tone>> = {
  met: 'met',
  'not-met': 'fail',
  undetermined: 'asked',
  'not-assessed': 'plain',
  'no-public-warning': 'plain',
  none: 'plain',
  ended: 'closed',
};

/** One shape per tone, so that the badge reads without colour and in print. */
function Shape({ tone }: { readonly tone: Tone }) {
  const common = { width: 12, height: 12, viewBox: '0 0 12 12', 'aria-hidden': true, focusable: false } as const;
  switch (tone) {
    case 'met':
      return (
        <svg {...common}>
          <path d="M1.5 6.5l3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
      );
    case 'fail':
      return (
        <svg {...common}>
          <path d="M6 .8 11.6 11H.4z" fill="currentColor" />
        </svg>
      );
    case 'asked':
      return (
        <svg {...common}>
          <path d="M6 .5 11.5 6 6 11.5.5 6z" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      );
    case 'closed':
      return (
        <svg {...common}>
          <path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" strokeWidth="1.8" />
        </svg>
      );
    case 'plain':
      return (
        <svg {...common}>
          <path d="M1.5 6h9" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
      );
  }
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
