import { StateBadge } from '#ui/portal/state-badge.tsx';
import type { Tone } from '#ui/status-badge.tsx';

/** Where a trial stands: what it found may be imported or dropped once, or has to be tried again. */
export type TrialState =
  | 'trying'
  | 'to-choose'
  | 'failed'
  | 'to-decide'
  | 'outdated'
  | 'forgotten'
  | 'applying'
  | 'applied'
  | 'held'
  | 'dropped';

const STATES: Readonly<Record<TrialState, { readonly tone: Tone; readonly word: string }>> = {
  trying: { tone: 'attention', word: '正在试导入' },
  'to-choose': { tone: 'asked', word: '待选工作表' },
  failed: { tone: 'fail', word: '没有完成' },
  'to-decide': { tone: 'asked', word: '待决定' },
  outdated: { tone: 'attention', word: '须重新试导入' },
  forgotten: { tone: 'closed', word: '已过期' },
  applying: { tone: 'attention', word: '正在导入' },
  applied: { tone: 'met', word: '已登记' },
  held: { tone: 'asked', word: '已暂停，待放行' },
  dropped: { tone: 'closed', word: '已放弃' },
};

/** State of a trial. */
export function TrialBadge({ state }: { readonly state: TrialState }) {
  return <StateBadge {...STATES[state]} />;
}
