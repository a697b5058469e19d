import { VERDICT_WORDS } from '#ui/words.ts';

/** A stored verdict as pages and tables say it. */
export function verdictWord(verdict: string | null): string {
  if (verdict === null) return '首次核查';
  return Object.entries<string>(VERDICT_WORDS).find(([name]) => name === verdict)?.[1] ?? verdict;
}
