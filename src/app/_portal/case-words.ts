import { REGIMES } from '#law/regimes/regimes.ts';

export { regimeName, stageName } from '#features/service/queries.ts';

/** Every stage of every regime by name, for a filter; the same word once. */
export function stageOptions(): { readonly value: string; readonly label: string }[] {
  const names = new Map<string, string>();
  for (const regime of REGIMES.values()) {
    for (const track of regime.tracks) {
      for (const [id, stage] of Object.entries(track.stages)) if (!names.has(id)) names.set(id, stage.name);
    }
  }
  return [...names].map(([value, label]) => ({ value, label }));
}

/** A refusal as people read it: the names of commands that `simulate` shows stay out. */
export function withoutCommands(reason: string): string {
  return reason.replaceAll(/（[a-z]+(?:-[a-z]+)*）/g, '');
}
