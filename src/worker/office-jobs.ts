import { verifyCaseChains } from '#features/audit-trail/commands.ts';
import { previewImpact } from '#features/impact/commands.ts';
import { releaseHeldImport, replayQuarantine, takeSourcesAsComplete } from '#features/intake/commands.ts';
import { forgetFile, type JobInHand, type JobKind } from '#features/jobs/commands.ts';
import { releaseHeldRun, trialRun } from '#features/verification/commands.ts';
import type { ComparesWith } from '#law/standards/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { Pool } from '#platform/database/connections.ts';
import { applyTrial, intakeOf, tryImport, withFile } from './import-jobs.ts';
import type { MonthQueue } from './month-queue.ts';

/** What the worker can do for a page. */
export const OFFICE_JOBS: readonly JobKind[] = [
  'month-run',
  'dry-run',
  'release-run',
  'impact',
  'replay-rows',
  'release-import',
  'trial-import',
  'apply-import',
  'drop-trial',
  'verify-chains',
];

export interface JobTools {
  readonly url: string;
  readonly pool: Pool;
  readonly queue: MonthQueue;
  readonly province: string;
  readonly clock: Clock;
}

/** Does one job. Every kind may be begun again after a crash. */
export async function doOfficeJob(job: JobInHand, tools: JobTools): Promise<Record<string, unknown>> {
  const { url, pool, queue, province } = tools;
  const { asked, askedBy, askedByName } = job;
  switch (asked.kind) {
    case 'month-run':
      // Whoever asks for the check says that the month's data are in; the schedule does not.
      await takeSourcesAsComplete(pool, { scope: '', at: tools.clock.now(), by: askedByName });
      await queue.ask({ month: asked.month, asOf: asked.asOf });
      return { asked: true };
    case 'dry-run': {
      const trial = await trialRun(url, pool, {
        scope: '',
        asOf: asked.asOf,
        now: tools.clock.now(),
        progress: job.progress,
      });
      const { evaluation, changed, flips, evaluateSeconds } = trial;
      return { ...evaluation.counts, changed, flips, evaluateSeconds };
    }
    case 'release-run':
      return {
        ...(await releaseHeldRun(
          pool,
          asked.run,
          { by: askedByName, reason: asked.reason, now: tools.clock.now() },
          province,
        )),
      };
    case 'impact': {
      const { division, maximumAge, insurance, compares } = asked;
      const draft = {
        division,
        policy: { maximumAge, insurance },
        compares: new Map(compares.map((each): [string, ComparesWith] => [each.rule, each.comparesWith])),
      };
      return { ...(await previewImpact(url, pool, { jobId: job.id, asOf: asked.asOf, draft }, job.progress)) };
    }
    case 'replay-rows':
      return withFile(job.file, asked.fileName, async (file) => ({
        ...(await replayQuarantine(file, askedByName, intakeOf(tools), { accountId: askedBy, name: askedByName })),
        rejectedFile: null,
      }));
    case 'release-import':
      return withFile(job.file, asked.fileName, async (file) => ({
        ...(await releaseHeldImport(
          { importId: asked.importId, file, by: askedByName, accountId: askedBy, reason: asked.reason },
          intakeOf(tools),
        )),
        rejectedFile: null,
      }));
    case 'trial-import':
      return tryImport(job, asked, tools);
    case 'apply-import':
      return applyTrial(job, asked, tools);
    case 'drop-trial':
      return { dropped: await forgetFile(pool, asked.trial) };
    case 'verify-chains':
      return { ...(await verifyCaseChains(pool, job.progress)) };
  }
}
