import { type FieldDoubt, placeWords } from '#features/intake/queries.ts';
import type { DoubtLine } from '#ui/portal-pages/doubts-page.tsx';
import { entityWord } from './entity-words.ts';

/** Faulty fields as lines of a list. */
export function doubtLines(doubts: readonly FieldDoubt[], withEnterprise: boolean): DoubtLine[] {
  return doubts.map(({ uscc, entity, cell, ...rest }) => ({
    ...rest,
    cell,
    data: entityWord(entity),
    place: placeWords(cell),
    enterpriseAddress: withEnterprise && uscc !== null ? `/office/enterprises/${uscc}` : null,
  }));
}
