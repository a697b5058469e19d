/** The verdict on one qualification of one enterprise, fast enough for the whole nation in one run. */
import type { CompiledQualification } from './compile.ts';
import type { Register, VerificationPolicy } from './register.ts';
import { count, type Tally } from './tally.ts';

/** 达标 · 不达标 · 待核实 (an official decides) · 不考核 (nothing is compared). */
export type Verdict = 'met' | 'not-met' | 'undetermined' | 'not-assessed';

export interface Judgement {
  readonly verdict: Verdict;
  /** The row whose counts were compared; null when none is. */
  readonly effectiveCode: string | null;
  /** Least number of hires that would make it met; 0 unless something is missing. */
  readonly shortage: number;
  /**
   * counted/needed per requirement, its 其中 after commas, requirements after semicolons: `5/5,4/4`. Empty when nothing is
   * compared. Exact, so that two runs can be compared by it.
   */
  readonly counts: string;
}

/** Nothing is compared for this row. */
export const NOT_ASSESSED: Judgement = { verdict: 'not-assessed', effectiveCode: null, shortage: 0, counts: '' };

const TEXTS_PER_PLACE = 128;

/**
 * Judges the register of one enterprise against the compiled effective row on a day (`asOf`: day number). `null` for
 * the row means that nothing is compared. Pure and synchronous; the register is only read, apart from its scratch columns.
 */
export function judge(
  qualification: CompiledQualification | null,
  register: Register,
  asOf: number,
  policy: VerificationPolicy,
): Judgement {
  if (qualification === null) return NOT_ASSESSED;
  if (qualification.requirements.length === 0) return { ...NOT_ASSESSED, effectiveCode: qualification.code };
  return judgementOf(qualification, count(qualification, register, asOf, policy));
}

/** The judgement that a count amounts to; shared with explain. */
export function judgementOf(qualification: CompiledQualification, tally: Readonly<Tally>): Judgement {
  return {
    verdict: tally.met ? qualification.fulfilled : qualification.shortfall,
    effectiveCode: qualification.code,
    shortage: tally.shortage,
    counts: countsText(qualification, tally.counted),
  };
}

function countsText(qualification: CompiledQualification, counted: Int32Array): string {
  const [total = 0, subset = 0] = counted;
  if (!qualification.simple || total >= TEXTS_PER_PLACE) return writeCounts(qualification, counted);
  const at = total * TEXTS_PER_PLACE + (qualification.places.length > 1 ? subset : 0);
  const known = qualification.countsTexts.get(at);
  if (known !== undefined) return known;
  const text = writeCounts(qualification, counted);
  qualification.countsTexts.set(at, text);
  return text;
}

function writeCounts(qualification: CompiledQualification, counted: Int32Array): string {
  const place = (at: number): string => `${counted[at] ?? 0}/${qualification.places[at]?.needed ?? 0}`;
  return qualification.requirements.map(({ total, subsets }) => [total, ...subsets].map(place).join(',')).join(';');
}
