import type { Pool } from '#platform/database/connections.ts';

export { type MailState, type MailWaiting, mailState, mailsWaiting } from './mail.ts';
export {
  isSettingName,
  SETTING_NAMES,
  type SettingName,
  type SettingStanding,
  settingGroup,
  settingsStanding,
} from './settings.ts';

/** The workers that have said that they are alive, newest first. */
export async function workersHeard(pool: Pool): Promise<readonly { readonly worker: string; readonly beatAt: Date }[]> {
  const result = await pool.query<{ worker: string; beatAt: Date }>(
    'select worker, beat_at as "beatAt" from worker_heartbeat order by beat_at desc limit 20',
  );
  return result.rows;
}

/** How long what changed has been waiting for its re-check, as far as whoever asks may know. */
export async function queueState(pool: Pool): Promise<{ readonly evaluating: number; readonly held: number }> {
  const result = await pool.query<{ evaluating: number; held: number }>(
    `select count(*) filter (where status = 'evaluating' and kind = 'month') as evaluating, count(*) filter (where status = 'held') as held
     from verification_run where status in ('evaluating', 'held')`,
  );
  return result.rows[0] ?? { evaluating: 0, held: 0 };
}
