import type pg from 'pg';
import type { Pool } from '#platform/database/connections.ts';
import { copyInto, copyLine } from './copy-text.ts';
import { COMMON_COLUMNS, type EntityReader, type StagedValue } from './entities/entity.ts';
import type { FaultyCell, FieldPlace } from './faulty-cell.ts';

/** Held by the session of a running import: whoever gets it knows that the import is dead. */
const RUNNING = 4_502_420;
const BATCH = 2_000;

/** Names of the two tables in which a running import keeps its rows. */
export interface StagingTables {
  readonly rows: string;
  readonly refused: string;
}

export function stagingTables(importId: number): StagingTables {
  return { rows: `intake_staging.rows_${importId}`, refused: `intake_staging.refused_${importId}` };
}

async function dropTables(client: pg.ClientBase, importId: number): Promise<void> {
  const tables = stagingTables(importId);
  await client.query(`drop table if exists ${tables.rows}, ${tables.refused}`);
}

/** Where a staged row comes from. */
export interface StagedOf {
  readonly line: number;
  readonly sheet: string | null;
  readonly quarantineId: number | null;
  readonly content: string;
}

/**
 * The rows of one import before they touch the registry: unlogged tables, filled in batches of one transaction each. They
 * are nobody's business until the import is applied, and go with it.
 */
export class Staging {
  readonly tables: StagingTables;
  private readonly client: pg.ClientBase;
  private readonly importId: number;
  private readonly columns: string;
  private rows: string[] = [];
  private refused: string[] = [];
  private sending: Promise<void> = Promise.resolve();

  private constructor(client: pg.ClientBase, importId: number, reader: EntityReader) {
    this.client = client;
    this.importId = importId;
    this.tables = stagingTables(importId);
    this.columns = [...COMMON_COLUMNS, ...reader.columns].map((column) => column.name).join(', ');
  }

  static async create(client: pg.ClientBase, importId: number, reader: EntityReader): Promise<Staging> {
    await client.query('select pg_advisory_lock($1, $2)', [RUNNING, importId]);
    const tables = stagingTables(importId);
    const columns = [...COMMON_COLUMNS, ...reader.columns].map((column) => `${column.name} ${column.type}`);
    await client.query(`create unlogged table ${tables.rows} (${columns.join(', ')})`);
    await client.query(
      `create unlogged table ${tables.refused}
         (line integer, quarantine_id bigint, field text, reason text, content text, key text, sheet text, cells text)`,
    );
    return new Staging(client, importId, reader);
  }

  async add(
    { line, sheet, quarantineId, content }: StagedOf,
    doubts: readonly FaultyCell[],
    rows: readonly (readonly StagedValue[])[],
  ): Promise<void> {
    const doubted = doubts.length === 0 ? null : JSON.stringify(doubts);
    for (const row of rows) this.rows.push(copyLine([line, quarantineId, content, sheet, doubted, ...row]));
    if (this.rows.length >= BATCH) await this.send();
  }

  /** One row of the file is one row in quarantine, with everything that is wrong with it. */
  async refuse(
    { line, sheet, quarantineId, content }: StagedOf,
    cells: readonly FaultyCell[],
    key: string | null,
  ): Promise<void> {
    const field = [...new Set(cells.map((cell) => cell.field))].join('、');
    const reason = cells.map((cell) => cell.reason).join(' ');
    this.refused.push(copyLine([line, quarantineId, field, reason, content, key, sheet, JSON.stringify(cells)]));
    if (this.refused.length >= BATCH) await this.send();
  }

  /** Everything that was added is in the tables when this has come back. */
  async flush(): Promise<void> {
    await this.send();
    await this.sending;
  }

  /** Sends a batch off while the next is read; one is on its way at a time, so memory stays bounded. */
  private async send(): Promise<void> {
    await this.sending;
    const { rows, refused } = this;
    this.rows = [];
    this.refused = [];
    this.sending = (async () => {
      await copyInto(this.client, `${this.tables.rows} (${this.columns})`, rows);
      await copyInto(this.client, this.tables.refused, refused);
    })();
    // Its failure is thrown where it is awaited, at the next batch or the end.
    this.sending.catch(() => undefined);
  }

  /** Rows that only the register refused: the cell they mean, from where the fields stand in the file. */
  async placeRefusals(places: readonly FieldPlace[]): Promise<void> {
    await this.client.query(
      `update ${this.tables.refused} r set cells = (
         select jsonb_agg(jsonb_build_object('field', r.field, 'sheet', r.sheet, 'row', r.line, 'column', p."column",
           'heading', p.heading, 'read', case when jsonb_typeof(r.content::jsonb -> p.heading) = 'string' then left(r.content::jsonb ->> p.heading, 120) end,
           'reason', r.reason, 'accepts', p.accepts, 'example', p.example))::text
         from (select 1) one left join lateral (
           select * from jsonb_to_recordset($1::jsonb) as t(sheet text, field text, "column" text, heading text, accepts text, example text)
           where t.field = r.field and t.sheet is not distinct from r.sheet limit 1) p on true)
       where r.cells is null`,
      [JSON.stringify(places)],
    );
  }

  async drop(): Promise<void> {
    await this.sending.catch(() => undefined);
    await dropTables(this.client, this.importId);
    await this.client.query('select pg_advisory_unlock($1, $2)', [RUNNING, this.importId]);
  }
}

/** Clears what killed imports left: they wrote nothing to the registry, and their staged rows are dropped. */
export async function clearDeadImports(pool: Pool, now: Date): Promise<number> {
  const client = await pool.connect();
  try {
    const open = await client.query<{ id: number }>(`select id from import_file where status = 'staging' order by id`);
    let cleared = 0;
    for (const { id } of open.rows) {
      const lock = await client.query<{ dead: boolean }>('select pg_try_advisory_lock($1, $2) as dead', [RUNNING, id]);
      if (lock.rows[0]?.dead !== true) continue;
      await dropTables(client, id);
      await client.query(
        `update import_file set status = 'refused', held_reason = '导入进程中断，没有写入任何登记数据。', finished_at = $2
         where id = $1 and status = 'staging'`,
        [id, now],
      );
      await client.query('select pg_advisory_unlock($1, $2)', [RUNNING, id]);
      cleared++;
    }
    return cleared;
  } finally {
    client.release();
  }
}
