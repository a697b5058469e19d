import { JOB_KINDS, type JobShown } from '#features/jobs/queries.ts';

/** A job as a line of a list. */
export function jobLine({ id, asked, status, askedByName, askedAt }: JobShown) {
  return { id, name: JOB_KINDS[asked.kind], status, askedByName, askedAt };
}

/** What went wrong, in words; what only a programmer can read is not shown, it stands in the log. */
export function failureIn(failure: string | null): string | null {
  if (failure === null || /\p{Script=Han}/u.test(failure)) return failure;
  return '平台内部差错，没有写入任何数据。请稍后再试；仍不行的，请告知平台运行单位。';
}
