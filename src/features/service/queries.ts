export { ABSENCE_KINDS, type Absence, type AbsenceKind, absenceCounts, openAbsences } from './absences.ts';
export {
  type ConfirmationShown,
  confirmationHistory,
  confirmationOf,
  type EmailCheckShown,
  emailCheckOf,
} from './confirmation/standing.ts';
export { type OfficeNotice, officeNotices } from './office-notice.ts';
export { type OfficeLevel, type OfficeProfile, officeOf } from './offices.ts';
export {
  type AttemptShown,
  attemptsOfCase,
  type EvidenceShown,
  evidenceOfCase,
  type InboxEntry,
  inboxOf,
  type PublishedPage,
  publications,
} from './shown.ts';
