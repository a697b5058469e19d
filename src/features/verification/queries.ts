export {
  type ExplainedVerdict,
  explainQualification,
  type KnownCertificate,
  type KnownPractitioner,
} from './explanation.ts';
export { type Finding, judgesOn, type RecordedVerdict } from './judges.ts';
export {
  firstInstant,
  latestRuns,
  latestSettledRun,
  type RunSummary,
  type VerificationState,
  verificationState,
} from './run-list.ts';
export {
  type Between,
  differenceCounts,
  differenceRows,
  partitionsOf,
  type RunDifference,
  runBefore,
  runOf,
  stagedFlips,
  stagedRows,
} from './run-pages.ts';
export { type StandingVerdict, standingVerdicts, type VerdictChange, verdictHistory } from './standing.ts';
