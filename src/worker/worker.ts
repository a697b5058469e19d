import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { schedule } from 'node-cron';
import { developmentTextMessages, settleClaims } from '#features/accounts/commands.ts';
import { sealAuditTrail } from '#features/audit-trail/commands.ts';
import { applyDowntimes, elapseCases, layAnswers, reckonAnew } from '#features/casework/commands.ts';
import { openPress, type Press } from '#features/documents/commands.ts';
import { carryOutSealed } from '#features/drafts/commands.ts';
import { doNextJob, forgetOldFiles } from '#features/jobs/commands.ts';
import { deliverDueMail } from '#features/notification/commands.ts';
import { publishChanges, takeMonthlySnapshot } from '#features/open-data/commands.ts';
import {
  carryCasesOver,
  issueUnmarkNotices,
  recordUnprovedMail,
  recordWaitingBounces,
  settleNotices,
  sweepAbsences,
} from '#features/service/commands.ts';
import {
  bringWhatTimeBrings,
  monthWasBegun,
  recheckChangedEnterprises,
  resumeUnfinishedRuns,
  runMonth,
} from '#features/verification/commands.ts';
import { callWebhooks, tellWatchers } from '#features/watch/commands.ts';
import { type Clock, clockIsShifted, legalDayOf } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { openConnection, openPool } from '#platform/database/connections.ts';
import { forgetSubmissions } from '#platform/http/submitted-once.ts';
import type { Logger } from '#platform/log.ts';
import { bounceSettings, startBounceListener } from '#platform/mail/bounce-mailbox.ts';
import { openMonthQueue } from './month-queue.ts';
import { doOfficeJob, OFFICE_JOBS } from './office-jobs.ts';
import { openMail } from './outgoing-mail.ts';
import { repeat } from './repeat.ts';

/** The 1st of each month, before the offices open, when the night's feeds are in. */
const MONTHLY = '10 2 1 * *';
const MONTH_HOUR = '02:10';
const DAILY = '0 0 * * *';
const TIME_ZONE = 'Asia/Shanghai';

export interface WorkerOptions {
  readonly config: Config;
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
  /** whether this process also asks for the scheduled work; any number of processes may */
  readonly scheduler: boolean;
}

export interface RunningWorker {
  stop(): Promise<void>;
}

/**
 * Does what nobody waits for: month's runs from the queue, re-checks of what changed (within seconds), runs that another
 * worker left behind, due mail. Any number of workers share the work.
 */
export async function startWorker({ config, url, log, clock, scheduler }: WorkerOptions): Promise<RunningWorker> {
  const pool = openPool(url);
  const province = config.QUALWATCH_PROVINCE;
  const bounces = bounceSettings();
  const sender = openMail(config, bounces.address);
  const listener =
    bounces.folder === undefined || bounces.port === undefined
      ? undefined
      : await startBounceListener({ folder: bounces.folder, port: bounces.port, host: '0.0.0.0' });
  // Opened when the first document is due: fonts and key are not needed by a worker that issues none.
  let opened: Press | undefined;
  const press: Press = {
    print(order) {
      opened ??= openPress({ baseUrl: config.QUALWATCH_BASE_URL });
      return opened.print(order);
    },
  };
  const queue = await openMonthQueue(url, log);
  const name = `${hostname()}-${randomUUID().slice(0, 8)}`;

  await queue.work(async ({ month, asOf }) => {
    // What time brought before comes first, dated on its own day.
    await bringWhatTimeBrings(url, pool, { province, now: clock.now(), waits: true });
    const { run, settlement } = await runMonth(url, pool, { month, asOf, scope: '', now: clock.now() }, { province });
    log.info({ run: run.id, month, outcome: settlement.outcome }, 'month run');
  });

  /** Asks for the month's check where it has not been: at its hour, and whenever its hour was slept through. */
  const askForMonth = async () => {
    const asOf = legalDayOf(clock.now());
    const month = asOf.slice(0, 7);
    const due = new Date(`${month}-01T${MONTH_HOUR}:00+08:00`);
    if (clock.now() < due || (await monthWasBegun(pool, month))) return;
    await queue.ask({ month, asOf });
  };
  // Whoever finds the watermark behind the day moves it; the others find nothing to do.
  const bring = async () => {
    for (const settlement of await bringWhatTimeBrings(url, pool, { province, now: clock.now() })) {
      log.info({ outcome: settlement.outcome }, 'what time brought');
    }
  };

  // A demonstration that jumps over months does not wait five minutes for what its new day brings.
  const paced = (pauseMs: number) => (clockIsShifted() ? Math.min(pauseMs, 1_000) : pauseMs);

  const tasks = [
    repeat(log, 'heartbeat', 10_000, async () => {
      await pool.query(
        'insert into worker_heartbeat (worker, beat_at) values ($1, $2) on conflict (worker) do update set beat_at = excluded.beat_at',
        [name, clock.now()],
      );
      await pool.query("delete from worker_heartbeat where beat_at < $1::timestamptz - interval '1 day'", [
        clock.now(),
      ]);
    }),
    repeat(log, 'recheck', 2_000, async () => {
      // A comparison of today must not run ahead of the days that nobody has looked at.
      await bring();
      for (;;) {
        const settlement = await recheckChangedEnterprises(url, pool, { province, now: clock.now() });
        if (settlement === undefined) return;
        log.info({ outcome: settlement.outcome }, 're-check of changed enterprises');
      }
    }),
    repeat(log, 'resume', 15_000, async () => {
      for (const settlement of await resumeUnfinishedRuns(url, pool, { province })) {
        log.info({ outcome: settlement.outcome }, 'unfinished run resumed');
      }
    }),
    // What time brings happens on its day, whether or not anybody looks: looked for every five minutes.
    repeat(log, 'time', paced(300_000), async () => {
      const now = clock.now();
      // Whoever moves the clock of a running demonstration asks for its months on the page.
      if (scheduler && !clockIsShifted()) await askForMonth();
      // Before time goes on: a downtime or a holiday notice may have moved the last day that it would end.
      await applyDowntimes(pool, now);
      await layAnswers(pool, now);
      await reckonAnew(pool, now);
      const carried = await carryCasesOver(pool, now);
      if (carried > 0) log.info({ carried }, 'open cases carried over to the rules of now');
      const events = await elapseCases(pool, legalDayOf(now), now);
      if (events > 0) log.info({ events }, 'time brought events');
      const deemed = await settleNotices(pool, now);
      if (deemed > 0) log.info({ deemed }, 'services deemed done by public notice');
    }),
    // What an office has sealed is carried out here, a stretch at a time, so that a page can show how far it is.
    repeat(log, 'drafts', 1_000, async () => {
      await carryOutSealed(
        { pool, press },
        () => clock.now(),
        25,
        (draft, error) => log.error({ draft, error: String(error) }, 'a sealed draft cannot be carried out'),
      );
    }),
    // What a page asked for: runs, previews, imports, checks of the chains (docs/architecture.md: nobody waits for them in a request).
    repeat(log, 'office-jobs', 1_000, async () => {
      const holder = await openConnection(url);
      try {
        const now = () => clock.now();
        const tools = { url, pool, queue, province, clock };
        while (await doNextJob(holder, pool, OFFICE_JOBS, now, (job) => doOfficeJob(job, tools)));
      } finally {
        await holder.end();
      }
    }),
    // Who signed up for an enterprise: what the feeds prove, and whose three days for an objection are over.
    repeat(log, 'claims', 60_000, async () => {
      const granted = await settleClaims(pool, developmentTextMessages, clock.now());
      if (granted > 0) log.info({ granted }, 'claims to enterprises granted');
    }),
    repeat(log, 'kept-files', 600_000, async () => void (await forgetOldFiles(pool, clock.now()))),
    repeat(log, 'audit-seal', 600_000, async () => {
      while (await sealAuditTrail(pool, clock.now()));
    }),
    repeat(log, 'unmark-notices', paced(60_000), async () => {
      const { issued, waiting } = await issueUnmarkNotices({ pool, press }, clock.now(), 200);
      if (issued > 0) log.info({ issued, waiting }, 'unmark notices issued');
    }),
    repeat(log, 'bounces', 15_000, async () => {
      if (bounces.folder === undefined) return;
      const counts = await recordWaitingBounces(pool, bounces.folder, clock.now());
      if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'bounces');
    }),
    repeat(log, 'mail-proof', 3_600_000, async () => {
      const count = await recordUnprovedMail(pool, clock.now());
      if (count > 0) log.info({ count }, 'mail without proof of arrival');
    }),
    // What should be there and is not (docs/operations.md): looked for at the start and then once a day.
    repeat(log, 'absences', 24 * 3_600_000, async () => {
      await forgetSubmissions(pool);
      const counts = await sweepAbsences(pool, clock.now());
      const standing = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
      if (Object.keys(standing).length > 0) log.warn(standing, 'absences');
    }),
    repeat(log, 'open-data', 2_000, async () => {
      while ((await publishChanges(pool, { province, now: clock.now() })) > 0);
    }),
    // Saved lists: what the public feed says of their enterprises goes out by mail and webhook.
    repeat(log, 'watch', 5_000, async () => {
      const told = await tellWatchers(pool, config.QUALWATCH_BASE_URL, clock.now());
      const calls = await callWebhooks(pool, clock.now(), { allowInside: config.QUALWATCH_MODE === 'development' });
      if (told + calls.taken + calls.notTaken > 0) log.info({ told, ...calls }, 'saved lists');
    }),
    repeat(log, 'snapshot', 600_000, async () => {
      // So that who continues from the snapshot does not read again what is in it.
      while ((await publishChanges(pool, { province, now: clock.now() })) > 0);
      const taken = await takeMonthlySnapshot(pool, { province, now: clock.now() });
      if (taken !== undefined) log.info(taken, 'open-data snapshot');
    }),
    repeat(log, 'mail', 1_000, async () => {
      const counts = await deliverDueMail({
        pool,
        sender,
        baseUrl: config.QUALWATCH_BASE_URL,
        now: () => clock.now(),
      });
      if (counts.sent + counts.postponed > 0) log.info(counts, 'mail');
    }),
  ];

  if (scheduler) await askForMonth();
  // The schedule only wakes what is asked from the database anyway: whoever slept through it misses nothing.
  const schedules = scheduler
    ? [schedule(MONTHLY, askForMonth, { timezone: TIME_ZONE }), schedule(DAILY, bring, { timezone: TIME_ZONE })]
    : [];

  return {
    async stop() {
      for (const each of schedules) await each.destroy();
      await Promise.all(tasks.map((task) => task.stop()));
      await queue.close();
      await listener?.close();
      await pool.query('delete from worker_heartbeat where worker = $1', [name]).catch(() => undefined);
      sender.close();
      await pool.end();
    },
  };
}
