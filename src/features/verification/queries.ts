export {
  type ExplainedVerdict,
  explainQualification,
  type KnownCertificate,
  type KnownPractitioner,
} from './explanation.ts';
export { heldRuns, latestRuns, type RunSummary } from './run-list.ts';
export { type StandingVerdict, standingVerdicts, type VerdictChange, verdictHistory } from './standing.ts';
