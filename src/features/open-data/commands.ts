export { publishChanges } from './publish-changes.ts';
export { takeMonthlySnapshot } from './take-snapshot.ts';
