import type { Tone } from '#ui/status-badge.tsx';

const STATUS: Readonly<Record<string, { readonly word: string; readonly tone: Tone }>> = {
  drafted: { word: '待审核', tone: 'attention' },
  reviewed: { word: '待法制审核', tone: 'attention' },
  'legal-reviewed': { word: '待负责人签发', tone: 'attention' },
  returned: { word: '已退回', tone: 'closed' },
  discarded: { word: '已撤稿', tone: 'closed' },
  approved: { word: '待用印', tone: 'attention' },
  sealed: { word: '正在制发', tone: 'attention' },
  finished: { word: '已办结', tone: 'met' },
  'taken-out': { word: '已退出', tone: 'closed' },
  refused: { word: '未办成', tone: 'fail' },
};

/** Where a draft stands, as an official says it. */
export function draftStatus(status: string): { readonly word: string; readonly tone: Tone } {
  return STATUS[status] ?? { word: status, tone: 'closed' };
}
