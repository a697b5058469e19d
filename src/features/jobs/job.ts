import { z } from 'zod';

/** A file as it is declared: what it holds, whence it comes, what absence from it means. */
const declared = {
  entity: z.enum(['enterprises', 'qualifications', 'registrations', 'projects']),
  feed: z.string(),
  extent: z.enum(['full', 'incremental']),
  sheet: z.string().optional(),
  /** what stands in a field in many rows, read as something else in all of them; `from` is empty for blank cells */
  unified: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })).optional(),
  fileName: z.string(),
  /** SHA-256 of the file */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
};

const release = { run: z.int().positive(), reason: z.string() };

/** What a page may ask of the worker, each kind with what it needs to know. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('month-run'), month: z.string().regex(/^\d{4}-\d{2}$/), asOf: z.iso.date() }),
  z.object({ kind: z.literal('dry-run'), asOf: z.iso.date() }),
  z.object({ kind: z.literal('release-run'), ...release }),
  z.object({
    kind: z.literal('impact'),
    asOf: z.iso.date(),
    name: z.string(),
    division: z.string(),
    maximumAge: z.int().nullable(),
    insurance: z.enum(['ignore', 'required']),
    compares: z.array(z.object({ rule: z.string(), comparesWith: z.enum(['own', 'lowest', 'none', '乙级']) })),
  }),
  /** `row`: the one quarantine row that was corrected on its page */
  z.object({ kind: z.literal('replay-rows'), fileName: z.string(), row: z.int().positive().optional() }),
  z.object({
    kind: z.literal('release-import'),
    importId: z.int().positive(),
    fileName: z.string(),
    reason: z.string(),
  }),
  z.object({ kind: z.literal('trial-import'), ...declared }),
  /** `trial`: the job that tried the file and keeps it */
  z.object({
    kind: z.literal('apply-import'),
    trial: z.uuid(),
    ...declared,
    precedingImports: z.int().nonnegative(),
  }),
  z.object({ kind: z.literal('drop-trial'), trial: z.uuid(), fileName: z.string() }),
  z.object({ kind: z.literal('verify-chains') }),
]);

export type JobAsked = z.output<typeof jobSchema>;
export type JobKind = JobAsked['kind'];
/** Kinds whose file is kept when they are done, until it is decided about or its time is up. */
export const KEEPS_FILE: readonly JobKind[] = ['trial-import'];

export type JobStatus = 'waiting' | 'running' | 'done' | 'failed';

/** Whose page a kind belongs to: what the database lets see it. */
export function portalOfJob(kind: JobKind): 'province' | 'audit' {
  switch (kind) {
    case 'month-run':
    case 'dry-run':
    case 'release-run':
    case 'impact':
    case 'replay-rows':
    case 'release-import':
    case 'trial-import':
    case 'apply-import':
    case 'drop-trial':
      return 'province';
    case 'verify-chains':
      return 'audit';
  }
}

export const JOB_KINDS: Readonly<Record<JobKind, string>> = {
  'month-run': '月度核查',
  'dry-run': '试算核查',
  'release-run': '放行核查',
  impact: '影响测算',
  'replay-rows': '更正重放',
  'release-import': '放行导入',
  'trial-import': '试导入',
  'apply-import': '导入文件',
  'drop-trial': '放弃导入',
  'verify-chains': '核验案件事件链',
};
