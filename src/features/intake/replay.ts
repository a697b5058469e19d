import { maskIdNumber } from '#law/identifiers/masking.ts';
import type { Pool } from '#platform/database/connections.ts';
import { decryptIdNumber, type IdentityKeys } from '#platform/identity-numbers.ts';
import { type Entity, FIELDS, foldHeader, Layout } from './normalisers/headers.ts';
import type { Correction } from './read-rows.ts';
import { type Cell, cellText, type DataRow, UnreadableFile } from './readers/raw-row.ts';
import type { Source } from './readers/source.ts';
import { QUARANTINE_COLUMN } from './rejected-rows.ts';
import type { RowContent } from './row-content.ts';
import { entitySchema } from './schema.ts';

const FOLDED = foldHeader(QUARANTINE_COLUMN);

function quarantineIdOf(row: DataRow): number | undefined {
  const at = row.names.findIndex((name) => foldHeader(name) === FOLDED);
  const text = at < 0 ? '' : cellText(row.cells[at]).trim();
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Entity and feed of the rows in a file of corrections: those of the import from which they were refused. */
export async function replayTarget(source: Source, pool: Pool): Promise<{ entity: Entity; feed: string }> {
  const labels = new Set(Object.values(FIELDS).flatMap((fields) => fields.map((field) => foldHeader(field.label))));
  const rows = source.rows({
    score: (cells) => cells.filter((cell) => labels.has(foldHeader(cellText(cell)))).length,
    expected: [QUARANTINE_COLUMN, '行号', '原因'],
  });
  const ids: number[] = [];
  for await (const row of rows) {
    const id = row.kind === 'row' ? quarantineIdOf(row) : undefined;
    if (id !== undefined) ids.push(id);
  }
  const found = await pool.query<{ entity: string; feed: string }>(
    `select distinct q.entity, f.feed from quarantine_row q join import_file f on f.id = q.import_file_id
     where q.id = any($1::bigint[])`,
    [ids],
  );
  const [only] = found.rows;
  if (only === undefined) {
    throw new UnreadableFile(
      `文件中没有有效的“${QUARANTINE_COLUMN}”。请用 quarantine export 导出后更正，并保留这一列；新的数据请用 import 导入。`,
    );
  }
  if (found.rows.length > 1) {
    throw new UnreadableFile('文件中的行来自不同种类或不同来源的导入。请按导入编号分别导出、更正和重放。');
  }
  return { entity: entitySchema.parse(only.entity), feed: only.feed };
}

function idNumbersOf(content: RowContent, keys: IdentityKeys): string[] {
  return Object.values(content).flatMap((value) =>
    typeof value === 'string'
      ? []
      : [decryptIdNumber(Buffer.from(value.encrypted, 'base64'), keys).replace(/^document:/, '')],
  );
}

/**
 * Reads a corrected row: an ID number that still stands masked, as it was exported, is the one that was kept. A row that
 * is settled already is imported like any other.
 */
export function corrector(pool: Pool, entity: Entity, keys: IdentityKeys): (row: DataRow) => Promise<Correction> {
  return async (row) => {
    const quarantineId = quarantineIdOf(row);
    if (quarantineId === undefined) return { quarantineId: null, row };
    const kept = await pool.query<{ content: RowContent }>(
      `select content from quarantine_row where id = $1 and entity = $2 and status = 'waiting'`,
      [quarantineId, entity],
    );
    const content = kept.rows[0]?.content;
    if (content === undefined) return { quarantineId: null, row };
    const byMask = new Map(idNumbersOf(content, keys).map((number) => [maskIdNumber(number), number]));
    const columns = new Layout(entity, row.names).idNumberColumns(entity);
    const cells = row.cells.map((cell, at): Cell => {
      if (!columns.includes(at)) return cell;
      return byMask.get(cellText(cell).trim()) ?? cell;
    });
    return { quarantineId, row: { ...row, cells } };
  };
}
