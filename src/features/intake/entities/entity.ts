import type { IdentityKeys } from '#platform/identity-numbers.ts';
import type { Entity } from '../normalisers/headers.ts';
import type { RowReader } from '../normalisers/row-reader.ts';

/** A value as it is copied into the staging table. */
export type StagedValue = string | number | Buffer | readonly string[] | null;

export interface StagedColumn {
  readonly name: string;
  readonly type: string;
}

/** What reading a row depends on besides the row. */
export interface ReadContext {
  /** legal day of the import, yyyy-MM-dd */
  readonly today: string;
  readonly keys: IdentityKeys;
  /** credit codes that officials have confirmed against the licence although their check character does not compute */
  readonly confirmed: ReadonlySet<string>;
}

export interface ReadRecord {
  /**
   * What the row is about, as far as it can be read even where the row is refused: a full feed must not end what stands
   * because the row that confirms it has a fault.
   */
  readonly key: string | null;
  /** rows to stage, in the order of the entity's columns; none where the row has problems */
  readonly rows: readonly (readonly StagedValue[])[];
  /** the row's ID number, encrypted, so that the kept content need not encrypt it again */
  readonly encrypted?: Buffer | null;
}

/** How rows of one entity are read; what is done with them is in ../apply. */
export interface EntityReader {
  readonly entity: Entity;
  /** columns of the staging table beside line, quarantine_id, key, signature and content */
  readonly columns: readonly StagedColumn[];
  /** record nodes of a provincial message that belong to it */
  readonly nodes: readonly string[];
  read(row: RowReader, context: ReadContext): ReadRecord;
}

/** Columns that every staging table begins with. `signature`: rows of one key must agree in it. */
export const COMMON_COLUMNS: readonly StagedColumn[] = [
  { name: 'line', type: 'integer' },
  { name: 'quarantine_id', type: 'bigint' },
  { name: 'content', type: 'text' },
  { name: 'sheet', type: 'text' },
  { name: 'doubts', type: 'text' },
  { name: 'key', type: 'text' },
  { name: 'signature', type: 'text' },
];

export const NOTHING: ReadRecord = { key: null, rows: [] };
