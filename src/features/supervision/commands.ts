export { type AnswerResult, answerSuspicion, SUSPICION_ANSWERS } from './answer-suspicion.ts';
export { startCampaign } from './campaign.ts';
export { type SwitchResult, switchOnCity } from './city-switch.ts';
export {
  type CreditResult,
  MISCONDUCT,
  type Misconduct,
  recordMisconduct,
  stateOnRecord,
  withdrawRecord,
} from './credit-record.ts';
export { type ReportResult, reportQuarter } from './quarterly.ts';
