import { heldQualifications } from '#features/forecast/queries.ts';
import { explainQualification, standingVerdicts } from '#features/verification/queries.ts';
import { lapsedInWords } from '#law/standards/index.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { Counting } from '#ui/portal-pages/account/registered-at.tsx';

/**
 * In which of an enterprise's qualifications a person was counted at the last check, and why not where not. The conclusion itself is
 * left out: a warning that is not public yet is none of the staff's business (SX23-2.1).
 */
export async function countingOf(
  register: Pool,
  enterpriseId: number,
  practitionerId: number,
  now: Date,
): Promise<Counting[]> {
  const [held, verdicts] = await Promise.all([
    heldQualifications(register, enterpriseId),
    standingVerdicts(register, enterpriseId, now),
  ]);
  const person = String(practitionerId);
  const found: Counting[] = [];
  for (const { id, name, row, divisionCode } of held) {
    const verdict = verdicts.find(({ qualificationId }) => qualificationId === id);
    if (verdict === undefined || row === '' || row === '?') continue;
    const { explanation, policy } = await explainQualification(
      register,
      { enterpriseId, standardRow: row, divisionCode },
      { asOf: verdict.checkedAsOf, instant: verdict.checkedInstant },
    );
    if (explanation.requirements.length === 0) continue;
    const clauses = explanation.requirements
      .flatMap((requirement) => [requirement, ...requirement.subset])
      .filter(({ persons }) => persons.includes(person))
      .map(({ text }) => text);
    const refused = explanation.notCounted.find((each) => each.person === person);
    found.push({
      id,
      qualification: name,
      checkedOn: verdict.checkedAsOf,
      clauses,
      reason: clauses.length > 0 ? null : (refused?.reason ?? null),
      maximumAge: policy.maximumAge,
      lapsed: explanation.lapsed.filter((each) => each.person === person).map(lapsedInWords),
    });
  }
  return found;
}
