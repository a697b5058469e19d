export { sweepAbsences } from './absences.ts';
export { type BounceOutcome, recordBounce, recordWaitingBounces } from './bounces.ts';
export { carryCasesOver } from './carry-over.ts';
export {
  confirmEmail,
  type EmailCheckAsked,
  type EmailConfirmed,
  emailCheckLetter,
  requestEmailCheck,
} from './confirmation/email-check.ts';
export { previewConfirmation } from './confirmation/form.ts';
export { type ConfirmationSigned, signConfirmation } from './confirmation/sign.ts';
export { withdrawConfirmation } from './confirmation/withdraw.ts';
export { type ContactChanged, changeContact } from './contacts.ts';
export { recordDemonstrationRemedies } from './demonstration-remedies.ts';
export { serveDirectly } from './direct.ts';
export { type Dossier, makeDossier } from './dossier/dossier.ts';
export { type EmsBatch, postEmsBatch, sendByEms } from './ems.ts';
export { evidenceSchema, recordPhoneCall, storeEvidence } from './evidence.ts';
export { type EvidenceFileRead, MOST_EVIDENCE_BYTES, readEvidenceFile } from './evidence-file.ts';
export { correctServiceDay, makeStatement, requestHearing } from './heard.ts';
export { holdHearing, notifyHearing } from './hearing.ts';
export { type OpenedDocument, openFromInbox } from './inbox-reading.ts';
export { issueOrder } from './issue-order.ts';
export {
  composeServiceMail,
  isServiceMail,
  noteInterrupted,
  recordAcceptance,
  recordNotTaken,
  type ServedMail,
  sendAgain,
} from './mail.ts';
export { recordUnprovedMail } from './mail-arrival.ts';
export { markByHand, requestRecheck, startRectification } from './marking.ts';
export { decideObjection, giveOpinion, object } from './objection.ts';
export { endOffice } from './office-ending.ts';
export { readOfficeNotice, tellOffice, writeLetter } from './office-notice.ts';
export { addOffice, changeOffice, restoreOffice } from './office-register.ts';
export { demonstrationOffices, type OfficeProfile, recordOffices } from './offices.ts';
export { type Paper, registerPaper } from './on-paper.ts';
export { returnResult, startProcedure } from './procedure.ts';
export { type Proposed, proposeRevocations } from './proposals.ts';
export { type PublishedNotice, publishNotice, settleNotices } from './public-notice.ts';
export { type ReceiptResult, recordReceipts } from './receipts.ts';
export { type CsvReceipt, readReceipts } from './receipts-csv.ts';
export { issueEnterpriseList, recheck } from './recheck.ts';
export { handInRectification } from './rectification.ts';
export { confirmCard, findInSupervision } from './red-card.ts';
export { decideRemedies, enterRemedies, type OneOfOffice, type RemediesOutcome } from './remedies.ts';
export { answerReturnedMail, setBounceDays } from './returned-mail.ts';
export { announceDecision, decideRevocation, notifyIntent } from './revocation.ts';
export { type Actor, actorSchema, type Outcome, type ServiceTools } from './step.ts';
export { issueUnmarkNotices } from './unmark.ts';
export { recordWaybillRows, recordWaybills, type WaybillResult, type WaybillRow } from './waybills.ts';
export { readWaybills } from './waybills-csv.ts';
export { withdrawCase } from './withdraw-case.ts';
