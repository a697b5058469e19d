export { issueReceipt, type LookupTools } from './issue-receipt.ts';
