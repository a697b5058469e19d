/** What befalls an enterprise of the demo province, so that every situation of the ledger occurs. */
export type Situation =
  | 'stable'
  | 'short'
  | 'nobody'
  | 'leaves'
  | 'expires'
  | 'recovers'
  | 'twice'
  | 'too-old'
  | 'insurance';

const SHARES: readonly (readonly [Situation, number])[] = [
  ['short', 0.03],
  // "Zombie" enterprises without a single practitioner (SY-G).
  ['nobody', 0.015],
  ['leaves', 0.03],
  ['expires', 0.03],
  ['recovers', 0.03],
  ['twice', 0.012],
  ['too-old', 0.015],
  ['insurance', 0.02],
];

/** The situation for a random number from 0 to 1. */
export function situationOf(random: number): Situation {
  let sum = 0;
  for (const [situation, share] of SHARES) {
    sum += share;
    if (random < sum) return situation;
  }
  return 'stable';
}
