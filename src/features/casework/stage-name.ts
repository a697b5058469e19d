import { REGIMES } from '#law/regimes/regimes.ts';

/** The name of a stage as its regime has it: 黄牌预警. */
export function explainStage(regime: string, stage: string): string {
  for (const track of REGIMES.get(regime)?.tracks ?? []) {
    const found = track.stages[stage];
    if (found !== undefined) return found.name;
  }
  return stage;
}
