import {
  assessmentUnder,
  type CompiledQualification,
  judge,
  NO_DRAFT,
  parseDay,
  policyUnder,
  type Register,
  type RuleDraft,
  type Verdict,
} from '#law/standards/index.ts';

/** What is recorded of a qualification: a verdict of the law, or that no source that should know has spoken (decision 0022). */
export type RecordedVerdict = Verdict | 'unknown';

/** What a run finds about one qualification; compared with the standing verdict and stored. */
export interface Finding {
  readonly verdict: Verdict;
  readonly effectiveRow: string | null;
  readonly shortage: number;
  readonly counts: string;
}

/** A finding as it is recorded; `counts` of `unknown` is the reason. */
export interface RecordedFinding extends Omit<Finding, 'verdict'> {
  readonly verdict: RecordedVerdict;
}

/** A qualification that ended or was given up is no longer compared. */
export const ENDED = '-';
/** A construction or supervision qualification without a row: an official must say which clause applies. */
export const UNMAPPED = '?';

const NOT_COMPARED: Finding = { verdict: 'not-assessed', effectiveRow: null, shortage: 0, counts: '' };
const ASK_OFFICIAL: Finding = { verdict: 'undetermined', effectiveRow: null, shortage: 0, counts: 'unmapped' };

interface Judge {
  (register: Register): Finding;
  /** what is compared; absent where nothing is */
  readonly qualification?: CompiledQualification;
}

export interface Judges {
  /** The judge of a standard row (or ENDED, UNMAPPED, or empty for what no standard covers) in a division. */
  of(row: string, divisionCode: string): Judge;
}

/**
 * The judges of one legal day: which row applies and who counts are settled once per row and division (assessment rules
 * and verification policy are data with dates), not once per qualification. A draft of the rules may stand in for those in force.
 */
export function judgesOn(asOf: string, draft: RuleDraft = NO_DRAFT): Judges {
  const day = parseDay(asOf);
  if (day === null) throw new Error(`not a day: ${asOf}`);
  const judges = new Map<string, Judge>();
  const make = (row: string, divisionCode: string): Judge => {
    if (row === UNMAPPED) return () => ASK_OFFICIAL;
    if (row === ENDED || row === '') return () => NOT_COMPARED;
    const assessment = assessmentUnder(draft, { code: row, divisionCode, on: day });
    if (assessment === undefined) return () => ASK_OFFICIAL;
    const { qualification } = assessment;
    const policy = policyUnder(draft, divisionCode, day);
    const judged = (register: Register): Finding => {
      const { verdict, effectiveCode, shortage, counts } = judge(qualification, register, day, policy);
      return { verdict, effectiveRow: effectiveCode, shortage, counts };
    };
    return qualification === null ? judged : Object.assign(judged, { qualification });
  };
  return {
    of(row, divisionCode) {
      const key = `${row} ${divisionCode}`;
      const known = judges.get(key);
      if (known !== undefined) return known;
      const fresh = make(row, divisionCode);
      judges.set(key, fresh);
      return fresh;
    },
  };
}
