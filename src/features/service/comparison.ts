import { explainQualification } from '#features/verification/queries.ts';
import { maskName } from '#law/identifiers/masking.ts';
import type { LegalDate } from '#law/periods/legal-date.ts';
import { holdLock } from '#platform/advisory-locks.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { clauseOf } from './case-clause.ts';
import { type CaseFacts, clausesOf, failingData } from './case-facts.ts';
import { type CountedPerson, countedPersons } from './counted-persons.ts';
import { MetByNow, StepRefused } from './step-refused.ts';

/** A comparison as documents name it. */
export interface ComparisonPrinted {
  /** counted within the case */
  readonly number: number;
  /** run of the standing verdict that it bears out */
  readonly runId: number;
  readonly persons: readonly CountedPerson[];
}

/** The facts of a case as of the day of the step. */
export type ComparedFacts = CaseFacts & { readonly comparison: ComparisonPrinted };

interface Comparing {
  readonly onDay: LegalDate;
  readonly at: Date;
  readonly actor: string;
  /** SX23-2.2: what was found in supervision is the ground, so the register need not show it */
  readonly foundOtherwise?: boolean;
}

/** The register as it is committed now: whoever imports is waited for, and waits (advisory-locks.ts). */
async function registerInstant(transaction: Transaction, at: Date): Promise<Date> {
  await holdLock(transaction, 'registry', 'exclusive');
  const known = await transaction.query<{ instant: Date }>(
    'select greatest(max(last_instant), $1::timestamptz) as instant from knowledge_clock',
    [at],
  );
  return known.rows[0]?.instant ?? at;
}

/**
 * 部令22号 28, 行政诉讼法 70(一): an order, an intent, a decision and a request to the ministry rest on a comparison made for that step on its
 * day, in its transaction, with the case locked. It is kept, numbered within the case. @throws MetByNow where the standard is met,
 * StepRefused where the shortfall is not certain
 */
export async function comparedNow(
  transaction: Transaction,
  facts: CaseFacts,
  { onDay, at, actor, foundOtherwise = false }: Comparing,
): Promise<ComparedFacts> {
  const instant = await registerInstant(transaction, at);
  const explained = await explainQualification(transaction, facts, { asOf: onDay, instant });
  const { verdict, counts, shortage } = explained.explanation;
  const clause = clauseOf(facts, 'comparison');
  if (verdict === 'met' && !foundOtherwise) {
    throw new MetByNow(
      clause,
      `经 ${onDay} 为办理本步骤重新比对，该项资质已达到标准，不能据以作出不利于企业的文书。平台即时核查该企业，核查后案件按达标办理。`,
      facts.enterpriseId,
    );
  }
  if ((verdict !== 'not-met' || facts.verdict !== 'not-met') && !foundOtherwise) {
    throw new StepRefused(clause, `经 ${onDay} 重新比对，尚不能认定该项资质不达标，不能制发文书；请先办结待核实事项。`);
  }
  const now = { ...facts, ...clausesOf(explained), verifiedOn: onDay, shortage };
  const persons = countedPersons(explained).map((person) => ({ ...person, name: maskName(person.name) }));
  const numbered = await transaction.query<{ number: number }>(
    `insert into case_comparison (case_id, number, division_code, run_id, as_of, instant, verdict, counts, shortage, content, recorded_at, recorded_by)
     select $1, 1 + coalesce((select max(number) from case_comparison where case_id = $1), 0), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
     returning number`,
    [
      facts.caseId,
      facts.divisionCode,
      facts.runId,
      onDay,
      instant,
      verdict,
      counts,
      shortage,
      JSON.stringify({ standard: now.standard, clauses: now.clauses, persons }),
      at,
      actor,
    ],
  );
  const number = numbered.rows[0]?.number ?? 1;
  return { ...now, comparison: { number, runId: facts.runId, persons } };
}

/** The part of the data that documents have which rest on a comparison of their day. */
export function comparedData(facts: ComparedFacts) {
  const { number, runId, persons } = facts.comparison;
  return { ...failingData(facts), comparison: { number, runId, persons: persons.map((person) => ({ ...person })) } };
}
