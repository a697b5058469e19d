import type { DocumentKind } from '#law/regimes/words.ts';

/** Kinds of official documents: title, and the mark in the number (桂建责改〔2026〕1号); forms and lists carry no number. */
export const DOCUMENT_KINDS = {
  'inspection-notice': { title: '行政检查通知书', mark: '检通' },
  order: { title: '责令限期整改通知书', mark: '责改' },
  'service-confirmation': { title: '资质动态核查结果送达确认书', mark: null },
  'posting-list': { title: '邮政特快专递（EMS）邮寄清单', mark: null },
  'abnormal-list': { title: '资质异常企业清单', mark: null },
  'overdue-list': { title: '逾期整改未达标企业清单', mark: null },
  'recheck-form': { title: '预警企业资质复查表', mark: null },
  'public-notice': { title: '送达公告', mark: '公送' },
  'proposal-letter': { title: '资质撤回建议函', mark: '撤函' },
  'repair-opinion': { title: '信息修复审查意见', mark: '修函' },
  intent: { title: '撤回行政许可告知书', mark: '撤告' },
  'hearing-notice': { title: '听证通知书', mark: '听通' },
  decision: { title: '撤回行政许可决定书', mark: '撤决' },
  announcement: { title: '撤回资质公告', mark: '公告' },
  'quarterly-report': { title: '季度资质撤回情况报告', mark: '报' },
  'unmark-notice': { title: '取消资质异常标注通知书', mark: '消标' },
  'ministry-report': { title: '撤回资质请示', mark: '请' },
  'withdrawal-notice': { title: '撤案通知书', mark: '撤案' },
} as const;

export type OfficialKind = keyof typeof DOCUMENT_KINDS;

/** What a step produces as a document of an office. The warning is none: 预警信息 goes by mail when the case opens, nobody signs it. */
export type IssuedKind = Exclude<DocumentKind, 'warning'>;

// Every document that a regime's step produces has its kind here; where one is missing this line does not compile.
const ofRegimes: Readonly<Record<IssuedKind, OfficialKind>> = {
  order: 'order',
  intent: 'intent',
  decision: 'decision',
  'inspection-notice': 'inspection-notice',
  'posting-list': 'posting-list',
  'public-notice': 'public-notice',
  'recheck-form': 'recheck-form',
  'overdue-list': 'overdue-list',
  'proposal-letter': 'proposal-letter',
  announcement: 'announcement',
  'unmark-notice': 'unmark-notice',
  'repair-opinion': 'repair-opinion',
  'ministry-report': 'ministry-report',
  'withdrawal-notice': 'withdrawal-notice',
  'hearing-notice': 'hearing-notice',
};

/** The official document that a step of a regime produces. */
export function officialKindOf(kind: IssuedKind): OfficialKind {
  return ofRegimes[kind];
}

export function isOfficialKind(text: string): text is OfficialKind {
  return Object.hasOwn(DOCUMENT_KINDS, text);
}

/** Before the id of a document among the keywords of its file. */
export const ID_KEYWORD = 'qualwatch-document:';
