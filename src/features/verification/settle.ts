import { casesForChangedVerdicts } from '#features/casework/commands.ts';
import { sourceTroubles } from '#features/intake/queries.ts';
import { holdLock } from '#platform/advisory-locks.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { effectOf, implausibleEffect } from './plausibility.ts';

/** What the settlement of a run did, as its report says it. */
export type Settlement =
  | { readonly outcome: 'settled'; readonly report: Record<string, unknown> }
  | { readonly outcome: 'held'; readonly reason: string }
  | { readonly outcome: 'already'; readonly status: string }
  | { readonly outcome: 'unfinished'; readonly partitions: number };

interface RunRow {
  readonly id: number;
  readonly kind: 'month' | 'change';
  readonly status: string;
  readonly as_of: string;
  readonly instant: Date;
  readonly standards_version: string;
  readonly policy_version: string;
}

/** An official's word that a held run is right after all. */
export interface Release {
  readonly by: string;
  readonly reason: string;
  readonly instant: Date;
  readonly onDay: string;
}

export interface SettleOptions {
  /** prefix of the province that the installation serves */
  readonly province: string;
  readonly release?: Release;
  /** the legal day of the settlement, where the comparison may be of an earlier one: an office acts on the day it learns of it */
  readonly noticedOn?: string;
}

/**
 * Settles what the run found against what stands, in sets and in one transaction: verdict history, cases, marks,
 * questions, outbox, report. Either all of it is there or none, whenever the worker dies.
 *
 * What changed since is left alone: an enterprise re-checked after this run's data instant knows better.
 */
export async function settleRun(transaction: Transaction, runId: number, options: SettleOptions): Promise<Settlement> {
  const { release } = options;
  await holdLock(transaction, 'settlement', 'exclusive');
  const found = await transaction.query<RunRow>(
    `select id, kind, status, as_of, instant, standards_version, policy_version
     from verification_run where id = $1 for update`,
    [runId],
  );
  const run = found.rows[0];
  if (run === undefined) throw new Error(`run ${runId} does not exist`);
  if (run.status !== 'evaluating' && !(run.status === 'held' && release !== undefined)) {
    return { outcome: 'already', status: run.status };
  }
  const open = await count(transaction, 'select count(*) from run_partition where run_id = $1 and not done', [runId]);
  if (open > 0) return { outcome: 'unfinished', partitions: open };

  await collectChanges(transaction, run);
  const effect = await effectOf(transaction);
  if (release === undefined) {
    const reasons = [
      await implausibleEffect(transaction, effect),
      // Re-checks have only what was taken in before them; the month's check would speak for everybody.
      ...(run.kind === 'month' ? await sourceTroubles(transaction, run.instant) : []),
    ].filter((reason) => reason !== undefined);
    if (reasons.length > 0) {
      const reason = reasons.join('');
      await transaction.query("update verification_run set status = 'held', held_reason = $2 where id = $1", [
        runId,
        reason,
      ]);
      return { outcome: 'held', reason };
    }
  }
  // A held run takes effect when it is released, not when its data were frozen.
  const known = release?.instant ?? run.instant;
  await writeVerdicts(transaction, run, known);
  const cases = await casesForChangedVerdicts(transaction, {
    runId,
    province: options.province,
    onDay: release?.onDay ?? later(run.as_of, options.noticedOn),
    recordedAt: known,
    standardsVersion: run.standards_version,
    policyVersion: run.policy_version,
  });
  const report = await writeReport(
    transaction,
    run,
    { changed: effect.changed, flips: effect.flips, ...cases },
    known,
    release,
  );
  await transaction.query('delete from run_difference where run_id = $1', [runId]);
  await transaction.query('delete from run_double_registration where run_id = $1', [runId]);
  return { outcome: 'settled', report };
}

/** Days are compared as text: `yyyy-MM-dd`. */
function later(day: string, other: string | undefined): string {
  return other !== undefined && other > day ? other : day;
}

async function count(transaction: Transaction, sql: string, values: unknown[]): Promise<number> {
  const result = await transaction.query<{ count: number }>(sql, values);
  return result.rows[0]?.count ?? 0;
}

/** `changed_verdict`: what differs from what stands now, without the enterprises that were re-checked since. */
async function collectChanges(transaction: Transaction, run: RunRow): Promise<void> {
  await transaction.query('drop table if exists changed_verdict');
  await transaction.query(
    `create temporary table changed_verdict on commit drop as
     select d.qualification_id, d.enterprise_id, q.division_code, v.verdict as previous, d.verdict, d.effective_row, d.shortage, d.counts
     from run_difference d
     join qualification q on q.id = d.qualification_id
     left join verdict v on v.enterprise_id = d.enterprise_id and v.qualification_id = d.qualification_id and v.known_to is null
     where d.run_id = $1
       and (v.id is null or (v.known_from < $2 and (v.verdict, v.effective_row, v.shortage, v.counts)
            is distinct from (d.verdict, d.effective_row, d.shortage, d.counts)))
       and not exists (select 1 from enterprise_recheck r where r.enterprise_id = d.enterprise_id and r.instant > $2)`,
    [run.id, run.instant],
  );
  await transaction.query('analyze changed_verdict');
}

async function writeVerdicts(transaction: Transaction, run: RunRow, known: Date): Promise<void> {
  await transaction.query(
    `update verdict v set known_to = $1 from changed_verdict c
     where c.previous is not null and v.enterprise_id = c.enterprise_id and v.qualification_id = c.qualification_id and v.known_to is null`,
    [known],
  );
  await transaction.query(
    `insert into verdict (qualification_id, enterprise_id, division_code, verdict, effective_row, shortage, counts, run_id, as_of, known_from)
     select qualification_id, enterprise_id, division_code, verdict, effective_row, shortage, counts, $1, $2, $3
     from changed_verdict order by qualification_id`,
    [run.id, run.as_of, known],
  );
}

async function writeReport(
  transaction: Transaction,
  run: RunRow,
  settled: Record<string, number>,
  known: Date,
  release: Release | undefined,
): Promise<Record<string, unknown>> {
  const evaluated = await transaction.query<{ counts: Record<string, number>; verdict_hash: string }>(
    `select jsonb_build_object(
        'enterprises', coalesce(sum((counts->>'enterprises')::int), 0),
        'qualifications', coalesce(sum((counts->>'qualifications')::int), 0),
        'registrations', coalesce(sum((counts->>'registrations')::int), 0),
        'met', coalesce(sum((counts->>'met')::int), 0),
        'notMet', coalesce(sum((counts->>'notMet')::int), 0),
        'undetermined', coalesce(sum((counts->>'undetermined')::int), 0),
        'notAssessed', coalesce(sum((counts->>'notAssessed')::int), 0),
        'unknown', coalesce(sum((counts->>'unknown')::int), 0)) as counts,
      encode(sha256(convert_to(coalesce(string_agg(verdict_hash, '' order by number), ''), 'UTF8')), 'hex') as verdict_hash
     from run_partition where run_id = $1`,
    [run.id],
  );
  const row = evaluated.rows[0];
  const counts = { ...row?.counts, ...settled };
  await transaction.query(
    `update verification_run set status = 'settled', counts = $2, verdict_hash = $3, settled_at = $4, held_reason = held_reason,
       released_by = $5, release_reason = $6 where id = $1`,
    [run.id, JSON.stringify(counts), row?.verdict_hash ?? null, known, release?.by ?? null, release?.reason ?? null],
  );
  return {
    run: run.id,
    kind: run.kind,
    asOf: run.as_of,
    instant: run.instant.toISOString(),
    standardsVersion: run.standards_version,
    policyVersion: run.policy_version,
    verdictHash: row?.verdict_hash ?? null,
    ...counts,
  };
}
