import type pg from 'pg';
import { type Coverage, coverages, enterprisesAwaitingRows } from '#features/intake/queries.ts';
import type { NoDataReason } from '#law/standards/index.ts';
import { copyNumberRows } from './copy-rows.ts';

/**
 * Whether a shortfall may be told (decision 0022): some place that is short must be one whose every certificate kind a source answers for
 * in that territory, a source that is fresh and younger than the enterprise's own arrival in the register.
 */
export class KnownAbsences {
  private readonly coverage: readonly Coverage[];
  private readonly instant: number;
  /** enterprise → when it arrived; one that is not here was in the register, with its people, before arrivals were noted */
  private readonly arrivals: ReadonlyMap<number, number>;
  /** enterprises of which refused rows of registrations wait for correction */
  private readonly waiting: ReadonlySet<number>;

  private constructor(
    coverage: readonly Coverage[],
    instant: Date,
    arrivals: ReadonlyMap<number, number>,
    waiting: ReadonlySet<number>,
  ) {
    this.coverage = coverage;
    this.instant = instant.getTime();
    this.arrivals = arrivals;
    this.waiting = waiting;
  }

  /** Reads what the enterprises of a selection (SQL condition on `e.id`) need. `extra`: coverage that is not written yet. */
  static async read(
    client: pg.Client,
    asked: { readonly enterprises: string; readonly instant: Date; readonly extra?: readonly Coverage[] | undefined },
  ): Promise<KnownAbsences> {
    const arrivals = new Map<number, number>();
    await copyNumberRows(
      client,
      `select e.id, (extract(epoch from e.arrived_at) * 1000)::bigint from enterprise e where e.arrived_at is not null and ${asked.enterprises}`,
      2,
      (values) => arrivals.set(values[0] ?? 0, values[1] ?? 0),
    );
    const waiting = new Set<number>();
    if (arrivals.size > 0) {
      for (const id of await enterprisesAwaitingRows(client, asked.enterprises)) waiting.add(id);
    }
    return new KnownAbsences([...(await coverages(client)), ...(asked.extra ?? [])], asked.instant, arrivals, waiting);
  }

  /** Undefined where the shortfall may be told; else why not. `missed` as of `kindsMissed`. */
  doubt(enterprise: number, divisionCode: string, missed: readonly (readonly number[])[]): NoDataReason | undefined {
    const arrived = this.arrivals.get(enterprise);
    if (arrived === undefined) return undefined;
    if (this.waiting.has(enterprise)) return 'rows-waiting';
    const here = this.coverage.filter((each) => divisionCode.startsWith(each.territory));
    if (known(here, missed)) {
      const since = here.filter((each) => each.completeAt.getTime() >= arrived);
      if (!known(since, missed)) return 'older-than-arrival';
      const fresh = since.filter((each) => each.freshAt.getTime() + each.freshDays * 86_400_000 >= this.instant);
      return known(fresh, missed) ? undefined : 'source-stale';
    }
    return 'no-source';
  }
}

function known(coverage: readonly Coverage[], missed: readonly (readonly number[])[]): boolean {
  const kinds = new Set(coverage.flatMap((each) => each.kinds));
  return missed.some((place) => place.every((kind) => kinds.has(kind)));
}
