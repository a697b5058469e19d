export { type AnswerResult, answerSuspicion, SUSPICION_ANSWERS } from './answer-suspicion.ts';
export { startCampaign } from './campaign.ts';
export { type SwitchResult, switchOnCity } from './city-switch.ts';
export { type CreditResult, MISCONDUCT, type Misconduct, recordMisconduct } from './credit-record.ts';
export { stateOnRecord, withdrawRecord } from './credit-statement.ts';
export { type ReviewResult, recordQuarterReview } from './quarter-reviews.ts';
export { type ReportResult, reportQuarter } from './quarterly.ts';
export { type CheckResult, recordSpotCheck } from './spot-checks.ts';
