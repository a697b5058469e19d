/** Which level's counts a qualification is compared with, by date and division: the data of assessment-rules.json. */
import type { CompiledQualification } from './compile.ts';
import { assessmentRules } from './data.ts';
import { parseDay, UNKNOWN_DAY } from './days.ts';
import { qualificationOn, rowOn, siblingOn } from './rows.ts';
import type { AssessmentRules, ComparesWith, Row } from './schema.ts';

/** Which row a qualification is compared with on a day in a division, and why. */
export interface Assessment {
  readonly comparesWith: ComparesWith;
  /** The row whose counts apply; null when nothing is compared. */
  readonly effectiveCode: string | null;
  /** The effective row, compiled; null when nothing is compared. Give it to `judge`. */
  readonly qualification: CompiledQualification | null;
  /** The rule's id in assessment-rules.json; null when no rule applies or the row asks for nobody. */
  readonly rule: string | null;
  /** First day of the rule, `2023-09-15`. */
  readonly since: string | null;
  /** The documents that say so. */
  readonly basis: readonly string[];
  /** How sure it is *which row applies* (quoted, interpretive, paraphrased); the verdict looks only at the row's own mark. */
  readonly confidence: string;
}

interface Rule {
  readonly data: AssessmentRules['rules'][number];
  readonly from: number;
  readonly to: number;
  readonly division: string;
}

const rules: readonly Rule[] = assessmentRules.rules.map((data) => ({
  data,
  from: parseDay(data.from) ?? 0,
  to: data.to === undefined ? UNKNOWN_DAY : (parseDay(data.to) ?? 0),
  division: data.division ?? '',
}));

/**
 * The assessment of a row's code for a qualification of an enterprise in a division (`divisionCode` as stored, any length)
 * on a day (day number). Undefined for an unknown code.
 */
export function assessmentOn(asked: {
  readonly code: string;
  readonly divisionCode: string;
  readonly on: number;
}): Assessment | undefined {
  const row = rowOn(asked.code, asked.on);
  if (row === undefined) return undefined;
  if (row.requirements.length === 0) {
    return { ...NOTHING, basis: row.currentAssessment.basis, confidence: row.currentAssessment.confidence };
  }
  let chosen: Rule | undefined;
  for (const rule of rules) {
    if (rule.from > asked.on || rule.to < asked.on || !asked.divisionCode.startsWith(rule.division)) continue;
    if (!matches(rule.data.match, row)) continue;
    if (chosen === undefined || outranks(rule, chosen)) chosen = rule;
  }
  if (chosen === undefined) return NOTHING;
  const effective = effectiveRow(row, chosen.data.comparesWith, asked.on);
  return {
    comparesWith: chosen.data.comparesWith,
    effectiveCode: effective?.code ?? null,
    qualification: effective === undefined ? null : (qualificationOn(effective.code, asked.on) ?? null),
    rule: chosen.data.id,
    since: chosen.data.from,
    basis: chosen.data.basis,
    confidence: chosen.data.confidence,
  };
}

const NOTHING: Assessment = {
  comparesWith: 'none',
  effectiveCode: null,
  qualification: null,
  rule: null,
  since: null,
  basis: ['该日期没有适用的标准'],
  confidence: 'quoted',
};

/** The longest division wins, then the latest day, then the one further down in the file. */
function outranks(rule: Rule, other: Rule): boolean {
  if (rule.division.length !== other.division.length) return rule.division.length > other.division.length;
  return rule.from >= other.from;
}

/** Whether a rule of assessment-rules.json speaks of the row, whatever the day and division. */
export function matches(match: Rule['data']['match'], row: Row): boolean {
  return (
    match.series.includes(row.series) &&
    (match.types === undefined || match.types.includes(row.type ?? '')) &&
    (match.levels === undefined || match.levels.includes(row.level)) &&
    (match.lowest === undefined || match.lowest === row.isLowestLevel) &&
    (match.categories === undefined || match.categories.includes(row.category)) &&
    !(match.exceptCategories?.includes(row.category) ?? false)
  );
}

/** The row whose counts apply; undefined when nothing is compared. */
export function effectiveRow(row: Row, comparesWith: ComparesWith, on: number): Row | undefined {
  switch (comparesWith) {
    case 'own':
      return row;
    case 'lowest':
      return siblingOn(row, 'lowest', on);
    case '乙级':
      return siblingOn(row, '乙级', on);
    case 'none':
      return undefined;
  }
}

/** The compiled row that `level: current` of the contract compares with: the one the row's currentAssessment names. */
export function currentQualification(code: string, on: number): CompiledQualification | null {
  const effective = rowOn(code, on)?.currentAssessment.effectiveCode ?? null;
  return effective === null ? null : (qualificationOn(effective, on) ?? null);
}
