/** Who counts in the monthly comparison, by division and date: the data of verification-policy.json. */
import { verificationPolicies } from './data.ts';
import { parseDay, UNKNOWN_DAY } from './days.ts';
import type { VerificationPolicy } from './register.ts';

/** The policy with where it comes from. */
export interface SourcedPolicy extends VerificationPolicy {
  readonly id: string;
  /** Ids of the requirement ledger, for example `GX24-3`. */
  readonly ledger: readonly string[];
  readonly basis: readonly string[];
  readonly reason: string;
}

const policies = verificationPolicies.policies.map((policy) => ({
  policy: policy satisfies SourcedPolicy,
  division: policy.division,
  from: parseDay(policy.from) ?? 0,
  to: policy.to === undefined ? UNKNOWN_DAY : (parseDay(policy.to) ?? 0),
}));

/**
 * The policy for enterprises of a division (`divisionCode` as stored, any length) on a day (day number). The longest
 * division wins, then the latest day. Before every dated policy, the nation-wide default.
 */
export function verificationPolicyOn(divisionCode: string, on: number): SourcedPolicy {
  let chosen = policies.find((each) => each.division === '');
  for (const each of policies) {
    if (each.from > on || each.to < on || !divisionCode.startsWith(each.division)) continue;
    const longer = each.division.length - (chosen?.division.length ?? 0);
    if (chosen === undefined || longer > 0 || (longer === 0 && each.from >= chosen.from)) chosen = each;
  }
  if (chosen === undefined) throw new Error('verification-policy.json has no nation-wide default');
  return chosen.policy;
}
