import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';

/**
 * Which regime governs which place of registration, the longest prefix first. A city may run its own beside its
 * province's; which of them apply depends on the province that the installation serves.
 */
const GOVERNED: readonly (readonly [division: string, regime: string])[] = [
  ['2101', 'shenyang-2024'],
  ['14', 'shanxi-2023'],
  ['45', 'guangxi-2024'],
];

export interface Governing {
  readonly regime: Regime;
  /** registered in the province that the installation serves (GX24-1.1), or merely working there (GX24-1.2) */
  readonly inRegion: boolean;
}

/**
 * The regime for an enterprise of a division in an installation that serves `province`; undefined where none is laid down.
 * Enterprises from elsewhere come under the regime of the province itself, if it takes them.
 */
export function governing(divisionCode: string, province: string): Governing | undefined {
  const inRegion = divisionCode.startsWith(province);
  const place = inRegion ? divisionCode : province;
  const found = GOVERNED.find(([division]) => division.startsWith(province) && place.startsWith(division));
  const regime = found === undefined ? undefined : REGIMES.get(found[1]);
  return regime === undefined ? undefined : { regime, inRegion };
}

/** The regime that a case was opened under. @throws when the installation no longer knows it */
export function regimeOfCase(id: string): Regime {
  const regime = REGIMES.get(id);
  if (regime === undefined) throw new Error(`a case was opened under the regime ${id}, which is not installed`);
  return regime;
}
