import { importsApplied } from '#features/intake/queries.ts';
import type { JobAsked } from '#features/jobs/commands.ts';
import { type JobShown, jobsAbout, latestJobs } from '#features/jobs/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { TrialState } from '#ui/portal-pages/province/trial-words.tsx';
import { entityWord, feedWord } from './entity-words.ts';

export type TrialAsked = Extract<JobAsked, { kind: 'trial-import' }>;

export interface Trial {
  readonly job: JobShown;
  readonly asked: TrialAsked;
  readonly state: TrialState;
  /** the import that was asked for, also where it failed */
  readonly apply: JobShown | undefined;
}

export function numberIn(result: JobShown['result'], name: string): number {
  const value = result?.[name];
  return typeof value === 'number' ? value : 0;
}

async function stateOf(
  pool: Pool,
  job: JobShown,
  asked: TrialAsked,
  decisions: readonly JobShown[],
): Promise<TrialState> {
  if (job.status === 'waiting' || job.status === 'running') return 'trying';
  if (job.status === 'failed') return 'failed';
  const apply = decisions.find((each) => each.asked.kind === 'apply-import' && each.status !== 'failed');
  if (apply !== undefined) {
    if (apply.status !== 'done') return 'applying';
    return apply.result?.status === 'held' ? 'held' : 'applied';
  }
  if (decisions.some((each) => each.asked.kind === 'drop-trial')) return 'dropped';
  if (!job.fileKept) return 'forgotten';
  if (job.result?.sheetChoices !== undefined) return 'to-choose';
  const since = await importsApplied(pool, asked);
  return since === numberIn(job.result, 'precedingImports') ? 'to-decide' : 'outdated';
}

/** A trial with what was decided about it; undefined where the job is none. */
export async function trialOf(pool: Pool, job: JobShown): Promise<Trial | undefined> {
  const { asked } = job;
  if (asked.kind !== 'trial-import') return undefined;
  const decisions = await jobsAbout(pool, ['apply-import', 'drop-trial'], { trial: job.id });
  return {
    job,
    asked,
    state: await stateOf(pool, job, asked, decisions),
    apply: decisions.find((each) => each.asked.kind === 'apply-import'),
  };
}

const RECENT = 5;

/** The newest trials as lines of a list: whoever left the page finds it again. */
export async function recentTrials(pool: Pool) {
  const trials = await Promise.all((await latestJobs(pool, ['trial-import'], RECENT)).map((job) => trialOf(pool, job)));
  return trials.flatMap((trial) =>
    trial === undefined
      ? []
      : [
          {
            id: trial.job.id,
            name: trial.asked.fileName,
            entity: entityWord(trial.asked.entity),
            feed: feedWord(trial.asked.feed),
            state: trial.state,
            askedByName: trial.job.askedByName,
            askedAt: trial.job.askedAt,
          },
        ],
  );
}
