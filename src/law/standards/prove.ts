/** The proof at load that the standards' data is consistent (standards README §6). */
import { assessmentOn, effectiveRow, matches } from './assessment.ts';
import { standardCitation } from './citation.ts';
import { compileRow } from './compile.ts';
import { assessmentRules, encoding, qualificationCodes, specialties, standards } from './data.ts';
import { parseDay, UNKNOWN_DAY } from './days.ts';
import { kinds } from './encoding.ts';
import { rowOn } from './rows.ts';
import type { AssessmentRules, Requirement, RoleDemand, Row, Subset } from './schema.ts';

/** Everything that is wrong with the data, one sentence each; empty when it is consistent. */
export function findings(): readonly string[] {
  return [
    ...standards.flatMap((standard) => rowFindings(standard.rows)),
    ...encodingFindings(),
    ...codeFindings(),
    ...ruleFindings(assessmentRules),
  ];
}

/** Throws one error that lists every finding. Runs when the standards are loaded: no verdict rests on broken data. */
export function proveStandards(): void {
  const found = findings();
  if (found.length > 0) throw new Error(`standards data is inconsistent:\n${found.join('\n')}`);
}

/** The findings within the rows of one standard. Exported so that a test can break a row and see it found. */
export function rowFindings(rows: readonly Row[]): readonly string[] {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const found: string[] = [];
  rows.forEach((row, at) => {
    if (rows.findIndex((other) => other.code === row.code) !== at) found.push(`${row.code}: the code occurs twice`);
    found.push(...effectiveFindings(row, byCode));
    for (const requirement of row.requirements) {
      found.push(...demandFindings(row, requirement));
      for (const subset of requirement.subset ?? []) found.push(...subsetFindings(row, requirement, subset));
    }
    if (row.requirements.length > 0 && standardCitation(row.source) === undefined) {
      found.push(`${row.code}: no article can be cited from ${row.source}`);
    }
    found.push(...monotoneFindings(row, rows));
    try {
      compileRow(row);
    } catch (error) {
      found.push(`${row.code}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return found;
}

function effectiveFindings(row: Row, byCode: ReadonlyMap<string, Row>): string[] {
  const { comparesWith, effectiveCode } = row.currentAssessment;
  if (effectiveCode === null) return comparesWith === 'none' ? [] : [`${row.code}: compared, but no effectiveCode`];
  const effective = byCode.get(effectiveCode);
  if (comparesWith === 'none') return [`${row.code}: comparesWith none, but an effectiveCode`];
  if (effective === undefined) return [`${row.code}: effectiveCode ${effectiveCode} does not exist`];
  const found: string[] = [];
  const same = effective.series === row.series && effective.category === row.category && effective.item === row.item;
  if (!same) found.push(`${row.code}: effectiveCode ${effectiveCode} is of another category`);
  if (comparesWith === 'own' && effective !== row)
    found.push(`${row.code}: compares with own, but names ${effectiveCode}`);
  if (comparesWith === 'lowest' && !effective.isLowestLevel)
    found.push(`${row.code}: ${effectiveCode} is not the lowest`);
  if (comparesWith === '乙级' && effective.level !== '乙级') found.push(`${row.code}: ${effectiveCode} is not 乙级`);
  return found;
}

function demandFindings(row: Row, requirement: Requirement): string[] {
  if (requirement.role === undefined && requirement.anyOfRoles === undefined) {
    return [`${row.code}: a requirement without a registration type`];
  }
  const alternatives = requirement.anyOfRoles ?? [{ ...requirement, role: requirement.role ?? '' }];
  return [...alternatives.flatMap((each) => roleFindings(row, each)), ...numberFindings(row, requirement)];
}

/** The number in the clause as printed is the number that is counted (附表1 too is quoted so). */
function numberFindings(row: Row, asked: { readonly text?: string | undefined; readonly count: number }): string[] {
  if (asked.text === undefined) return [];
  const printed = [...asked.text.matchAll(/\d+/gu)].some(([number]) => number === String(asked.count));
  return printed ? [] : [`${row.code}: ${asked.count} is not in its text ${asked.text}`];
}

function subsetFindings(row: Row, requirement: Requirement, subset: Subset): string[] {
  const alternatives: readonly Pick<RoleDemand, 'role' | 'minGrade' | 'specialties' | 'registered'>[] =
    subset.anyOfRoles ?? [
      { ...subset, role: subset.role ?? requirement.role ?? requirement.anyOfRoles?.[0]?.role ?? '' },
    ];
  const found = [...alternatives.flatMap((each) => roleFindings(row, each)), ...numberFindings(row, subset)];
  if (subset.count > requirement.count) found.push(`${row.code}: 其中 asks for more than its total`);
  return found;
}

function roleFindings(
  row: Row,
  demand: Pick<RoleDemand, 'role' | 'specialties' | 'registered'> & { readonly minGrade?: string | undefined },
): string[] {
  if (demand.registered === false) return [];
  const type = specialties.registrationTypes.find((each) => each.name === demand.role);
  if (type === undefined) return [`${row.code}: unknown registration type ${demand.role}`];
  const found: string[] = [];
  const listed = type.specialties.map((each) => each.name);
  const named = (demand.specialties ?? ['*']).filter((name) => name !== '*');
  for (const name of named) {
    if (!listed.includes(name)) found.push(`${row.code}: ${demand.role} has no specialty ${name}`);
  }
  if (demand.minGrade === undefined) return found;
  const grade = type.grades.find((each) => each.grade === demand.minGrade);
  if (grade === undefined) return [...found, `${row.code}: ${demand.role} has no grade ${demand.minGrade}`];
  // README §2 rule 7: 铁路, 民航机场, 港口与航道, 通信与广电 exist only as 一级.
  const own = grade.specialties;
  if (own !== undefined && named.length > 0 && !named.some((name) => own.includes(name))) {
    found.push(`${row.code}: ${demand.minGrade} ${demand.role} exists in none of the specialties ${named.join('、')}`);
  }
  return found;
}

const levelOrder: readonly string[] = ['特级', '一级', '甲级', '二级', '乙级', '三级', '丙级'];

/** No level asks for more persons than the level above it, unless the row's note explains it. */
function monotoneFindings(row: Row, rows: readonly Row[]): string[] {
  const rank = levelOrder.indexOf(row.level);
  if (rank < 0 || row.note !== undefined || row.requirements.length === 0) return [];
  const asked = (each: Row): number => each.requirements.reduce((sum, requirement) => sum + requirement.count, 0);
  return rows
    .filter((other) => {
      const above = levelOrder.indexOf(other.level);
      const same = other.series === row.series && other.category === row.category && other.item === row.item;
      return same && above >= 0 && above < rank && other.requirements.length > 0 && asked(row) > asked(other);
    })
    .map((other) => `${row.code}: asks for more persons than ${other.code} above it`);
}

function encodingFindings(): string[] {
  const found: string[] = [];
  const numbers = kinds.map((kind) => kind.number);
  if (new Set(numbers).size !== numbers.length) found.push('encoding.json: a kind number occurs twice');
  for (const type of specialties.registrationTypes) {
    for (const grade of type.grades) {
      if (!kinds.some((kind) => kind.role === type.name && kind.grade === grade.grade)) {
        found.push(`encoding.json: no kind for ${grade.grade ?? ''}${type.name}`);
      }
    }
    const bits = encoding.specialties[type.name] ?? {};
    for (const { name } of type.specialties) {
      if (bits[name] === undefined) found.push(`encoding.json: no bit for ${type.name} ${name}`);
    }
    if (new Set(Object.values(bits)).size !== Object.keys(bits).length) {
      found.push(`encoding.json: a bit of ${type.name} occurs twice`);
    }
  }
  return found;
}

function codeFindings(): string[] {
  const found: string[] = [];
  const codes = qualificationCodes.entries.map((entry) => entry.code).filter((code) => code !== null);
  if (new Set(codes).size !== codes.length) found.push('qualification-codes.json: a code occurs twice');
  for (const { code, name, standardRow, candidates } of qualificationCodes.entries) {
    for (const target of [standardRow, ...(candidates ?? [])]) {
      if (typeof target === 'string' && rowOn(target) === undefined) {
        found.push(`qualification-codes.json: ${code ?? name} points to ${target}, which does not exist`);
      }
    }
  }
  return found;
}

/**
 * The dated rules, read nation-wide on the day of the rows' currentAssessment, must say the same as the rows; and each rule
 * must lead to a row for every row it speaks of, since a comparison with nothing would silently spare an enterprise.
 */
export function ruleFindings(rules: AssessmentRules): readonly string[] {
  const on = parseDay(rules.currentAssessmentReadOn) ?? 0;
  const found: string[] = [];
  const rows = standards.flatMap((standard) => standard.rows);
  for (const row of rows) {
    const byRule = assessmentOn({ code: row.code, divisionCode: '', on });
    const byRow = row.currentAssessment;
    const same =
      byRule?.comparesWith === byRow.comparesWith &&
      byRule.effectiveCode === byRow.effectiveCode &&
      (byRow.since === undefined || byRule.since === byRow.since) &&
      byRule.confidence === byRow.confidence;
    if (!same) found.push(`assessment-rules.json: ${row.code} is assessed otherwise than its currentAssessment says`);
    for (const { id, match, comparesWith } of rules.rules) {
      if (comparesWith === 'none' || row.requirements.length === 0 || !matches(match, row)) continue;
      if (effectiveRow(row, comparesWith, UNKNOWN_DAY) === undefined) {
        found.push(`assessment-rules.json: ${id} compares ${row.code} with a row that does not exist`);
      }
    }
  }
  return found;
}
