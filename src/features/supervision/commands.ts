export { startCampaign } from './campaign.ts';
export { type ReportResult, reportQuarter } from './quarterly.ts';
