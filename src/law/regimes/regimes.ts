import { guangxi2024 } from './guangxi-2024.ts';
import { hebei2025 } from './hebei-2025.ts';
import { jiangxi2026 } from './jiangxi-2026.ts';
import { order22Article28 } from './order-22-article-28.ts';
import { proved } from './prove.ts';
import type { Regime } from './regime.ts';
import { shanxi2023 } from './shanxi-2023.ts';
import { shenyang2024 } from './shenyang-2024.ts';

/** The regimes in force, by id, each proved at load. A new province is a new file and a line here. */
export const REGIMES: ReadonlyMap<string, Regime> = new Map(
  [guangxi2024, shanxi2023, shenyang2024, jiangxi2026, hebei2025, order22Article28].map((regime) => [
    regime.id,
    proved(regime),
  ]),
);

/** The province that an installation serves where nothing else is said: that of the first regime. */
export const DEFAULT_PROVINCE = guangxi2024.region;
