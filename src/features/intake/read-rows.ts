import { enterpriseReader } from './entities/enterprises.ts';
import type { EntityReader, ReadContext } from './entities/entity.ts';
import { projectReader } from './entities/projects.ts';
import { qualificationReader } from './entities/qualifications.ts';
import { registrationReader } from './entities/registrations.ts';
import { type FaultyCell, type FieldPlace, faultyCell, faultyRow, fieldPlaces } from './faulty-cell.ts';
import { type Entity, FIELDS, Layout } from './normalisers/headers.ts';
import { type Problem, RowReader } from './normalisers/row-reader.ts';
import { cellText, type DataRow, isBlank, type RawRow } from './readers/raw-row.ts';
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
  /** rows that came in with secondary fields left out */
  readonly doubtful: number;
  /** where the fields stand in the file */
  readonly places: readonly FieldPlace[];
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

/** What somebody decided once for all rows: cells of a field that hold one thing are read as another. */
export interface Unified {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

function withUnified(entity: Entity, layout: Layout, row: DataRow, unified: readonly Unified[]): DataRow {
  const cells = [...row.cells];
  for (const { field, from, to } of unified) {
    const key = FIELDS[entity].find(({ label }) => label === field)?.field;
    const at = key === undefined ? undefined : (layout.places(key, cells)[0]?.at ?? layout.columnOf(key));
    if (at === undefined || cellText(cells[at]).trim().slice(0, LONGEST_UNIFIED) !== from) continue;
    while (cells.length < at) cells.push('');
    cells[at] = to;
  }
  return { ...row, cells };
}

/** As much of a cell as a refusal shows. */
const LONGEST_UNIFIED = 120;

const NO_FIELD = '这一行没有可以识别的字段，请核对字段名称，或下载模板（数据导入页面，或命令行 import template）。';
const PROGRESS_EVERY = 2_000;

/** Reads, normalises and checks every row and stages it: what is good to be written, what is not to be kept with its reasons. */
export async function stageRows(
  entity: Entity,
  rows: AsyncIterable<RawRow>,
  staging: Staging,
  context: ReadContext,
  progress: (progress: ImportProgress) => void,
  unified: readonly Unified[],
  correct?: (row: DataRow) => Promise<Correction>,
): Promise<ReadCounts> {
  const reader = READERS[entity];
  const layouts = new Layouts(entity);
  let read = 0;
  let refused = 0;
  let otherRecords = 0;
  let doubtful = 0;
  const places = new Map<string | null, readonly FieldPlace[]>();
  for await (const raw of rows) {
    if (raw.kind === 'row' && raw.node !== undefined && !reader.nodes.includes(raw.node)) {
      otherRecords++;
      continue;
    }
    read++;
    if (read % PROGRESS_EVERY === 0) progress({ step: 'reading', rows: read, refused });
    if (raw.kind === 'broken') {
      refused++;
      const sheet = raw.sheet ?? null;
      const of = { line: raw.line, sheet, quarantineId: null, content: brokenContent(raw.text) };
      await staging.refuse(of, [faultyRow(raw.line, sheet, raw.reason)], null);
      continue;
    }
    const { row: given, quarantineId } = correct === undefined ? { row: raw, quarantineId: null } : await correct(raw);
    const { layout, idColumns, known } = layouts.of(given.names);
    const row = unified.length === 0 ? given : withUnified(entity, layout, given, unified);
    if (!known || row.cells.every(isBlank)) {
      refused++;
      const sheet = row.sheet ?? null;
      const of = { line: row.line, sheet, quarantineId, content: rowContent(row, idColumns, context.keys, null) };
      await staging.refuse(of, [faultyRow(row.line, sheet, NO_FIELD)], null);
      continue;
    }
    const fields = new RowReader(entity, layout, row);
    const record = reader.read(fields, context);
    const content = rowContent(row, idColumns, context.keys, record.encrypted);
    const of = { line: row.line, sheet: row.sheet ?? null, quarantineId, content };
    if (!places.has(of.sheet)) places.set(of.sheet, fieldPlaces(entity, layout, row));
    const faulty = (problem: Problem): FaultyCell => faultyCell(entity, row, problem);
    if (fields.problems.length > 0) {
      refused++;
      await staging.refuse(of, fields.problems.map(faulty), record.key);
    } else {
      if (fields.doubts.length > 0) doubtful++;
      await staging.add(of, fields.doubts.map(faulty), record.rows);
    }
  }
  await staging.flush();
  progress({ step: 'checking', rows: read, refused });
  return { read, otherRecords, doubtful, places: [...places.values()].flat() };
}
