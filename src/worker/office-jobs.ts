import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { verifyCaseChains } from '#features/audit-trail/commands.ts';
import { previewImpact } from '#features/impact/commands.ts';
import { type ImportEnvironment, releaseHeldImport, replayQuarantine } from '#features/intake/commands.ts';
import type { JobInHand, JobKind } from '#features/jobs/commands.ts';
import { releaseHeldRun, trialRun } from '#features/verification/commands.ts';
import type { ComparesWith } from '#law/standards/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { Pool } from '#platform/database/connections.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import { dataFolder } from '#platform/project-root.ts';
import type { MonthQueue } from './month-queue.ts';

/** What the worker can do for a page. */
export const OFFICE_JOBS: readonly JobKind[] = [
  'month-run',
  'dry-run',
  'release-run',
  'impact',
  'replay-rows',
  'release-import',
  'verify-chains',
];

export interface JobTools {
  readonly url: string;
  readonly pool: Pool;
  readonly queue: MonthQueue;
  readonly province: string;
  readonly clock: Clock;
}

/** The file of a job in a folder of its own, for as long as it is worked on. */
async function withFile<T>(job: JobInHand, name: string, work: (file: string) => Promise<T>): Promise<T> {
  if (job.file === null) throw new Error('任务没有文件，请重新上传。');
  const folder = await mkdtemp(path.join(tmpdir(), 'qualwatch-job-'));
  try {
    const file = path.join(folder, path.basename(name));
    await writeFile(file, job.file, { mode: 0o600 });
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function intake({ pool, clock }: JobTools): ImportEnvironment {
  return { pool, clock, keys: identityKeys(), dataFolder, standardInput: Readable.from([]) };
}

/** Does one job. Every kind may be begun again after a crash. */
export async function doOfficeJob(job: JobInHand, tools: JobTools): Promise<Record<string, unknown>> {
  const { url, pool, queue, province } = tools;
  const { asked, askedByName } = job;
  switch (asked.kind) {
    case 'month-run':
      await queue.ask({ month: asked.month, asOf: asked.asOf });
      return { asked: true };
    case 'dry-run': {
      const trial = await trialRun(url, pool, { scope: '', asOf: asked.asOf, progress: job.progress });
      const { evaluation, changed, flips, evaluateSeconds } = trial;
      return { ...evaluation.counts, changed, flips, evaluateSeconds };
    }
    case 'release-run':
      return { ...(await releaseHeldRun(pool, asked.run, { by: askedByName, reason: asked.reason }, province)) };
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
      return withFile(job, asked.fileName, async (file) => ({
        ...(await replayQuarantine(file, askedByName, intake(tools))),
        rejectedFile: null,
      }));
    case 'release-import':
      return withFile(job, asked.fileName, async (file) => ({
        ...(await releaseHeldImport(
          { importId: asked.importId, file, by: askedByName, reason: asked.reason },
          intake(tools),
        )),
        rejectedFile: null,
      }));
    case 'verify-chains':
      return { ...(await verifyCaseChains(pool, job.progress)) };
  }
}
