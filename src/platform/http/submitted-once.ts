import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from '../database/connections.ts';
import { ProblemError } from './problem.ts';

/** Whoever claimed a submission and has not answered for so long is gone: the next one works. */
const GONE_MINUTES = 2;
const PATIENCE_MS = 60_000;
const GLANCE_MS = 100;

/** An act's answer, and what of it the same submission gets again; nothing kept: the next one works anew. */
export interface Worked<Answer> {
  readonly answer: Answer;
  readonly keep: object | undefined;
}

export interface Submission {
  /** digest of form, address, person and all that was sent */
  readonly key: Buffer;
  readonly accountId: string;
}

/** Whether the submission is ours to work; a row whose worker is gone is taken over. */
async function claim(pool: Pool, { key, accountId }: Submission): Promise<boolean> {
  const claimed = await pool.query(
    `insert into form_submission as s (key, account_id, begun_at) values ($1, $2, clock_timestamp())
     on conflict (key) do update set begun_at = excluded.begun_at
       where s.answer is null and s.begun_at < excluded.begun_at - interval '${GONE_MINUTES} minutes' returning 1`,
    [key, accountId],
  );
  return claimed.rowCount === 1;
}

async function work<Answer>(pool: Pool, key: Buffer, act: () => Promise<Worked<Answer>>): Promise<Answer> {
  let kept: object | undefined;
  try {
    const { answer, keep } = await act();
    kept = keep;
    return answer;
  } finally {
    // What was refused, or failed, has done nothing: whoever sends it again is answered anew.
    if (kept === undefined) await pool.query('delete from form_submission where key = $1', [key]);
    else await pool.query('update form_submission set answer = $2 where key = $1', [key, JSON.stringify(kept)]);
  }
}

/**
 * Does what a form asks once, however often and at however many processes the same submission arrives: a double click, a reload, a
 * network that sends again. Those that come while it is at work wait for its answer.
 * @throws ProblemError where the first is still at work after a minute
 */
export async function submittedOnce<Answer>(
  pool: Pool,
  submission: Submission,
  act: () => Promise<Worked<Answer>>,
  again: (kept: unknown) => Answer,
): Promise<Answer> {
  const until = performance.now() + PATIENCE_MS;
  while (!(await claim(pool, submission))) {
    const found = await pool.query<{ answer: unknown }>('select answer from form_submission where key = $1', [
      submission.key,
    ]);
    const [row] = found.rows;
    if (row !== undefined && row.answer !== null) return again(row.answer);
    if (performance.now() > until) {
      throw new ProblemError('too-many-requests', '同一提交正在办理，请稍候，再打开页面查看结果，不要重复提交。');
    }
    await pause(GLANCE_MS);
  }
  return work(pool, submission.key, act);
}

/** Forgets what nobody will send again. @returns how many */
export async function forgetSubmissions(pool: Pool): Promise<number> {
  const gone = await pool.query("delete from form_submission where begun_at < clock_timestamp() - interval '1 day'");
  return gone.rowCount ?? 0;
}
