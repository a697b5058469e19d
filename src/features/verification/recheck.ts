import { holdLock } from '#platform/advisory-locks.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, openConnection, type Pool, type Transaction } from '#platform/database/connections.ts';
import { knowledgeInstant } from '#platform/knowledge-time.ts';
import { evaluateEnterprises } from './evaluate-enterprises.ts';
import { insertRun, noteDoubleRegistrations } from './freeze.ts';
import { type Settlement, settleRun } from './settle.ts';
import { differenceWriter } from './work-partition.ts';

/** Enterprises of one re-check: a large import is worked off in several, so that no transaction grows without bound. */
export const BATCH = 20_000;

/**
 * Re-checks the enterprises whose data changed (GX24-2 "and at once for what changed"), without waiting for the month.
 * Several workers may call it at once: one works, the others answer undefined, as it does when nothing has changed.
 */
export async function recheckChangedEnterprises(
  url: string,
  pool: Pool,
  options: RecheckOptions & { readonly asOf?: string; readonly instant?: Date },
): Promise<Settlement | undefined> {
  return recheckAlone(url, pool, options, {
    freeze: (transaction) => freezeChanges(transaction, options),
    settled: async (writer, { runId, instant, enterprises }) => noteRechecked(writer, runId, instant, enterprises),
  });
}

export interface RecheckOptions {
  /** prefix of the province that the installation serves */
  readonly province: string;
  /** the program's clock */
  readonly now?: Date;
}

/** What is re-checked, and what is written with its settlement. */
export interface Recheck {
  freeze(transaction: Transaction): Promise<FrozenChanges | undefined>;
  settled(writer: Transaction, frozen: FrozenChanges): Promise<void>;
}

/** One re-check at a time in the whole installation. `waits`: for whoever is at it; else undefined is answered. */
export async function recheckAlone(
  url: string,
  pool: Pool,
  options: RecheckOptions & { readonly waits?: boolean },
  { freeze, settled }: Recheck,
): Promise<Settlement | undefined> {
  const reader = await openConnection(url);
  try {
    if (options.waits === true) await reader.query("select pg_advisory_lock(hashtext('qualwatch.recheck'))");
    else {
      const alone = await reader.query<{ locked: boolean }>(
        "select pg_try_advisory_lock(hashtext('qualwatch.recheck')) as locked",
      );
      if (alone.rows[0]?.locked !== true) return undefined;
    }
    const frozen = await inTransaction(pool, freeze);
    if (frozen === undefined) return undefined;
    const writer = await openConnection(url);
    try {
      await writer.query('begin');
      const differences = differenceWriter(writer, frozen.runId);
      const evaluation = await evaluateEnterprises(
        reader,
        { ...frozen, selection: { kind: 'list', ids: frozen.enterprises } },
        differences.add,
      );
      await differences.finish();
      await writer.query(
        `insert into run_partition (run_id, number, first_enterprise, end_enterprise, done, counts, verdict_hash)
         values ($1, 1, $2, $3, true, $4, $5)`,
        [
          frozen.runId,
          frozen.enterprises[0] ?? 0,
          (frozen.enterprises.at(-1) ?? 0) + 1,
          JSON.stringify(evaluation.counts),
          evaluation.verdictHash,
        ],
      );
      if (await overtaken(writer, frozen.instant)) {
        await writer.query('rollback');
        return undefined;
      }
      const settlement = await settleRun(writer, frozen.runId, {
        province: options.province,
        noticedOn: legalDayOf(frozen.instant),
      });
      await settled(writer, frozen);
      await writer.query('commit');
      return settlement;
    } finally {
      await writer.end();
    }
  } finally {
    await reader.end();
  }
}

export interface FrozenChanges {
  readonly runId: number;
  readonly asOf: string;
  readonly instant: Date;
  readonly enterprises: readonly number[];
}

async function freezeChanges(
  transaction: Transaction,
  options: { readonly asOf?: string; readonly instant?: Date; readonly now?: Date },
): Promise<FrozenChanges | undefined> {
  await discardUnfinished(transaction);
  const waiting = await transaction.query('select 1 from recheck_request limit 1');
  if (waiting.rowCount === 0) return undefined;
  await holdLock(transaction, 'registry', 'exclusive');
  const instant = options.instant ?? (await knowledgeInstant(transaction, options.now));
  const requests = await transaction.query<{ enterprise_id: number }>(
    `select enterprise_id from recheck_request where requested_at <= $1
     order by requested_at, enterprise_id limit $2`,
    [instant, BATCH],
  );
  if (requests.rows.length === 0) return undefined;
  const enterprises = requests.rows.map((row) => row.enterprise_id).sort((a, b) => a - b);
  return beginRecheck(transaction, options.asOf ?? legalDayOf(instant), instant, enterprises);
}

/** What an earlier re-check began and did not finish is void: what it was for is still written down. */
export async function discardUnfinished(transaction: Transaction): Promise<void> {
  await transaction.query(
    "update verification_run set status = 'discarded' where kind = 'change' and status = 'evaluating'",
  );
}

export async function beginRecheck(
  transaction: Transaction,
  asOf: string,
  instant: Date,
  enterprises: readonly number[],
): Promise<FrozenChanges> {
  const runId = await insertRun(transaction, { kind: 'change', scope: '', asOf, instant });
  await noteDoubleRegistrations(transaction, runId, asOf, instant, enterprises);
  return { runId, asOf, instant, enterprises };
}

/** A month's run of newer data was settled while we evaluated: what we know is old, and the requests wait for the next turn. */
async function overtaken(transaction: Transaction, instant: Date): Promise<boolean> {
  await holdLock(transaction, 'settlement', 'exclusive');
  const newer = await transaction.query(
    "select 1 from verification_run where kind = 'month' and status = 'settled' and instant > $1 limit 1",
    [instant],
  );
  return (newer.rowCount ?? 0) > 0;
}

/** Written with the settlement: a request that came in meanwhile is newer than the instant and stays. */
async function noteRechecked(
  transaction: Transaction,
  runId: number,
  instant: Date,
  enterprises: readonly number[],
): Promise<void> {
  await transaction.query('delete from recheck_request where enterprise_id = any($1) and requested_at <= $2', [
    enterprises,
    instant,
  ]);
  await noteLookedAt(transaction, runId, instant, enterprises);
}

/** A month's run that was frozen before must not put its older finding over this one. */
export async function noteLookedAt(
  transaction: Transaction,
  runId: number,
  instant: Date,
  enterprises: readonly number[],
): Promise<void> {
  await transaction.query(
    `insert into enterprise_recheck (enterprise_id, instant, run_id) select unnest($1::bigint[]), $2, $3
     on conflict (enterprise_id) do update set instant = excluded.instant, run_id = excluded.run_id
     where enterprise_recheck.instant < excluded.instant`,
    [enterprises, instant, runId],
  );
}
