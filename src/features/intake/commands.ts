import path from 'node:path';
import { confirmedCodes } from '#features/codes/queries.ts';
import { type Clock, legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import type { IdentityKeys } from '#platform/identity-numbers.ts';
import { APPLIES, type StagedImport, writeImport } from './apply/import-transaction.ts';
import { type Entity, FIELDS, isEssentialHeading, isKnownHeading, knownHeaders } from './normalisers/headers.ts';
import { isOwnImport, OWN_IMPORT_WORDS } from './own-import.ts';
import { type Correction, READERS, type ReadCounts, stageRows } from './read-rows.ts';
import { type DataRow, UnreadableFile } from './readers/raw-row.ts';
import { Reading, type ReadingReport } from './readers/reading.ts';
import { openSource, type Source } from './readers/source.ts';
import { refusalsOf } from './refusals.ts';
import { refusedRows, rejectedCsv, writeRejectedFile } from './rejected-rows.ts';
import { corrector, replayTarget } from './replay.ts';
import {
  type CheckedImportRequest,
  dismissSchema,
  type ImportProgress,
  type ImportRequest,
  type ImportSummary,
  importRequestSchema,
} from './schema.ts';
import { clearDeadImports, Staging } from './staging.ts';

/** What an import needs of the process that runs it. */
export interface ImportEnvironment {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: IdentityKeys;
  /** where rejected rows and, while it is read, standard input are kept */
  readonly dataFolder: string;
  readonly standardInput: NodeJS.ReadableStream;
  readonly progress?: (progress: ImportProgress) => void;
}

async function register(
  pool: Pool,
  request: CheckedImportRequest,
  source: Source,
  digest: string,
  now: Date,
  correction: boolean,
): Promise<number> {
  const { byHand, release } = request;
  const result = await pool.query<{ id: number }>(
    `insert into import_file (entity, name, digest, feed, extent, status, started_at, brought_by, brought_by_name, correction,
       released_by, released_by_name)
     values ($1, $2, $3, $4, $5, 'staging', $6, $7, $8, $9, $10, $11) returning id`,
    [
      request.entity,
      source.name,
      digest,
      request.feed,
      request.extent,
      now,
      byHand?.accountId ?? null,
      byHand?.name ?? null,
      correction,
      release?.accountId ?? null,
      release?.accountId === undefined ? null : release.by,
    ],
  );
  const row = result.rows[0];
  if (row === undefined) throw new Error('the database gave no number for the import');
  return row.id;
}

function rejectedPath(request: CheckedImportRequest, source: Source, importId: number, folder: string): string {
  const name = source.name.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80);
  return request.rejectedFile ?? path.join(folder, 'rejected', `${name}-${importId}.csv`);
}

type RejectedFile = Pick<ImportSummary, 'rejectedFile' | 'rejectedFileProblem'>;

function summarise(
  staged: StagedImport,
  written: Awaited<ReturnType<typeof writeImport>>,
  { otherRecords, doubtful }: ReadCounts,
  rejected: RejectedFile,
  reading: ReadingReport,
): ImportSummary {
  const { planned, refused, heldReasons } = written;
  const held = heldReasons.length > 0;
  return {
    importId: staged.request.dryRun ? null : staged.importId,
    status: held ? 'held' : staged.request.dryRun ? 'dry-run' : 'applied',
    read: staged.read,
    added: planned.added,
    changed: planned.changed,
    unchanged: planned.unchanged,
    ended: planned.ended,
    quarantined: refused,
    spared: planned.spared,
    otherRecords,
    doubtful,
    ...rejected,
    heldReasons,
    precedingImports: written.precedingImports,
    reading,
  };
}

/** An import that failed says why; a trial that failed leaves nothing. */
async function endUnfinished(
  pool: Pool,
  importId: number,
  { dryRun }: CheckedImportRequest,
  error: unknown,
  now: Date,
): Promise<void> {
  if (dryRun) {
    await pool.query(`delete from import_file where id = $1 and status = 'staging'`, [importId]);
    return;
  }
  const reason = error instanceof Error ? error.message.slice(0, 1_000) : '导入失败';
  await pool.query(
    `update import_file set status = 'refused', held_reason = $2, finished_at = $3 where id = $1 and status = 'staging'`,
    [importId, reason, now],
  );
}

async function run(
  request: CheckedImportRequest,
  source: Source,
  environment: ImportEnvironment,
  correct?: (row: DataRow) => Promise<Correction>,
): Promise<ImportSummary> {
  const { pool, clock, keys } = environment;
  const progress = environment.progress ?? (() => undefined);
  const now = clock.now();
  await clearDeadImports(pool, now);
  // The same bytes declared otherwise (another feed, full instead of incremental) are another import.
  const digest = `${source.digest}:${request.entity}:${request.feed}:${request.extent}`;
  const importId = await register(pool, request, source, digest, now, correct !== undefined);
  const client = await pool.connect();
  let staging: Staging | undefined;
  let broken = false;
  try {
    staging = await Staging.create(client, importId, READERS[request.entity]);
    const reading = new Reading((heading) => isKnownHeading(request.entity, heading));
    const rows = source.rows({
      score: (cells) => knownHeaders(request.entity, cells),
      expected: FIELDS[request.entity].map((field) => field.label),
      isKey: (heading) => isEssentialHeading(request.entity, heading),
      reading,
      sheet: request.sheet,
    });
    const context = { today: legalDayOf(now), keys, confirmed: await confirmedCodes(client) };
    const counts = await stageRows(request.entity, rows, staging, context, progress, request.unified, correct);
    await APPLIES[request.entity].review(client, staging.tables);
    await staging.placeRefusals(counts.places);
    progress({ step: 'writing', rows: counts.read, refused: 0 });
    const staged = { importId, request, tables: staging.tables, digest, read: counts.read, clock };
    const written = await writeImport(client, staged);
    let rejected: RejectedFile = { rejectedFile: null };
    if (written.refused > 0 && request.rejectedFile !== null) {
      const file = rejectedPath(request, source, importId, environment.dataFolder);
      const refused = refusedRows(client, staging.tables.refused, digest);
      // The registry is written by now: a folder that takes no file must not make it look as if it were not.
      rejected = await writeRejectedFile(file, rejectedCsv(request.entity, refused, keys)).then(
        () => ({ rejectedFile: file }),
        (error: unknown) => ({
          rejectedFile: null,
          rejectedFileProblem: `${file}：${error instanceof Error ? error.message : String(error)}`,
        }),
      );
    }
    const summary = summarise(staged, written, counts, rejected, reading.report());
    if (!request.dryRun) return summary;
    await client.query('delete from import_file where id = $1', [importId]);
    return { ...summary, refusals: await refusalsOf(client, staging.tables.refused) };
  } catch (error) {
    broken = await endUnfinished(pool, importId, request, error, clock.now()).then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    await staging?.drop().catch(() => {
      broken = true;
    });
    await client.query('discard temp').catch(() => {
      broken = true;
    });
    client.release(broken);
  }
}

/**
 * Imports one file (or the packets of one provincial answer): reads, checks and stages its rows, then writes the
 * differences to the registry in one transaction. Refused rows go to quarantine and into a file.
 * @throws UnreadableFile, with a message for the person who brought the file; nothing is written then.
 */
export async function importFile(request: ImportRequest, environment: ImportEnvironment): Promise<ImportSummary> {
  const checked = importRequestSchema.parse(request);
  const source = await openSource(
    checked.files,
    environment.standardInput,
    path.join(environment.dataFolder, 'incoming'),
  );
  try {
    if (checked.digest !== undefined && checked.digest !== source.digest) {
      throw new UnreadableFile('文件的内容与试导入时的不同，没有写入任何数据。请重新上传并试导入。');
    }
    return await run(checked, source, environment);
  } finally {
    await source.close();
  }
}

/** Imports corrected quarantine rows. A row that is taken settles its quarantine row; one that is not keeps waiting. */
export async function replayQuarantine(
  file: string,
  actor: string,
  environment: ImportEnvironment,
  byHand?: ImportRequest['byHand'],
): Promise<ImportSummary> {
  const source = await openSource([file], environment.standardInput, path.join(environment.dataFolder, 'incoming'));
  try {
    const target = await replayTarget(source, environment.pool);
    const request = importRequestSchema.parse({
      entity: target.entity,
      files: [file],
      feed: target.feed,
      actor,
      byHand,
    });
    return await run(request, source, environment, corrector(environment.pool, target.entity, environment.keys));
  } finally {
    await source.close();
  }
}

interface Held {
  readonly entity: Entity;
  readonly feed: string;
  readonly extent: 'full' | 'incremental';
  readonly digest: string;
  readonly correction: boolean;
  readonly broughtBy: string | null;
  readonly broughtByName: string | null;
}

/**
 * Imports a held file after all, with the reason of whoever answers for it. The file is brought again: what was held was not kept, and
 * only the very same bytes are released.
 */
export async function releaseHeldImport(
  release: {
    readonly importId: number;
    readonly file: string;
    readonly by: string;
    readonly accountId?: string;
    readonly reason: string;
  },
  environment: ImportEnvironment,
): Promise<ImportSummary> {
  const { pool, standardInput, dataFolder } = environment;
  const held = await pool.query<Held>(
    `select entity, feed, extent, digest, correction, brought_by as "broughtBy", brought_by_name as "broughtByName"
     from import_file where id = $1 and status = 'held'`,
    [release.importId],
  );
  const [standing] = held.rows;
  if (standing === undefined) throw new UnreadableFile('这次导入没有处于暂停状态，可能已由他人办理。');
  const { entity, feed, extent, digest, correction, broughtBy, broughtByName } = standing;
  const { by, accountId, reason } = release;
  if (isOwnImport(standing, { accountId, name: by })) throw new UnreadableFile(OWN_IMPORT_WORDS);
  const source = await openSource([release.file], standardInput, path.join(dataFolder, 'incoming'));
  try {
    if (digest !== `${source.digest}:${entity}:${feed}:${extent}`) {
      throw new UnreadableFile('上传的不是当时被暂停的文件（内容不同）。请上传原文件；新的数据请另行导入。');
    }
    const request = importRequestSchema.parse({
      entity,
      feed,
      extent,
      files: [release.file],
      actor: by,
      release: { by, reason, accountId },
      byHand: broughtBy === null ? undefined : { accountId: broughtBy, name: broughtByName ?? '' },
    });
    const correct = correction ? corrector(pool, entity, environment.keys) : undefined;
    const summary = await run(request, source, environment, correct);
    // The held one is settled by the one that took its place.
    await pool.query(
      "update import_file set status = 'released', released_by = $2, released_by_name = $3 where id = $1",
      [release.importId, accountId ?? null, accountId === undefined ? null : by],
    );
    return summary;
  } finally {
    await source.close();
  }
}

/** Settles a quarantine row that will not be corrected. Who did it and why stays with the row and in the audit. */
export async function dismissQuarantineRow(
  request: { id: number; by: string; reason: string },
  environment: Pick<ImportEnvironment, 'pool' | 'clock'>,
): Promise<boolean> {
  const { id, by, reason } = dismissSchema.parse(request);
  const now = environment.clock.now();
  return inTransaction(environment.pool, async (transaction) => {
    const settled = await transaction.query(
      `update quarantine_row set status = 'dismissed', settled_at = $2, settled_by = $3, settled_reason = $4
       where id = $1 and status = 'waiting'`,
      [id, now, by, reason],
    );
    if (settled.rowCount !== 1) return false;
    await transaction.query(
      'insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, $3, $4, $5)',
      [now, by, 'quarantine-dismiss', `quarantine_row:${id}`, JSON.stringify({ reason })],
    );
    return true;
  });
}

export { declareCoverage, takeSourcesAsComplete, UndeclaredRole } from './coverage.ts';
export { digestOf, openFile, sealFile } from './kept-file.ts';
export type { Entity };
