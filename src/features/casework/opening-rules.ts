/**
 * How a case opens on a failing verdict, for the regimes that this installation runs (docs: regimes.md, first stages).
 * Restrictions are sorted.
 */
export interface OpeningRule {
  readonly regime: string;
  readonly inRegion: boolean;
  readonly kind: 'construction' | 'supervision';
  readonly stage: string;
  readonly marked: boolean;
  readonly public: boolean;
  readonly restrictions: readonly string[];
  readonly clause: string;
  /** GX24-4.2b: the failing qualification is pushed to the national platform */
  readonly pushed: boolean;
}

const GUANGXI = { regime: 'guangxi-2024', stage: 'warned', marked: true, public: true } as const;

export const openingRules: readonly OpeningRule[] = [
  {
    ...GUANGXI,
    inRegion: true,
    kind: 'construction',
    restrictions: ['no-addition', 'no-new-work', 'no-upgrade', 'priority-supervision'],
    clause: 'GX24-4.1a',
    pushed: false,
  },
  {
    // ◇ 4.1c names construction enterprises only; 建市规〔2023〕3号 bars licence applications for both.
    ...GUANGXI,
    inRegion: true,
    kind: 'supervision',
    restrictions: ['no-addition', 'no-upgrade', 'priority-supervision'],
    clause: 'GX24-4.1a',
    pushed: false,
  },
  {
    ...GUANGXI,
    inRegion: false,
    kind: 'construction',
    restrictions: ['no-new-work'],
    clause: 'GX24-4.2a',
    pushed: true,
  },
  {
    ...GUANGXI,
    inRegion: false,
    kind: 'supervision',
    restrictions: ['no-new-work'],
    clause: 'GX24-4.2a',
    pushed: true,
  },
];
