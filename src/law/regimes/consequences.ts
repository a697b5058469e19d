import type { LegalDate } from '../periods/legal-date.ts';
import type { CaseState } from './case.ts';
import { type Law, restrictionsOf, stageOf } from './law.ts';
import type { ClauseId } from './regime.ts';
import { currentPeriod } from './status.ts';
import type { Restriction } from './words.ts';

/** What a change of stage brings for others: marks, the public register, restrictions, a new last day. */
export type Consequence = { readonly clause: ClauseId } & (
  | { readonly what: 'mark-set' | 'mark-lifted' | 'made-public' | 'publication-withdrawn' }
  | { readonly what: 'restrictions-begun' | 'restrictions-ended'; readonly restrictions: readonly Restriction[] }
  | { readonly what: 'deadline-set'; readonly last: LegalDate; readonly provisional: boolean }
);

/** The consequences of going from one state to the next; they follow from the stages and are not events themselves. */
export function consequencesOf(before: CaseState, after: CaseState, law: Law): readonly Consequence[] {
  const [from, to] = [stageOf(before, law), stageOf(after, law)];
  const clause = to?.clause ?? law.regime.id;
  const had = restrictionsOf(from, before.subject);
  const has = restrictionsOf(to, after.subject);
  const begun = has.filter((restriction) => !had.includes(restriction));
  const ended = had.filter((restriction) => !has.includes(restriction));
  const period = currentPeriod(after, law);
  const list: Consequence[] = [];
  if (from?.marked !== true && to?.marked === true) list.push({ what: 'mark-set', clause });
  if (from?.marked === true && to?.marked !== true) list.push({ what: 'mark-lifted', clause });
  if (from?.public !== true && to?.public === true) list.push({ what: 'made-public', clause });
  if (from?.public === true && to?.public !== true) list.push({ what: 'publication-withdrawn', clause });
  if (begun.length > 0) list.push({ what: 'restrictions-begun', restrictions: begun, clause });
  if (ended.length > 0) list.push({ what: 'restrictions-ended', restrictions: ended, clause });
  if (period !== undefined && period.last !== currentPeriod(before, law)?.last) {
    list.push({ what: 'deadline-set', last: period.last, provisional: period.provisional, clause });
  }
  return list;
}
