export { type CampaignProgress, campaignProgress, type FlowStage } from './campaign.ts';
export { prioritySupervision, type SupervisedEnterprise, type SupervisedProject } from './priority-list.ts';
export { type QuarterDue, type QuarterlySummary, quarterlyDues, quarterlySummary } from './quarterly.ts';
