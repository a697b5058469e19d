import { z } from 'zod';
import type { Transaction } from '#platform/database/connections.ts';

const share = z.number().min(0).max(1);

/** A setting that names neither has loosened both: a register that may flip as a whole may flip in its parts. */
const settingSchema = z
  .object({
    share,
    minimum: z.int().min(0),
    /** of the verdicts of one source's enterprises */
    feedShare: share.optional(),
    /** of first verdicts, where nothing stands yet that they could be compared with */
    firstShare: share.optional(),
  })
  .transform((given) => ({
    ...given,
    feedShare: given.feedShare ?? Math.max(0.2, given.share),
    firstShare: given.firstShare ?? Math.max(0.5, given.share),
  }));

/** A run is held when more than `share` of the standing verdicts would flip, and more than `minimum` of them. */
export type PlausibilityBreaker = z.infer<typeof settingSchema>;

export const DEFAULT_BREAKER: PlausibilityBreaker = settingSchema.parse({ share: 0.05, minimum: 20 });

/** Name of the setting that an administrator changes. */
export const BREAKER_SETTING = 'verification.plausibility-breaker';

export async function plausibilityBreaker(transaction: Transaction): Promise<PlausibilityBreaker> {
  const found = await transaction.query<{ value: unknown }>('select value from setting where name = $1', [
    BREAKER_SETTING,
  ]);
  const row = found.rows[0];
  return row === undefined ? DEFAULT_BREAKER : settingSchema.parse(row.value);
}

const percent = (value: number) => `${(value * 100).toFixed(1)}%`;
const ASK = '请先核对数据来源，确认无误后由有权人员放行。';

/** The reason for which the run is held, or undefined. A feed that fails looks like a province that fails. */
export function implausible(breaker: PlausibilityBreaker, standing: number, flips: number): string | undefined {
  if (flips <= breaker.minimum || flips <= breaker.share * standing) return undefined;
  return `现有 ${standing} 项核查结论中有 ${flips} 项（${percent(flips / standing)}）将改变，超过 ${percent(breaker.share)} 的合理界限。${ASK}`;
}

/** Few standing verdicts say nothing about what is usual, and then few failures at first sight say nothing either. */
const ENOUGH_STANDING = 100;
const FEW_WITHOUT_COMPARISON = 50;

/**
 * Whoever is judged for the first time fails about as often as those who are judged already; three times as often, and the data are
 * asked first.
 */
export function implausibleFirst(
  breaker: PlausibilityBreaker,
  first: { readonly judged: number; readonly failing: number },
  standing: { readonly judged: number; readonly failing: number },
): string | undefined {
  if (first.failing <= breaker.minimum) return undefined;
  const usual = standing.judged >= ENOUGH_STANDING ? standing.failing / standing.judged : undefined;
  if (usual === undefined && first.failing <= FEW_WITHOUT_COMPARISON) return undefined;
  const limit = usual === undefined ? breaker.firstShare : Math.min(breaker.firstShare, Math.max(0.1, usual * 3));
  if (first.failing <= first.judged * limit) return undefined;
  const compared = usual === undefined ? '' : `（现有结论中不达标占 ${percent(usual)}）`;
  return `首次得出结论的 ${first.judged} 项资质中有 ${first.failing} 项（${percent(first.failing / first.judged)}）不达标${compared}，超过 ${percent(limit)} 的合理界限。${ASK}`;
}

/** One source's file may empty its own enterprises without moving the share of the whole register. */
export function implausibleFeed(
  breaker: PlausibilityBreaker,
  feeds: readonly { readonly feed: string; readonly standing: number; readonly failing: number }[],
): string | undefined {
  const found = feeds.find(
    ({ standing, failing }) => failing > breaker.minimum && failing > standing * breaker.feedShare,
  );
  if (found === undefined) return undefined;
  return `来源“${found.feed}”的企业现有 ${found.standing} 项核查结论，其中 ${found.failing} 项（${percent(found.failing / found.standing)}）将变为不达标，超过 ${percent(breaker.feedShare)} 的合理界限。${ASK}`;
}

/** What a run would change, out of `changed_verdict` (settle.ts). */
export interface Effect {
  readonly changed: number;
  /** verdicts that replace another one */
  readonly flips: number;
  /** of `flips`: back to what stood before a failure that an official has released; one release is for both (decision 0022) */
  readonly undone: number;
  readonly firstJudged: number;
  readonly firstFailing: number;
}

/** `previous` of a qualification that no source had spoken of is nothing that flips. */
export async function effectOf(transaction: Transaction): Promise<Effect> {
  const result = await transaction.query<Effect>(
    `select count(*) as changed,
       count(*) filter (where previous <> 'unknown' and previous <> verdict) as flips,
       count(*) filter (where previous <> 'unknown' and previous <> verdict and undone) as undone,
       count(*) filter (where coalesce(previous, 'unknown') = 'unknown' and verdict in ('met', 'not-met', 'undetermined')) as "firstJudged",
       count(*) filter (where coalesce(previous, 'unknown') = 'unknown' and verdict = 'not-met') as "firstFailing"
     from (select c.previous, c.verdict, c.previous = 'not-met' and exists (
         select 1 from verdict v join verification_run u on u.id = v.run_id and u.released_by is not null and u.status = 'settled'
           join verdict b on b.qualification_id = v.qualification_id and b.known_to = v.known_from
         where v.qualification_id = c.qualification_id and v.enterprise_id = c.enterprise_id and v.known_to is null and b.verdict = c.verdict) as undone
       from changed_verdict c) each_change`,
  );
  return result.rows[0] ?? { changed: 0, flips: 0, undone: 0, firstJudged: 0, firstFailing: 0 };
}

/** Standing verdicts of the enterprises of each source that would lose some, and how many would fail. */
async function failingByFeed(transaction: Transaction) {
  const result = await transaction.query<{ feed: string; standing: number; failing: number }>(
    `with touched as (
       select distinct r.feed, c.qualification_id from changed_verdict c join registration r on r.enterprise_id = c.enterprise_id
       where c.verdict = 'not-met' and c.previous = 'met'
     ), failing as (select feed, count(*) as failing from touched group by feed),
     fed as (
       select distinct r.feed, r.enterprise_id from registration r where r.feed in (select feed from failing)
     )
     select f.feed, f.failing, (select count(*) from fed join verdict v on v.enterprise_id = fed.enterprise_id and v.known_to is null
       where fed.feed = f.feed and v.verdict in ('met', 'not-met', 'undetermined')) as standing
     from failing f`,
  );
  return result.rows;
}

async function standingJudged(transaction: Transaction): Promise<{ all: number; judged: number; failing: number }> {
  const result = await transaction.query<{ all: number; judged: number; failing: number }>(
    `select count(*) as all, count(*) filter (where verdict in ('met', 'not-met', 'undetermined')) as judged,
       count(*) filter (where verdict = 'not-met') as failing from verdict where known_to is null`,
  );
  return result.rows[0] ?? { all: 0, judged: 0, failing: 0 };
}

/** Why what a run would change is not to be believed without an official; undefined where it is plausible. */
export async function implausibleEffect(transaction: Transaction, effect: Effect): Promise<string | undefined> {
  const breaker = await plausibilityBreaker(transaction);
  const flips = effect.flips - effect.undone;
  // The tables are large; most runs change so little that nothing need be counted.
  if (flips <= breaker.minimum && effect.firstFailing <= breaker.minimum) return undefined;
  const standing = await standingJudged(transaction);
  return (
    implausible(breaker, standing.all, flips) ??
    implausibleFirst(breaker, { judged: effect.firstJudged, failing: effect.firstFailing }, standing) ??
    (flips > breaker.minimum ? implausibleFeed(breaker, await failingByFeed(transaction)) : undefined)
  );
}
