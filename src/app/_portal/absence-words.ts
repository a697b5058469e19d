import type { AbsenceKind } from '#features/service/queries.ts';

/** What is missing, as a list says it. */
export const ABSENCE_WORDS: Readonly<Record<AbsenceKind, string>> = {
  'warning-not-written': '预警没有邮件',
  'mail-not-sent': '邮件未能发出',
  'document-missing': '缺少文书',
  'attempt-missing': '文书没有送达',
  'inbox-missing': '缺少收件箱记录',
  'outcome-missing': '送达没有结果',
  'deemed-service-missing': '公告期满没有记录',
  'bounced-after-service': '送达后退信',
  'time-not-brought': '期限已到未处理',
  'duty-overdue': '逾期未办',
  'announcement-missing': '没有公告',
  'register-not-revoked': '登记仍有效',
  'verdict-unknown': '久无人员数据',
  'row-differs': '案件与事件不一致',
};

export function absenceWord(kind: string): string {
  return Object.entries<string>(ABSENCE_WORDS).find(([name]) => name === kind)?.[1] ?? kind;
}
