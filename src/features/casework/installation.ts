import { regimesOver } from '#law/regimes/citing.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';

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
  // A city may run its own beside its province's: the longest prefix comes first.
  const regime = regimesOver(province).find(({ region }) => place.startsWith(region));
  return regime === undefined ? undefined : { regime, inRegion };
}

/** The regime that a case was opened under. @throws when the installation no longer knows it */
export function regimeOfCase(id: string): Regime {
  const regime = REGIMES.get(id);
  if (regime === undefined) throw new Error(`a case was opened under the regime ${id}, which is not installed`);
  return regime;
}
