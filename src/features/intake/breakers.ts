import { z } from 'zod';
import type { Transaction } from '#platform/database/connections.ts';
import type { PlannedCounts } from './apply/plan.ts';
import type { Entity } from './normalisers/headers.ts';

const share = z.number().min(0).max(1);

/** Setting `intake.breakers`: what share of an import is implausible and waits for a person. */
export const breakersSchema = z.object({
  /** of what the feed holds, ended by one file */
  removedShare: share.default(0.1),
  /** of the rows of a file, refused */
  refusedShare: share.default(0.2),
  /** of all registrations that stand, changed by one file */
  changedShare: share.default(0.5),
  /** of what stands in the registry, touched by what one person imports on pages within seven days: above both, another person releases it */
  byHandShare: share.default(0.01),
  byHandMinimum: z.int().min(0).default(50),
});

export type Breakers = z.infer<typeof breakersSchema>;

/** A smaller file is read by eye: one bad row in three says nothing. */
const LEAST_ROWS = 20;
const LEAST_CHANGED = 100;

export async function readBreakers(client: Transaction): Promise<Breakers> {
  const found = await client.query<{ value: unknown }>(`select value from setting where name = 'intake.breakers'`);
  return breakersSchema.parse(found.rows[0]?.value ?? {});
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)}%`;
}

const NOUNS: Readonly<Record<Entity, string>> = {
  enterprises: '企业',
  qualifications: '资质',
  registrations: '注册',
  projects: '项目',
};

/** Small files one after another are one large one. */
const BY_HAND_DAYS = 7;

/**
 * Why what one person imports waits for another one; undefined where it is not by hand, or little. What is added counts as well: it is what
 * lets an enterprise meet a standard.
 */
export async function needsAnother(
  client: Transaction,
  entity: Entity,
  limits: Breakers,
  { added, changed, ended, standing }: PlannedCounts,
  byHand: { readonly accountId: string } | undefined,
  now: Date,
): Promise<string | undefined> {
  const touched = added + changed + ended;
  if (byHand === undefined || touched === 0) return undefined;
  const found = await client.query<{ n: number }>(
    `select coalesce(sum((counts->>'added')::bigint + (counts->>'changed')::bigint + (counts->>'ended')::bigint), 0)::bigint as n
     from import_file where brought_by = $1 and entity = $2 and status = 'applied' and released_by is null
       and started_at > $3::timestamptz - make_interval(days => $4)`,
    [byHand.accountId, entity, now, BY_HAND_DAYS],
  );
  const before = found.rows[0]?.n ?? 0;
  const whole = before + touched;
  if (whole <= limits.byHandMinimum || whole <= standing * limits.byHandShare) return undefined;
  const noun = NOUNS[entity];
  const earlier = before === 0 ? '' : `，连同其近 ${BY_HAND_DAYS} 日导入的共 ${whole} 条`;
  const of = standing === 0 ? '' : `，占现有 ${standing} 条的 ${percent(whole, standing)}`;
  return `由一人导入，影响 ${touched} 条${noun}${earlier}${of}，超过 ${percent(limits.byHandShare, 1)} 和 ${limits.byHandMinimum} 条的上限，须由另一人核对后放行。`;
}

/** Why a file must wait for a person before anything is written; empty where it may go on. */
export function implausible(
  entity: Entity,
  limits: Breakers,
  full: boolean,
  read: number,
  refused: number,
  planned: PlannedCounts,
): string[] {
  const reasons: string[] = [];
  const noun = NOUNS[entity];
  const { ended, changed, holds, standing } = planned;
  if (read >= LEAST_ROWS && refused > read * limits.refusedShare) {
    reasons.push(
      `${read} 行中有 ${refused} 行（${percent(refused, read)}）被拒绝，超过 ${percent(limits.refusedShare, 1)} 的上限。`,
    );
  }
  // In an increment each end is said, not concluded: a handful needs no second look.
  if (ended > holds * limits.removedShare && (full || ended >= LEAST_ROWS)) {
    reasons.push(
      `将注销 ${ended} 条${noun}，占该来源现有 ${holds} 条的 ${percent(ended, Math.max(holds, 1))}，超过 ${percent(limits.removedShare, 1)} 的上限。`,
    );
  }
  if (entity === 'registrations' && changed >= LEAST_CHANGED && changed > standing * limits.changedShare) {
    reasons.push(
      `将变更 ${changed} 条${noun}，占现有 ${standing} 条的 ${percent(changed, standing)}，超过 ${percent(limits.changedShare, 1)} 的上限。`,
    );
  }
  // Verdicts that stood may fall by what was always so and is first said now: it is listed before it takes effect.
  if (planned.revealed !== undefined && planned.revealed.length > 0) {
    reasons.push(
      `有 ${planned.revealed.length} 个专业的注册按此文件早已届满，登记至今仍计入；放行后不再计入，请逐一核对：${planned.revealed.join('；')}。`,
    );
  }
  return reasons;
}
