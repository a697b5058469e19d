import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { type JobAsked, type JobKind, jobSchema, KEEPS_FILE, portalOfJob } from './job.ts';

export type { JobAsked, JobKind } from './job.ts';
export { forgetFile, forgetOldFiles, KEPT_HOURS, keptFileOf } from './kept-files.ts';

export interface Asking {
  readonly accountId: string;
  readonly name: string;
  readonly at: Date;
}

/**
 * Asks the worker for something that no page should wait for. The same thing that is already asked for and not finished is not asked
 * for twice. @returns the job, and whether it is a new one
 */
export async function askJob(
  pool: Pool,
  asked: JobAsked,
  by: Asking,
  file?: Buffer,
): Promise<{ readonly id: string; readonly fresh: boolean }> {
  const { kind, ...content } = jobSchema.parse(asked);
  return inTransaction(pool, async (transaction) => {
    await transaction.query("select pg_advisory_xact_lock(hashtext('qualwatch.office-job'))");
    const standing = await transaction.query<{ id: string }>(
      "select id from office_job where kind = $1 and content = $2::jsonb and status in ('waiting', 'running') and $3::bytea is null",
      [kind, JSON.stringify(content), file ?? null],
    );
    const [same] = standing.rows;
    if (same !== undefined) return { id: same.id, fresh: false };
    const id = randomUUID();
    await transaction.query(
      `insert into office_job (id, portal, kind, content, file, asked_by, asked_by_name, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, portalOfJob(kind), kind, JSON.stringify(content), file ?? null, by.accountId, by.name, by.at],
    );
    await recordAudit(transaction, { at: by.at, actor: by.name, action: `ask-${kind}`, subject: `job:${id}`, content });
    return { id, fresh: true };
  });
}

/** A job in the hands of one worker. */
export interface JobInHand {
  readonly id: string;
  readonly asked: JobAsked;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly file: Buffer | null;
  progress(done: number, total: number): Promise<void>;
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly content: Record<string, unknown>;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly file: Buffer | null;
}

/**
 * Takes the oldest unfinished job of these kinds that nobody works on and does it. The lease is a lock of the `holder` connection: a worker
 * that dies lets go of it and another begins anew, so every kind must be safe to begin twice. @returns whether there was one
 */
export async function doNextJob(
  holder: pg.Client,
  pool: Pool,
  kinds: readonly JobKind[],
  now: () => Date,
  work: (job: JobInHand) => Promise<Record<string, unknown>>,
): Promise<boolean> {
  const waiting = await pool.query<{ id: string }>(
    "select id from office_job where status in ('waiting', 'running') and kind = any($1) order by asked_at",
    [kinds],
  );
  for (const { id } of waiting.rows) {
    const lock = await holder.query<{ taken: boolean }>('select pg_try_advisory_lock(4502430, hashtext($1)) as taken', [
      id,
    ]);
    if (lock.rows[0]?.taken !== true) continue;
    try {
      if (await doJob(pool, id, now, work)) return true;
    } finally {
      await holder.query('select pg_advisory_unlock(4502430, hashtext($1))', [id]);
    }
  }
  return false;
}

async function doJob(
  pool: Pool,
  id: string,
  now: () => Date,
  work: (job: JobInHand) => Promise<Record<string, unknown>>,
): Promise<boolean> {
  const begun = await pool.query<Row>(
    `update office_job set status = 'running', started_at = $2, done = 0 where id = $1 and status in ('waiting', 'running')
     returning id, kind, content, asked_by as "askedBy", asked_by_name as "askedByName", file`,
    [id, now()],
  );
  const [row] = begun.rows;
  if (row === undefined) return false;
  const { kind, content, ...rest } = row;
  try {
    const result = await work({
      ...rest,
      asked: jobSchema.parse({ ...content, kind }),
      async progress(done, total) {
        await pool.query('update office_job set done = $2, total = $3 where id = $1', [id, done, total]);
      },
    });
    await pool.query(
      `update office_job set status = 'done', result = $2, finished_at = $3, done = total,
         file = case when kind = any($4) then file end where id = $1`,
      [id, JSON.stringify(result), now(), KEEPS_FILE],
    );
  } catch (error) {
    const text = error instanceof Error ? error.message.slice(0, 1_000) : String(error);
    await pool.query(
      "update office_job set status = 'failed', failure = $2, finished_at = $3, file = null where id = $1",
      [id, text, now()],
    );
  }
  return true;
}
