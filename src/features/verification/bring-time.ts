import { enterprisesChangedByTime } from '#features/registry/commands.ts';
import { lastTooOldBirth } from '#law/standards/days.ts';
import { assessmentRules, dayText, parseDay, standards, verificationPolicies } from '#law/standards/index.ts';
import { holdLock } from '#platform/advisory-locks.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { Pool, Transaction } from '#platform/database/connections.ts';
import { knowledgeInstant } from '#platform/knowledge-time.ts';
import {
  BATCH,
  beginRecheck,
  discardUnfinished,
  type FrozenChanges,
  noteLookedAt,
  type RecheckOptions,
  recheckAlone,
} from './recheck.ts';
import type { Settlement } from './settle.ts';

/**
 * Judges what time alone has changed since it was last looked at, day by day up to today: registrations, their specialties and
 * qualifications that ended, ages that were reached, rules of the law that came into force. The watermark moves with the settlement, so that
 * an outage of any length, a second worker or a death in between changes nothing but when it is noticed: the verdict is of the day on
 * which it changed, and known since now (decision 0023).
 * @returns what was settled; empty when everything had been looked at
 */
export async function bringWhatTimeBrings(
  url: string,
  pool: Pool,
  options: RecheckOptions & { readonly waits?: boolean },
): Promise<Settlement[]> {
  const settlements: Settlement[] = [];
  for (;;) {
    const { rows } = await pool.query<{ looked_until: string }>('select looked_until from time_watermark');
    const today = options.now === undefined ? undefined : legalDayOf(options.now);
    if (today !== undefined && (rows[0]?.looked_until ?? '') >= today) return settlements;
    let stretch: Stretch | undefined;
    const settlement = await recheckAlone(url, pool, options, {
      freeze: async (transaction) => {
        stretch = await freezeStretch(transaction, options);
        return stretch;
      },
      settled: async (writer, { runId, instant, enterprises }) => {
        await noteLookedAt(writer, runId, instant, enterprises);
        if (stretch !== undefined) await moveWatermark(writer, stretch.lookedUntil, stretch.afterEnterprise);
      },
    });
    if (settlement === undefined) return settlements;
    settlements.push(settlement);
  }
}

interface Stretch extends FrozenChanges {
  /** where the watermark stands once this is settled */
  readonly lookedUntil: string;
  readonly afterEnterprise: number;
}

async function moveWatermark(transaction: Transaction, lookedUntil: string, afterEnterprise: number): Promise<void> {
  await transaction.query(
    `insert into time_watermark (looked_until, after_enterprise) values ($1, $2)
     on conflict (id) do update set looked_until = excluded.looked_until, after_enterprise = excluded.after_enterprise`,
    [lookedUntil, afterEnterprise],
  );
}

function dayAfter(day: string): string {
  return dayText((parseDay(day) ?? 0) + 1);
}

/** The next enterprises to look at, as of the first day that concerns any; days that concern nobody are passed over at once. */
async function freezeStretch(transaction: Transaction, options: RecheckOptions): Promise<Stretch | undefined> {
  await discardUnfinished(transaction);
  await holdLock(transaction, 'registry', 'exclusive');
  const instant = await knowledgeInstant(transaction, options.now);
  const today = legalDayOf(instant);
  const found = await transaction.query<{ looked_until: string; after_enterprise: number }>(
    'select looked_until, after_enterprise from time_watermark for update',
  );
  const [mark] = found.rows;
  if (mark === undefined) {
    // Nothing was judged yet that time could have changed.
    await moveWatermark(transaction, today, 0);
    return undefined;
  }
  let { looked_until: lookedUntil, after_enterprise: after } = mark;
  while (lookedUntil < today) {
    const day = dayAfter(lookedUntil);
    const concerned = await enterprisesOf(transaction, day, after);
    const enterprises = concerned.slice(0, BATCH);
    const last = enterprises.at(-1);
    if (last !== undefined) {
      const rest = concerned.length > BATCH;
      const frozen = await beginRecheck(transaction, day, instant, enterprises);
      return { ...frozen, lookedUntil: rest ? lookedUntil : day, afterEnterprise: rest ? last : 0 };
    }
    lookedUntil = day;
    after = 0;
    await moveWatermark(transaction, lookedUntil, 0);
  }
  return undefined;
}

/** Whom the day concerns, behind an id; not whom a check of a later legal day has judged already. */
async function enterprisesOf(transaction: Transaction, day: string, after: number): Promise<number[]> {
  const number = parseDay(day) ?? 0;
  const ages = [...new Set(verificationPolicies.policies.flatMap(({ maximumAge }) => maximumAge ?? []))];
  const ids = await enterprisesChangedByTime(transaction, {
    day,
    births: ages.map((age) => ({
      after: dayText(lastTooOldBirth(number - 1, age)),
      until: dayText(lastTooOldBirth(number, age)),
    })),
    divisions: divisionsWithNewLaw(day),
  });
  const judged = await transaction.query<{ enterprise_id: number }>(
    `select distinct v.enterprise_id from verdict v join verification_run u on u.id = v.run_id
     where v.enterprise_id = any($1) and v.known_to is null and v.as_of > $2
     union select e.enterprise_id from enterprise_recheck e join verification_run u on u.id = e.run_id
     where e.enterprise_id = any($1) and u.as_of > $2`,
    [ids, day],
  );
  const later = new Set(judged.rows.map((row) => row.enterprise_id));
  return ids.filter((id) => id > after && !later.has(id));
}

/** Divisions in which a standard, an assessment rule or a policy begins to apply on the day, or no longer does. */
function divisionsWithNewLaw(day: string): string[] {
  const begins = ({ from, to }: { readonly from: string; readonly to?: string | undefined }) =>
    from === day || (to !== undefined && dayAfter(to) === day);
  return [
    ...standards.filter((standard) => dayText(standard.from) === day).map(() => ''),
    ...assessmentRules.rules.filter(begins).map(({ division }) => division ?? ''),
    ...verificationPolicies.policies.filter(begins).map(({ division }) => division),
  ];
}
