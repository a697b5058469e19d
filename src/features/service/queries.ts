export { ABSENCE_KINDS, type Absence, type AbsenceKind, absenceCounts, openAbsences } from './absences.ts';
export {
  type ConfirmationShown,
  confirmationHistory,
  confirmationOf,
  type EmailCheckShown,
  emailCheckOf,
} from './confirmation/standing.ts';
export { type DossierCheck, isDossier, verifyDossier } from './dossier/verify.ts';
export {
  attemptStep,
  CHANNEL_WORDS,
  factWords,
  regimeName,
  STATUS_WORDS,
  sourceWords,
  stageName,
} from './dossier/words.ts';
export {
  type BatchLetter,
  type EmsBatchShown,
  emsBatches,
  lettersOfBatch,
  type ReceiptShown,
  receiptsRecorded,
  type WaitingLetter,
  waitingLetters,
} from './ems-desk.ts';
export { type InboxPart, inboxPart, unreadInInbox } from './inbox-list.ts';
export { enterpriseListRows, type ListedRows } from './list-rows.ts';
export { type OfficeTies, officeTies } from './office-ending.ts';
export { officeList } from './office-list.ts';
export { type OfficeNotice, officeNotices } from './office-notice.ts';
export { emailOfOffice, type OfficeLevel, type OfficeProfile, officeOf } from './offices.ts';
export { paperRole, papersToRegister } from './paper-desk.ts';
export {
  allRemediesInForce,
  type Remedies,
  type RemediesEntered,
  remediesHistory,
  remediesInForce,
} from './remedies.ts';
export { saidWith } from './said.ts';
export {
  type AttemptShown,
  attemptsOfCase,
  type CallShown,
  callsOfCase,
  type EvidenceShown,
  evidenceFile,
  evidenceOfCase,
  type InboxEntry,
  inboxOf,
  type PublishedPage,
  publications,
} from './shown.ts';
