/** A draft of the assessment rules and the verification policy, to see what it would change; the rules in force stay as they are. */
import { type Assessment, assessmentOn, effectiveRow } from './assessment.ts';
import type { VerificationPolicy } from './register.ts';
import { qualificationOn, rowOn } from './rows.ts';
import type { ComparesWith } from './schema.ts';
import { verificationPolicyOn } from './verification-policy.ts';

export interface RuleDraft {
  /** prefix of the divisions in which the draft would apply */
  readonly division: string;
  /** undefined: as the policy in force has it */
  readonly policy?: VerificationPolicy | undefined;
  /** rules of assessment-rules.json that would compare with another level */
  readonly compares: ReadonlyMap<string, ComparesWith>;
}

/** The rules in force. */
export const NO_DRAFT: RuleDraft = { division: '', compares: new Map() };

/** The assessment of a row as the draft would have it; where the draft says nothing, as it is. */
export function assessmentUnder(
  draft: RuleDraft,
  asked: { readonly code: string; readonly divisionCode: string; readonly on: number },
): Assessment | undefined {
  const present = assessmentOn(asked);
  if (present === undefined || present.rule === null || !asked.divisionCode.startsWith(draft.division)) return present;
  const comparesWith = draft.compares.get(present.rule);
  const row = comparesWith === undefined ? undefined : rowOn(asked.code, asked.on);
  if (comparesWith === undefined || row === undefined) return present;
  const effective = effectiveRow(row, comparesWith, asked.on);
  return {
    ...present,
    comparesWith,
    effectiveCode: effective?.code ?? null,
    qualification: effective === undefined ? null : (qualificationOn(effective.code, asked.on) ?? null),
  };
}

/** Who counts as the draft would have it. */
export function policyUnder(draft: RuleDraft, divisionCode: string, on: number): VerificationPolicy {
  const drafted = divisionCode.startsWith(draft.division) ? draft.policy : undefined;
  return drafted ?? verificationPolicyOn(divisionCode, on);
}
