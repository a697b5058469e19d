import { JOB_KINDS, type JobShown } from '#features/jobs/queries.ts';

/** A job as a line of a list. */
export function jobLine({ id, asked, status, askedByName, askedAt }: JobShown) {
  return { id, name: JOB_KINDS[asked.kind], status, askedByName, askedAt };
}
