import { holdLock } from '#platform/advisory-locks.ts';
import { type Clock, legalDayOf } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { knowledgeInstant } from '#platform/knowledge-time.ts';
import { implausible, needsAnother, readBreakers } from '../breakers.ts';
import { noteRegistrationsTaken } from '../coverage.ts';
import type { Entity } from '../normalisers/headers.ts';
import { UnreadableFile } from '../readers/raw-row.ts';
import type { CheckedImportRequest } from '../schema.ts';
import type { StagingTables } from '../staging.ts';
import { settleDoubts } from './doubts.ts';
import { enterpriseApply } from './enterprises.ts';
import type { ApplyContext, EntityApply, PlannedCounts } from './plan.ts';
import { projectApply } from './projects.ts';
import { qualificationApply } from './qualifications.ts';
import { registrationApply } from './registrations.ts';

/** Imports are written one after another, so that two files about one person cannot both add him. */
const WRITING = 4_502_421;

export const APPLIES: Readonly<Record<Entity, EntityApply>> = {
  enterprises: enterpriseApply,
  qualifications: qualificationApply,
  registrations: registrationApply,
  projects: projectApply,
};

export interface StagedImport {
  readonly importId: number;
  readonly request: CheckedImportRequest;
  readonly tables: StagingTables;
  readonly digest: string;
  readonly read: number;
  readonly clock: Clock;
}

export interface Written {
  readonly planned: PlannedCounts;
  readonly refused: number;
  /** not empty: nothing was written to the registry */
  readonly heldReasons: readonly string[];
  /** other files of this kind that the registry has taken */
  readonly precedingImports: number;
}

async function countRefused(client: Transaction, tables: StagingTables): Promise<number> {
  const result = await client.query<{ n: number }>(`select count(*) as n from ${tables.refused}`);
  return result.rows[0]?.n ?? 0;
}

/** Counted under the lock of writing: nothing can be imported between this and the end of the transaction. */
async function precedingImports(client: Transaction, { request, digest }: StagedImport): Promise<number> {
  const result = await client.query<{ n: number }>(
    `select count(*) as n from import_file where entity = $1 and status = 'applied' and digest <> $2`,
    [request.entity, digest],
  );
  const now = result.rows[0]?.n ?? 0;
  if (request.precedingImports !== undefined && request.precedingImports !== now) {
    throw new UnreadableFile('试导入之后，登记又导入过同类数据，结果可能已经不同，没有写入任何数据。请重新试导入。');
  }
  return now;
}

/** Refused rows become quarantine rows; the same row of the same file is there once, however often the file comes. */
async function quarantine(client: Transaction, staged: StagedImport): Promise<void> {
  const { tables, importId, request, digest } = staged;
  await client.query(
    `update quarantine_row q set field = r.field, reason = r.reason, content = r.content::jsonb, sheet = r.sheet,
       cells = coalesce(r.cells, '[]')::jsonb
     from ${tables.refused} r where q.id = r.quarantine_id and q.status = 'waiting'`,
  );
  await client.query(
    `insert into quarantine_row (import_file_id, entity, line, field, reason, content, sheet, cells)
     select $1, $2, r.line, r.field, r.reason, r.content::jsonb, r.sheet, coalesce(r.cells, '[]')::jsonb from ${tables.refused} r
     where r.quarantine_id is null and not exists (
       select 1 from import_file f join quarantine_row q on q.import_file_id = f.id
       where f.digest = $3 and q.line = r.line and q.sheet is not distinct from r.sheet and q.field = r.field and q.reason = r.reason)
     order by r.line`,
    [importId, request.entity, digest],
  );
}

/** A replayed row that was taken settles its quarantine row. */
async function settleReplayed(client: Transaction, staged: StagedImport, instant: Date): Promise<void> {
  const { tables, request } = staged;
  await client.query(
    `update quarantine_row q set status = 'replayed', settled_at = $1, settled_by = $2
     where q.status = 'waiting' and q.id in (select quarantine_id from ${tables.rows} where quarantine_id is not null)
       and q.id not in (select quarantine_id from ${tables.refused} where quarantine_id is not null)`,
    [instant, request.actor],
  );
}

async function finish(client: Transaction, staged: StagedImport, written: Written, instant: Date): Promise<void> {
  const { importId, request, read } = staged;
  const { planned, refused, heldReasons } = written;
  // What was revealed stands in the reason, in words.
  const { revealed: _revealed, ...numbers } = planned;
  const counts = { read, refused, ...numbers };
  const status = heldReasons.length > 0 ? 'held' : 'applied';
  await client.query(
    `update import_file set status = $2, held_reason = $3, counts = $4, finished_at = $5 where id = $1`,
    [importId, status, heldReasons.length > 0 ? heldReasons.join(' ') : null, JSON.stringify(counts), instant],
  );
  const { entity, feed, extent, byHand } = request;
  const content = { entity, feed, extent, status, counts, heldReasons, ...(byHand === undefined ? {} : { byHand }) };
  await client.query(
    'insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, $3, $4, $5)',
    [instant, request.actor, 'import', `import_file:${importId}`, JSON.stringify(content)],
  );
  if (request.release === undefined || status === 'held') return;
  await client.query(
    'insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, $3, $4, $5)',
    [
      instant,
      request.release.by,
      'import-release',
      `import_file:${importId}`,
      JSON.stringify({ reason: request.release.reason, counts, accountId: request.release.accountId, byHand }),
    ],
  );
}

/**
 * Compares the staged rows with the registry and writes the differences, all in one transaction: nobody ever sees half a
 * file. What is implausible is held before anything is written; a dry run rolls everything back.
 */
export async function writeImport(client: Transaction, staged: StagedImport): Promise<Written> {
  const { request, tables, read } = staged;
  const apply = APPLIES[request.entity];
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [WRITING]);
    await holdLock(client, 'registry', 'shared');
    const preceding = await precedingImports(client, staged);
    const instant = await knowledgeInstant(client, staged.clock.now());
    const context: ApplyContext = {
      transaction: client,
      tables,
      feed: request.feed,
      full: request.extent === 'full',
      instant,
      today: legalDayOf(instant),
      released: request.release !== undefined,
    };
    await client.query('savepoint planned');
    const planned = await apply.plan(context);
    const refused = await countRefused(client, tables);
    const limits = await readBreakers(client);
    const found = implausible(request.entity, limits, context.full, read, refused, planned);
    const another = await needsAnother(client, request.entity, limits, planned, request.byHand, instant);
    const heldReasons = context.released ? [] : [...found, ...(another === undefined ? [] : [another])];
    const written = { planned, refused, heldReasons, precedingImports: preceding };
    if (heldReasons.length > 0) await client.query('rollback to savepoint planned');
    else {
      await apply.act(context);
      if (request.entity === 'registrations') await noteRegistrationsTaken(client, context);
      await settleDoubts(context, request.entity, staged.importId);
    }
    await quarantine(client, staged);
    if (heldReasons.length === 0) await settleReplayed(client, staged, instant);
    await finish(client, staged, written, instant);
    await client.query(request.dryRun ? 'rollback' : 'commit');
    return written;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
