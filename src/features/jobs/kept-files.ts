import type { Pool } from '#platform/database/connections.ts';
import { KEEPS_FILE } from './job.ts';

/** How long the file of a job waits for a decision: a working day, not a store of persons' data. */
export const KEPT_HOURS = 24;

/** The file that a finished job has kept; null where it was forgotten. */
export async function keptFileOf(pool: Pool, id: string): Promise<Buffer | null> {
  const found = await pool.query<{ file: Buffer | null }>(
    "select file from office_job where id = $1 and status = 'done'",
    [id],
  );
  return found.rows[0]?.file ?? null;
}

/** @returns whether there was a file to forget */
export async function forgetFile(pool: Pool, id: string): Promise<boolean> {
  const done = await pool.query('update office_job set file = null where id = $1 and file is not null', [id]);
  return done.rowCount === 1;
}

/** Forgets the files that nobody has decided about in time. @returns how many */
export async function forgetOldFiles(pool: Pool, now: Date): Promise<number> {
  const done = await pool.query(
    `update office_job set file = null where kind = any($1) and status = 'done' and file is not null
       and finished_at < $2::timestamptz - make_interval(hours => $3)`,
    [KEEPS_FILE, now, KEPT_HOURS],
  );
  return done.rowCount ?? 0;
}
