import { REGIMES } from './regimes.ts';
import { RESTRICTIONS } from './words.ts';

/** How far a bar on new works reaches where the regime's clause does not say otherwise. */
const NEW_WORK = '不得在该项资质范围内承揽新的工程业务';

/** A restriction in the words of the regime's own clause; an unknown one as it is stored. */
export function restrictionWord(regime: string, restriction: string): string {
  if (restriction === 'no-new-work') return REGIMES.get(regime)?.naming.newWorkBarred ?? NEW_WORK;
  const words: Readonly<Record<string, string>> = RESTRICTIONS;
  return words[restriction] ?? restriction;
}
