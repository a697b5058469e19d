import type { PublicVerdict } from '#features/registry/queries.ts';
import { VERDICT_WORDS } from '#ui/words.ts';

function isVerdict(text: string): text is PublicVerdict {
  return Object.hasOwn(VERDICT_WORDS, text);
}

/** A stored verdict as badges take it; none yet where no check has spoken. */
export function verdictOf(stored: string | null): PublicVerdict {
  return stored !== null && isVerdict(stored) ? stored : 'none';
}
