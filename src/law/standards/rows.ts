/** The rows by code and day, compiled once each. */
import { type CompiledQualification, compileRow } from './compile.ts';
import { qualificationCodes, standards } from './data.ts';
import { UNKNOWN_DAY } from './days.ts';
import type { Row } from './schema.ts';

interface RowVersion {
  readonly from: number;
  readonly standard: string;
  readonly row: Row;
}

const versionsByCode = new Map<string, RowVersion[]>();
for (const standard of [...standards].sort((a, b) => a.from - b.from)) {
  for (const row of standard.rows) {
    const versions = versionsByCode.get(row.code) ?? [];
    versions.push({ from: standard.from, standard: standard.id, row });
    versionsByCode.set(row.code, versions);
  }
}

/** Codes of all rows, in the order of the standards. */
export const rowCodes: readonly string[] = [...versionsByCode.keys()];

/**
 * The row of a code as it stands on a day (day number; without one, the newest). Before the first standard that carries
 * the code, that first one: a what-if about an earlier day still has a yardstick. Undefined for an unknown code.
 */
export function rowOn(code: string, on: number = UNKNOWN_DAY): Row | undefined {
  const versions = versionsByCode.get(code);
  return (versions?.findLast((version) => version.from <= on) ?? versions?.[0])?.row;
}

const compiled = new Map<Row, CompiledQualification>();

/** The compiled row of a code on a day (see `rowOn`). Undefined for an unknown code. */
export function qualificationOn(code: string, on: number = UNKNOWN_DAY): CompiledQualification | undefined {
  const row = rowOn(code, on);
  if (row === undefined) return undefined;
  const known = compiled.get(row);
  if (known !== undefined) return known;
  const fresh = compileRow(row);
  compiled.set(row, fresh);
  return fresh;
}

/** The lowest row of a row's category (same series, category and 分项), or its 乙级 for 工程监理. Undefined if there is none. */
export function siblingOn(row: Row, which: 'lowest' | '乙级', on: number = UNKNOWN_DAY): Row | undefined {
  return rowCodes
    .map((code) => rowOn(code, on))
    .find(
      (other) =>
        other?.series === row.series &&
        other.category === row.category &&
        other.item === row.item &&
        (which === 'lowest' ? other.isLowestLevel : other.level === which),
    );
}

/** What a qualification code stands for. */
export type ResolvedCode =
  /** A row of the standards; `code` is the row's own code. */
  | { readonly is: 'row'; readonly code: string }
  /** A construction or supervision qualification without a row: an official must choose. */
  | { readonly is: 'unmapped'; readonly reason: string; readonly candidates: readonly string[] }
  /** A national code of a qualification that is neither construction nor supervision. */
  | { readonly is: 'outside'; readonly reason: string }
  | { readonly is: 'unknown'; readonly reason: string };

const nationalEntries = new Map(qualificationCodes.entries.map((entry) => [entry.code, entry]));
const ASSESSED_KINDS: readonly string[] = ['建筑业企业', '工程监理企业'];

/** Reads a row's code (`GC-01-1`) or a code of the national platform (`D101A`, through qualification-codes.json). */
export function resolveQualification(written: string): ResolvedCode {
  const code = written.trim().toUpperCase();
  if (versionsByCode.has(code)) return { is: 'row', code };
  const entry = nationalEntries.get(code);
  if (entry === undefined) {
    return {
      is: 'unknown',
      reason: `资质代码“${written}”不认识，请填《标准》数据的代码（如 GC-01-1）或全国平台代码（如 D101A）`,
    };
  }
  if (typeof entry.standardRow === 'string') return { is: 'row', code: entry.standardRow };
  if (ASSESSED_KINDS.includes(entry.kind)) {
    const candidates = entry.candidates ?? [];
    const choices = candidates.length === 0 ? '' : `（${candidates.join(' 或 ')}）`;
    return {
      is: 'unmapped',
      reason: `资质代码“${written}”（${entry.name}）未写明分项，须由工作人员确定对应的标准条目${choices}`,
      candidates,
    };
  }
  return {
    is: 'outside',
    reason: `资质代码“${written}”（${entry.name}）属于${entry.kind}，没有对应的建筑业或监理资质标准`,
  };
}
