/**
 * The qualification standards: which registered practitioners a qualification needs, judged and explained. Pure: no clock,
 * database or file access. Importing it proves the data (prove.ts); broken data throws with every finding.
 */
import { proveStandards } from './prove.ts';

proveStandards();

export { kindsMissed, NO_DATA_REASONS, type NoDataReason, noDataSentence } from './absence.ts';
export { type Assessment, assessmentOn, currentQualification } from './assessment.ts';
export { standardCitation } from './citation.ts';
export type { CompiledQualification } from './compile.ts';
export { assessmentRules, policyVersion, standards, standardsVersion, verificationPolicies } from './data.ts';
export { civilDate, dayNumber, dayText, parseDay, UNKNOWN_DAY } from './days.ts';
export { assessmentUnder, NO_DRAFT, policyUnder, type RuleDraft } from './draft-rules.ts';
export {
  impossibleSpecialties,
  type Kind,
  kindOf,
  kinds,
  parseCertificate,
  parseKind,
  parseSpecialties,
  specialtyNames,
} from './encoding.ts';
export { type Evaluation, evaluateQuestion } from './evaluation.ts';
export {
  type ClauseResult,
  type Explanation,
  explain,
  type Reason,
  type RequirementResult,
  reasons,
} from './explain.ts';
export { type Judgement, judge, NOT_ASSESSED, type Verdict } from './judge.ts';
export { findings, proveStandards } from './prove.ts';
export {
  INSURANCE_ABNORMAL,
  INSURANCE_PAID,
  INSURANCE_UNKNOWN,
  NO_POLICY,
  Register,
  type VerificationPolicy,
} from './register.ts';
export { qualificationOn, type ResolvedCode, resolveQualification, rowCodes, rowOn } from './rows.ts';
export type { ComparesWith, Confidence, Row } from './schema.ts';
export {
  type LapsedSpecialty,
  lapsedInWords,
  lapsedSpecialties,
  lastDayOf,
  type NamedSpecialty,
  parseDatedCertificate,
  type SpecialtyTerm,
  type StoredTerms,
  specialtyInForce,
  specialtyMask,
  termsOfStored,
} from './specialty-terms.ts';
export { type SourcedPolicy, verificationPolicyOn } from './verification-policy.ts';
