export { type CampaignProgress, campaignProgress, type FlowStage } from './campaign.ts';
export { type CreditEntry, creditRecords } from './credit-list.ts';
export { dueForOffice, type OfficeDueEntry } from './office-due-list.ts';
export { type OwnQualification, type OwnStanding, standingForEnterprise } from './own-standing.ts';
export { prioritySupervision, type SupervisedEnterprise, type SupervisedProject } from './priority-list.ts';
export { type QuarterDue, type QuarterlySummary, quarterlyDues, quarterlySummary } from './quarterly.ts';
export type { SuspicionKind } from './suspicion-kinds.ts';
export { SUSPICION_KINDS, type Suspicion, suspicionList } from './suspicions.ts';
