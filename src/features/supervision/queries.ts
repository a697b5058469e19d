export { type CampaignProgress, type CampaignRow, campaignProgress, campaigns, type FlowStage } from './campaign.ts';
export { type CreditEntry, type CreditFile, creditRecords, misconductCases } from './credit-list.ts';
export { type OwnQualification, type OwnStanding, standingForEnterprise } from './own-standing.ts';
export { prioritySupervision, type SupervisedEnterprise, type SupervisedProject } from './priority-list.ts';
export { parseQuarter, quarterBefore, quarterOf } from './quarter.ts';
export {
  type QuarterReport,
  type QuarterReview,
  quarterReports,
  quarterReviews,
  REVIEW_KINDS,
} from './quarter-reviews.ts';
export { type QuarterDue, type QuarterlySummary, quarterlyDues, quarterlySummary } from './quarterly.ts';
export { CHECK_RESULTS, LOOKED_AT, type SpotCheck, spotCheckEvidence, spotChecks } from './spot-checks.ts';
export type { SuspicionKind } from './suspicion-kinds.ts';
export { SUSPICION_KINDS, type Suspicion, suspicionList, suspicionNow, suspicionTexts } from './suspicions.ts';
export { type CitySwitch, citySwitches } from './switch-list.ts';
