import { z } from 'zod';
import { faultyCellSchema } from './faulty-cell.ts';
import type { ReadingReport } from './readers/reading.ts';

export { type Breakers, breakersSchema } from './breakers.ts';
export { registrationKey } from './entities/registrations.ts';
export type { Entity } from './normalisers/headers.ts';
export { SheetsToChoose } from './readers/parts.ts';
export { UnreadableFile } from './readers/raw-row.ts';
export { type ReadingReport, readingReportSchema } from './readers/reading.ts';

export const entitySchema = z.enum(['enterprises', 'qualifications', 'registrations', 'projects']);

/** “姓名：理由” of the official who releases a held import. */
export const releaseSchema = z.object({
  by: z.string().trim().min(1, '请写明放行人姓名。'),
  reason: z.string().trim().min(2, '请写明放行理由。'),
  /** where it is released on a page */
  accountId: z.uuid().optional(),
});

/** What is to be imported. A feed declares whether it is full or incremental: that decides what absence means. */
export const importRequestSchema = z.object({
  entity: entitySchema,
  files: z.array(z.string().min(1)).min(1),
  feed: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}._-]{1,60}$/u, '来源名称只能用汉字、字母、数字、点、横线和下划线，不超过 60 个字。')
    .default('file'),
  extent: z.enum(['full', 'incremental']).default('incremental'),
  sheet: z.string().optional(),
  /** cells of a field (its Chinese name) that hold `from` are read as `to`: decided once for all rows of the file */
  unified: z.array(z.object({ field: z.string(), from: z.string(), to: z.string().min(1) })).default([]),
  dryRun: z.boolean().default(false),
  /** null: the refused rows are not wanted as a file */
  rejectedFile: z.string().nullable().optional(),
  /** SHA-256: these very bytes and no others */
  digest: z.string().optional(),
  /** as a trial counted them: nothing else of this kind was imported since */
  precedingImports: z.int().nonnegative().optional(),
  release: releaseSchema.optional(),
  /** the person who imports it on a page: above a bound another one releases it */
  byHand: z.object({ accountId: z.uuid(), name: z.string() }).optional(),
  actor: z.string().default('命令行'),
});

export type ImportRequest = z.input<typeof importRequestSchema>;
export type CheckedImportRequest = z.output<typeof importRequestSchema>;

/** Rows that were refused for one reason: how many, where the first ones stand, and one of them in full. */
export const refusalSchema = z.object({
  field: z.string(),
  reason: z.string(),
  rows: z.number(),
  lines: z.array(z.number()).readonly(),
  /** what was read in these cells, where it is the same in all; '' where all are blank, null where they differ or are withheld */
  read: z.string().nullable().default(null),
  sample: faultyCellSchema.optional(),
});

export type Refusal = Readonly<z.infer<typeof refusalSchema>>;

export interface ImportProgress {
  readonly step: 'reading' | 'checking' | 'writing';
  readonly rows: number;
  readonly refused: number;
}

/** What an import did, counted in source keys (a certificate in ten rows is one); `read` and `quarantined` in rows. */
export interface ImportSummary {
  readonly importId: number | null;
  readonly status: 'applied' | 'held' | 'dry-run';
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly ended: number;
  readonly quarantined: number;
  /** absent from a full feed but left standing, because refused rows could not be told apart from them */
  readonly spared: number;
  /** rows that came in with secondary fields left out: they are on the list of what is to be corrected */
  readonly doubtful: number;
  /** records of other kinds in a provincial message */
  readonly otherRecords: number;
  readonly rejectedFile: string | null;
  /** why the refused rows could not be written to a file; they wait in quarantine all the same */
  readonly rejectedFileProblem?: string;
  readonly heldReasons: readonly string[];
  /** of a dry run, whose refused rows are nowhere else: the most frequent reasons */
  readonly refusals?: readonly Refusal[];
  /** how many other files of this kind the registry had taken when this one was compared with it */
  readonly precedingImports: number;
  /** what of the file was read, and what was not */
  readonly reading: ReadingReport;
}

export const dismissSchema = z.object({
  id: z.number().int().positive(),
  by: z.string().trim().min(1, '请写明经办人（--by）。'),
  reason: z.string().trim().min(2, '请写明理由（--reason）。'),
});
