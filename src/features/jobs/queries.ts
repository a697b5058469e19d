import type { Pool } from '#platform/database/connections.ts';
import { type JobAsked, type JobKind, type JobStatus, jobSchema } from './job.ts';

export { JOB_KINDS, type JobAsked, type JobKind, type JobStatus } from './job.ts';

export interface JobShown {
  readonly id: string;
  readonly asked: JobAsked;
  readonly status: JobStatus;
  readonly done: number;
  readonly total: number;
  readonly result: Record<string, unknown> | null;
  readonly failure: string | null;
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
  /** whether its file is still there */
  readonly fileKept: boolean;
}

interface Row extends Omit<JobShown, 'asked'> {
  readonly kind: string;
  readonly content: Record<string, unknown>;
}

const COLUMNS = `id, kind, content, status, done, total, result, failure, asked_by_name as "askedByName", asked_at as "askedAt",
  finished_at as "finishedAt", file is not null as "fileKept"`;

function shown({ kind, content, ...row }: Row): JobShown {
  return { ...row, asked: jobSchema.parse({ ...content, kind }) };
}

/** One job; undefined where it is not there for whoever asks. */
export async function jobOf(pool: Pool, id: string): Promise<JobShown | undefined> {
  const result = await pool.query<Row>(`select ${COLUMNS} from office_job where id = $1`, [id]);
  const [row] = result.rows;
  return row === undefined ? undefined : shown(row);
}

/** The newest jobs of some kinds, unfinished ones in front. */
export async function latestJobs(pool: Pool, kinds: readonly JobKind[], limit: number): Promise<JobShown[]> {
  const result = await pool.query<Row>(
    `select ${COLUMNS} from office_job where kind = any($1) order by status in ('done', 'failed'), asked_at desc limit $2`,
    [kinds, limit],
  );
  return result.rows.map(shown);
}

/** The jobs of some kinds that are about one thing, newest first. */
export async function jobsAbout(
  pool: Pool,
  kinds: readonly JobKind[],
  about: Readonly<Record<string, string | number>>,
): Promise<JobShown[]> {
  const result = await pool.query<Row>(
    `select ${COLUMNS} from office_job where kind = any($1) and content @> $2::jsonb order by asked_at desc, id`,
    [kinds, JSON.stringify(about)],
  );
  return result.rows.map(shown);
}

/** How many jobs wait or run, and how many failed within a day. */
export async function jobCounts(
  pool: Pool,
  now: Date,
): Promise<{ readonly waiting: number; readonly running: number; readonly failed: number }> {
  const result = await pool.query<{ waiting: number; running: number; failed: number }>(
    `select count(*) filter (where status = 'waiting') as waiting, count(*) filter (where status = 'running') as running,
       count(*) filter (where status = 'failed' and finished_at > $1::timestamptz - interval '1 day') as failed from office_job`,
    [now],
  );
  return result.rows[0] ?? { waiting: 0, running: 0, failed: 0 };
}
