import type { z } from 'zod';
import type { OfficialKind } from '../kind-names.ts';
import { announcement, type announcementSchema, unmarkNotice, type unmarkNoticeSchema } from './announcements.ts';
import { decision, type decisionSchema } from './decision.ts';
import type { KindDefinition } from './define.ts';
import { hearingNotice, type hearingNoticeSchema } from './hearing-notice.ts';
import { inspectionNotice, type inspectionNoticeSchema } from './inspection-notice.ts';
import { intent, type intentSchema } from './intent.ts';
import { proposalLetter, type proposalLetterSchema, repairOpinion, type repairOpinionSchema } from './letters.ts';
import { abnormalList, type enterpriseListSchema, overdueList, postingList, type postingListSchema } from './lists.ts';
import { ministryReport, type ministryReportSchema } from './ministry-report.ts';
import { order, type orderSchema } from './order.ts';
import { publicNotice, type publicNoticeSchema } from './public-notice.ts';
import { quarterlyReport, type quarterlyReportSchema } from './quarterly-report.ts';
import { recheckForm, type recheckFormSchema } from './recheck-form.ts';
import { serviceConfirmation, type serviceConfirmationSchema } from './service-confirmation.ts';
import { withdrawalNotice, type withdrawalNoticeSchema } from './withdrawal-notice.ts';

/** What each kind is written from. */
export interface DocumentData {
  'inspection-notice': z.input<typeof inspectionNoticeSchema>;
  order: z.input<typeof orderSchema>;
  'service-confirmation': z.input<typeof serviceConfirmationSchema>;
  'posting-list': z.input<typeof postingListSchema>;
  'abnormal-list': z.input<typeof enterpriseListSchema>;
  'overdue-list': z.input<typeof enterpriseListSchema>;
  'recheck-form': z.input<typeof recheckFormSchema>;
  'public-notice': z.input<typeof publicNoticeSchema>;
  'proposal-letter': z.input<typeof proposalLetterSchema>;
  'repair-opinion': z.input<typeof repairOpinionSchema>;
  intent: z.input<typeof intentSchema>;
  'hearing-notice': z.input<typeof hearingNoticeSchema>;
  decision: z.input<typeof decisionSchema>;
  announcement: z.input<typeof announcementSchema>;
  'quarterly-report': z.input<typeof quarterlyReportSchema>;
  'unmark-notice': z.input<typeof unmarkNoticeSchema>;
  'ministry-report': z.input<typeof ministryReportSchema>;
  'withdrawal-notice': z.input<typeof withdrawalNoticeSchema>;
}

export const kinds: Readonly<Record<OfficialKind, KindDefinition>> = {
  'inspection-notice': inspectionNotice,
  order,
  'service-confirmation': serviceConfirmation,
  'posting-list': postingList,
  'abnormal-list': abnormalList,
  'overdue-list': overdueList,
  'recheck-form': recheckForm,
  'public-notice': publicNotice,
  'proposal-letter': proposalLetter,
  'repair-opinion': repairOpinion,
  intent,
  'hearing-notice': hearingNotice,
  decision,
  announcement,
  'quarterly-report': quarterlyReport,
  'unmark-notice': unmarkNotice,
  'ministry-report': ministryReport,
  'withdrawal-notice': withdrawalNotice,
};
