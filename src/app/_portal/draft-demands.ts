import { type ChosenCase, citationOf } from '#features/casework/queries.ts';
import { stepOf } from '#features/drafts/queries.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { stepBasis } from '#law/regimes/step-basis.ts';
import type { DraftForDuty } from './duty-acts.ts';

/** An enforcement officer with the number of the enforcement certificate. */
export interface Officer {
  readonly name: string;
  readonly certificate: string;
}

/** What the regimes of the chosen cases demand of a draft for all of them. */
export interface DraftDemands {
  /** 依据 */
  readonly citation: string;
  /** months of rectification that every case allows, shortest first */
  readonly terms: readonly number[];
  readonly twoOfficers: boolean;
  readonly noticeDays: number | null;
  /** the step is a report to the ministry, which names who signed it */
  readonly signer: boolean;
  /** the ministry issued a qualification among them */
  readonly ministry: boolean;
  /** who signed this office's drafts before, offered while typing */
  readonly knownOfficers: readonly Officer[];
}

const MONTHS = [1, 2, 3];

/** Whether the proposal in this case is the report to the ministry, by the decision table of its regime. */
function reportsUpward({ regime, stage, licensing }: ChosenCase): boolean {
  const tracks = REGIMES.get(regime)?.tracks ?? [];
  return (
    licensing === 'ministry' &&
    tracks.some(({ stages }) =>
      stages[stage]?.on.propose?.some((row) => row.refuse === undefined && row.produces?.includes('ministry-report')),
    )
  );
}

/** Demands of a duty's draft, read off each case's regime in its stage; where cases differ, what satisfies all of them. */
export function draftDemands(
  duty: DraftForDuty,
  cases: readonly ChosenCase[],
  knownOfficers: readonly Officer[],
): DraftDemands {
  const command = stepOf(duty.act);
  const bases = cases.flatMap(({ regime, stage }) => {
    const found = REGIMES.get(regime);
    const basis =
      found === undefined || command === undefined ? undefined : stepBasis(found, stage, command, duty.document);
    return basis === undefined ? [] : [basis];
  });
  return {
    citation: [...new Set(bases.map(({ clause }) => citationOf(clause)))].join('；'),
    terms: MONTHS.filter((months) =>
      bases.every(({ termMonths }) => termMonths === null || (months >= termMonths.min && months <= termMonths.max)),
    ),
    twoOfficers: bases.some((basis) => basis.twoOfficers),
    noticeDays: bases.find(({ noticeDays }) => noticeDays !== null)?.noticeDays ?? null,
    ministry: cases.some(({ licensing }) => licensing === 'ministry'),
    signer: duty.act === 'propose' && cases.some(reportsUpward),
    knownOfficers,
  };
}
