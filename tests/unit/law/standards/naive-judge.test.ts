import { describe, expect, it } from 'vitest';
import { type ClauseResult, type Explanation, evaluateQuestion } from '#law/standards/index.ts';
import {
  countOf,
  layoutOf,
  mostFilled,
  type NaiveJudgement,
  type NaiveLayout,
  type NaivePlace,
  naiveJudge,
  personsWho,
  type Question,
  rowOf,
  rows,
} from './naive-judge.ts';
import { randomQuestion, seeded } from './random-questions.ts';

const CASES = 120_000;
const SEED = 20_261_101;

function evaluated(question: Question): Explanation {
  const evaluation = evaluateQuestion(question);
  if (!evaluation.ok) throw new Error(`${evaluation.reason}\n${JSON.stringify(question)}`);
  return evaluation.explanation;
}

/** Everything in which the two differ; empty when they agree. */
function differences(question: Question, ours: Explanation, naive: NaiveJudgement): string[] {
  const found: string[] = [];
  const same = (what: string, one: unknown, other: unknown): void => {
    if (JSON.stringify(one) !== JSON.stringify(other)) {
      found.push(`${what}: ${JSON.stringify(one)} against naive ${JSON.stringify(other)}`);
    }
  };
  same('verdict', ours.verdict, naive.verdict);
  same('effectiveCode', ours.effectiveCode, naive.effectiveCode);
  if (naive.shortage !== null) same('shortage', ours.shortage, naive.shortage);
  const order = (list: readonly { person: string; reason: string }[]) =>
    list.map((each) => `${each.person} ${each.reason}`).sort();
  same('notCounted', order(ours.notCounted), order(naive.notCounted));
  const row = rowOf(naive.effectiveCode);
  if (row !== undefined) found.push(...countDifferences(layoutOf(row), ours, naive));
  return found.map((each) => `${each}\n${JSON.stringify(question)}`);
}

function countDifferences(layout: NaiveLayout, ours: Explanation, naive: NaiveJudgement): string[] {
  const found: string[] = [];
  const results = new Map<NaivePlace, ClauseResult>();
  layout.requirements.forEach(({ total, subsets }, at) => {
    const requirement = ours.requirements[at];
    if (requirement === undefined) return;
    results.set(total, requirement);
    subsets.forEach((subset, index) => {
      const result = requirement.subset[index];
      if (result !== undefined) results.set(subset, result);
    });
  });
  for (const [place, result] of results) {
    const eligible = personsWho(naive.counting, place.fits);
    if (result.needed !== place.needed) found.push(`needed ${result.needed}, naive ${place.needed}`);
    if (result.short !== Math.max(0, result.needed - result.counted)) found.push('short does not follow from counted');
    if (!result.persons.every((person) => eligible.includes(person)))
      found.push('a person is counted who does not fit');
    if (place.unit === '人' && result.persons.length !== result.counted) found.push('counted is not the persons named');
  }
  for (const place of layout.alone) {
    const counted = countOf(naive.counting, place);
    if (results.get(place)?.counted !== counted) found.push(`counted ${results.get(place)?.counted}, naive ${counted}`);
    const persons = personsWho(naive.counting, place.fits).length;
    if (results.get(place)?.persons.length !== persons) found.push('not everybody who fits is named');
  }
  for (const places of layout.distinct) {
    const named = places.flatMap((place) => results.get(place)?.persons ?? []);
    if (new Set(named).size !== named.length) found.push('a person fills two places');
    const eligible = personsWho(naive.counting, (certificate) => places.some((place) => place.fits(certificate)));
    if (named.length !== eligible.length) found.push('somebody who fits is left out');
    const filled = places.reduce((sum, place) => sum + Math.min(place.needed, results.get(place)?.counted ?? 0), 0);
    const most = mostFilled(naive.counting, places);
    if (filled !== most) found.push(`the allotment fills ${filled} places, naive ${most}`);
  }
  return found;
}

describe('naive judge', () => {
  it(`agrees on ${CASES} random cases over every row, own and current`, () => {
    const random = seeded(SEED);
    const verdicts: Record<string, number> = {};
    let unsearched = 0;
    let short = 0;
    let dated = 0;
    let lapsed = 0;
    for (let at = 0; at < CASES; at += 1) {
      const row = rows[at % rows.length];
      if (row === undefined) throw new Error('no rows');
      const question = randomQuestion(random, row);
      const ours = evaluated(question);
      const naive = naiveJudge(question);
      const found = differences(question, ours, naive);
      if (found.length > 0) expect.fail(found.join('\n'));
      verdicts[ours.verdict] = (verdicts[ours.verdict] ?? 0) + 1;
      if (naive.shortage === null) unsearched += 1;
      if (ours.shortage > 0) short += 1;
      if (question.registrations.some((each) => each.specialties.some((one) => typeof one !== 'string'))) dated += 1;
      if (ours.lapsed.length > 0) lapsed += 1;
    }
    console.log(
      `naive judge agrees on ${CASES} cases, ${dated} of them with specialties that have days of their own, 0 disagreements; one had lapsed in ${lapsed}`,
    );
    console.log(`${JSON.stringify(verdicts)}; short in ${short} cases, shortage not searched in ${unsearched}`);
    // The cases must be worth something: each verdict often, the search for hires nearly always done.
    for (const verdict of ['met', 'not-met', 'undetermined', 'not-assessed']) {
      expect(verdicts[verdict] ?? 0).toBeGreaterThan(CASES / 50);
    }
    expect(dated).toBeGreaterThanOrEqual(100_000);
    expect(lapsed).toBeGreaterThan(CASES / 10);
    expect(unsearched).toBeLessThan(short / 50);
  });
});
