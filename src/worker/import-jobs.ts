import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type ImportEnvironment, importFile, openFile } from '#features/intake/commands.ts';
import { type ImportProgress, type ImportSummary, SheetsToChoose } from '#features/intake/schema.ts';
import { forgetFile, type JobAsked, type JobInHand, keptFileOf } from '#features/jobs/commands.ts';
import type { Clock } from '#platform/clock.ts';
import type { Pool } from '#platform/database/connections.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import { dataFolder } from '#platform/project-root.ts';

interface IntakeTools {
  readonly pool: Pool;
  readonly clock: Clock;
}

/** What an import needs when it is a job of the worker. */
export function intakeOf({ pool, clock }: IntakeTools): ImportEnvironment {
  return { pool, clock, keys: identityKeys(), dataFolder, standardInput: Readable.from([]) };
}

/** A file in a folder of its own, for as long as it is worked on. */
export async function withFile<T>(
  bytes: Uint8Array | null,
  name: string,
  work: (file: string) => Promise<T>,
): Promise<T> {
  if (bytes === null) throw new Error('任务没有文件，请重新上传。');
  const folder = await mkdtemp(path.join(tmpdir(), 'qualwatch-job-'));
  try {
    const file = path.join(folder, path.basename(name));
    await writeFile(file, bytes, { mode: 0o600 });
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const REPORT_EVERY_MS = 500;

/** Rows read, for the page: how many there will be is known when the last one is read. One report is on its way at a time. */
function reporting(job: JobInHand): { readonly progress: (at: ImportProgress) => void; done(): Promise<void> } {
  let last = 0;
  let sending: Promise<void> = Promise.resolve();
  return {
    progress({ step, rows }) {
      const now = performance.now();
      if (step === 'reading' && now - last < REPORT_EVERY_MS) return;
      last = now;
      sending = sending.then(() => job.progress(rows, step === 'reading' ? 0 : rows)).catch(() => undefined);
    },
    done: () => sending,
  };
}

type Declared = Extract<JobAsked, { kind: 'trial-import' | 'apply-import' }>;

async function importDeclared(
  job: JobInHand,
  { entity, feed, extent, sheet, unified, fileName, digest }: Declared,
  stored: Buffer,
  tools: IntakeTools,
  how: { readonly dryRun: true } | { readonly precedingImports: number },
): Promise<ImportSummary> {
  const environment = intakeOf(tools);
  const report = reporting(job);
  try {
    return await withFile(openFile(stored, environment.keys), fileName, (file) =>
      importFile(
        {
          entity,
          feed,
          extent,
          digest,
          files: [file],
          actor: job.askedByName,
          byHand: { accountId: job.askedBy, name: job.askedByName },
          rejectedFile: null,
          ...(sheet === undefined ? {} : { sheet }),
          ...(unified === undefined ? {} : { unified }),
          ...how,
        },
        { ...environment, progress: report.progress },
      ),
    );
  } finally {
    await report.done();
  }
}

/** What a file would do. It writes nothing; the file stays with the job until somebody has decided. */
export async function tryImport(
  job: JobInHand,
  asked: Extract<JobAsked, { kind: 'trial-import' }>,
  tools: IntakeTools,
): Promise<Record<string, unknown>> {
  if (job.file === null) throw new Error('任务没有文件，请重新上传。');
  try {
    return { ...(await importDeclared(job, asked, job.file, tools, { dryRun: true })) };
  } catch (error) {
    // Not a failure: the file stays, and whoever brought it says which sheet is meant.
    if (error instanceof SheetsToChoose) return { sheetChoices: error.choices };
    throw error;
  }
}

/** Imports the file of a trial: those bytes and no others, into the registry with which they were compared. */
export async function applyTrial(
  job: JobInHand,
  asked: Extract<JobAsked, { kind: 'apply-import' }>,
  tools: IntakeTools,
): Promise<Record<string, unknown>> {
  const stored = await keptFileOf(tools.pool, asked.trial);
  if (stored === null) throw new Error('试导入的文件已不再保存，没有写入任何数据。请重新上传。');
  const { precedingImports } = asked;
  const summary = await importDeclared(job, asked, stored, tools, { precedingImports });
  await forgetFile(tools.pool, asked.trial);
  return { ...summary };
}
