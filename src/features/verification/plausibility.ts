import { z } from 'zod';
import type { Transaction } from '#platform/database/connections.ts';

const settingSchema = z.object({ share: z.number().min(0).max(1), minimum: z.number().int().min(0) });

/** A run is held when more than `share` of the standing verdicts would flip, and more than `minimum` of them. */
export type PlausibilityBreaker = z.infer<typeof settingSchema>;

export const DEFAULT_BREAKER: PlausibilityBreaker = { share: 0.05, minimum: 20 };

/** Name of the setting that an administrator changes. */
export const BREAKER_SETTING = 'verification.plausibility-breaker';

export async function plausibilityBreaker(transaction: Transaction): Promise<PlausibilityBreaker> {
  const found = await transaction.query<{ value: unknown }>('select value from setting where name = $1', [
    BREAKER_SETTING,
  ]);
  const row = found.rows[0];
  return row === undefined ? DEFAULT_BREAKER : settingSchema.parse(row.value);
}

/** The reason for which the run is held, or undefined. A feed that fails looks like a province that fails. */
export function implausible(breaker: PlausibilityBreaker, standing: number, flips: number): string | undefined {
  if (flips <= breaker.minimum || flips <= breaker.share * standing) return undefined;
  const percent = (value: number) => `${(value * 100).toFixed(1)}%`;
  return `现有 ${standing} 项核查结论中有 ${flips} 项（${percent(flips / standing)}）将改变，超过 ${percent(breaker.share)} 的合理界限。请先核对数据来源，确认无误后由有权人员放行。`;
}
