import type { LegalDate } from '#law/periods/legal-date.ts';
import { printedDate } from './print.ts';

/** The ways of service as they are printed. */
export const WAYS_OF_SERVICE = {
  electronic: '平台推送和电子邮件',
  ems: '邮政特快专递',
  direct: '直接送达',
  left: '留置送达',
  'public-notice': '公告送达',
} as const;

/** Whether the way of service, as it is printed, is the public notice. */
export function isPublicNotice(servedBy: string): boolean {
  return servedBy === WAYS_OF_SERVICE['public-notice'];
}

/** 于…以…方式送达; nobody brings anything on the day on which a public notice has run out: then it counts as served (民诉法 95). */
export function servedWords(on: LegalDate, servedBy: string): string {
  return isPublicNotice(servedBy)
    ? `经公告送达，于${printedDate(on)}视为送达`
    : `于${printedDate(on)}以${servedBy}方式送达`;
}
