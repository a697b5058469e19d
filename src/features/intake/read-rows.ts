import { enterpriseReader } from './entities/enterprises.ts';
import type { EntityReader, ReadContext } from './entities/entity.ts';
import { projectReader } from './entities/projects.ts';
import { qualificationReader } from './entities/qualifications.ts';
import { registrationReader } from './entities/registrations.ts';
import { type Entity, FIELDS, Layout } from './normalisers/headers.ts';
import { RowReader } from './normalisers/row-reader.ts';
import { type DataRow, isBlank, type RawRow } from './readers/raw-row.ts';
import { brokenContent, rowContent } from './row-content.ts';
import type { ImportProgress } from './schema.ts';
import type { Staging } from './staging.ts';

export const READERS: Readonly<Record<Entity, EntityReader>> = {
  enterprises: enterpriseReader,
  qualifications: qualificationReader,
  registrations: registrationReader,
  projects: projectReader,
};

/** Which quarantine row a row corrects, and the row as it is to be read then. */
export interface Correction {
  readonly quarantineId: number | null;
  readonly row: DataRow;
}

export interface ReadCounts {
  readonly read: number;
  readonly otherRecords: number;
}

interface ShapedLayout {
  readonly layout: Layout;
  readonly idColumns: readonly number[];
  readonly known: boolean;
}

const MOST_LAYOUTS = 10_000;

/** The layout of rows with these names, worked out once: readers give the same array while the names stay the same. */
class Layouts {
  private readonly entity: Entity;
  private readonly shaped = new Map<readonly string[], ShapedLayout>();

  constructor(entity: Entity) {
    this.entity = entity;
  }

  of(names: readonly string[]): ShapedLayout {
    const known = this.shaped.get(names);
    if (known !== undefined) return known;
    const layout = new Layout(this.entity, names);
    const shaped = {
      layout,
      idColumns: layout.idNumberColumns(this.entity),
      known: FIELDS[this.entity].some((field) => layout.has(field.field)),
    };
    if (this.shaped.size >= MOST_LAYOUTS) this.shaped.clear();
    this.shaped.set(names, shaped);
    return shaped;
  }
}

const PROGRESS_EVERY = 2_000;

/** Reads, normalises and checks every row and stages it: what is good to be written, what is not to be kept with its reasons. */
export async function stageRows(
  entity: Entity,
  rows: AsyncIterable<RawRow>,
  staging: Staging,
  context: ReadContext,
  progress: (progress: ImportProgress) => void,
  correct?: (row: DataRow) => Promise<Correction>,
): Promise<ReadCounts> {
  const reader = READERS[entity];
  const layouts = new Layouts(entity);
  let read = 0;
  let refused = 0;
  let otherRecords = 0;
  for await (const raw of rows) {
    if (raw.kind === 'row' && raw.node !== undefined && !reader.nodes.includes(raw.node)) {
      otherRecords++;
      continue;
    }
    read++;
    if (read % PROGRESS_EVERY === 0) progress({ step: 'reading', rows: read, refused });
    if (raw.kind === 'broken') {
      refused++;
      await staging.refuse(raw.line, null, [{ field: '整行', reason: raw.reason }], brokenContent(raw.text), null);
      continue;
    }
    const { row, quarantineId } = correct === undefined ? { row: raw, quarantineId: null } : await correct(raw);
    const { layout, idColumns, known } = layouts.of(row.names);
    if (!known || row.cells.every(isBlank)) {
      refused++;
      const problem = {
        field: '整行',
        reason: '这一行没有可以识别的字段，请核对字段名称，或下载模板（数据导入页面，或命令行 import template）。',
      };
      await staging.refuse(row.line, quarantineId, [problem], rowContent(row, idColumns, context.keys, null), null);
      continue;
    }
    const fields = new RowReader(entity, layout, row);
    const record = reader.read(fields, context);
    const content = rowContent(row, idColumns, context.keys, record.encrypted);
    if (fields.problems.length > 0) {
      refused++;
      await staging.refuse(row.line, quarantineId, fields.problems, content, record.key);
    } else await staging.add(row.line, quarantineId, content, record.rows);
  }
  await staging.flush();
  progress({ step: 'checking', rows: read, refused });
  return { read, otherRecords };
}
