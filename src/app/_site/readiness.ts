import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from '#platform/database/connections.ts';

export interface Check {
  readonly ok: boolean;
  readonly detail: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<'database' | 'migrations' | 'worker', Check>>;
}

const LONGEST_SILENCE_SECONDS = 60;
const LONGEST_WAIT_MS = 3_000;

async function within<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), LONGEST_WAIT_MS);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function tried(work: () => Promise<Check>): Promise<Check> {
  try {
    return await within(work());
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no-answer';
    return { ok: false, detail: `没有应答（${code}）` };
  }
}

async function databaseCheck(pool: Pool): Promise<Check> {
  await pool.query('select 1');
  return { ok: true, detail: '应答正常' };
}

/** Every migration that this version of the product brings has been applied. */
async function migrationsCheck(pool: Pool): Promise<Check> {
  const folder = path.join(process.cwd(), 'prisma', 'migrations');
  const wanted = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const applied = await pool.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  const names = new Set(applied.rows.map((row) => row.migration_name));
  const missing = wanted.filter((entry) => !names.has(entry.name)).map((entry) => entry.name);
  return missing.length === 0
    ? { ok: true, detail: `已应用 ${wanted.length} 个` }
    : { ok: false, detail: `尚未应用：${missing.join('、')}` };
}

/** Re-checks, mails and the month's run are the worker's: without one the site would show ever older results. */
async function workerCheck(pool: Pool, now: Date): Promise<Check> {
  const beats = await pool.query<{ beat_at: Date | null }>('select max(beat_at) as beat_at from worker_heartbeat');
  const last = beats.rows[0]?.beat_at ?? null;
  if (last === null) return { ok: false, detail: '没有后台任务进程' };
  const seconds = Math.max(0, Math.round((now.getTime() - last.getTime()) / 1000));
  return { ok: seconds <= LONGEST_SILENCE_SECONDS, detail: `最近一次心跳在 ${seconds} 秒前` };
}

/** Whether the installation can do its work, check by check. */
export async function readiness(pool: Pool, now: Date): Promise<Readiness> {
  const [database, migrations, worker] = await Promise.all([
    tried(() => databaseCheck(pool)),
    tried(() => migrationsCheck(pool)),
    tried(() => workerCheck(pool, now)),
  ]);
  return { ready: database.ok && migrations.ok && worker.ok, checks: { database, migrations, worker } };
}
