import { REGIMES } from './regimes.ts';

/** What to do in a stage of a regime, in the words of the regime; where it has none, the enterprise is left to its documents. */
export function stageAdvice(regime: string, stage: string): { readonly next: string; readonly otherwise: string } {
  return (
    REGIMES.get(regime)?.advice[stage] ?? {
      next: '请按收到的文书办理。',
      otherwise: '主管部门按规定继续办理，结果送达贵单位。',
    }
  );
}
