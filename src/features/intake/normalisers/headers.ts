import accepted from '../data/accepted.json' with { type: 'json' };
import data from '../data/fields.json' with { type: 'json' };
import { type Cell, cellText } from '../readers/raw-row.ts';
import { isEnterpriseKindText } from './enterprise-kinds.ts';
import { isLevelText } from './levels.ts';
import { specialtyColumn } from './specialty-columns.ts';

export type Entity = 'enterprises' | 'qualifications' | 'registrations' | 'projects';

export interface Field {
  readonly field: string;
  /** the Chinese header of templates and messages */
  readonly label: string;
  readonly aliases: readonly string[];
  /** part of what identifies the row: a formula or a damaged number in it is refused */
  readonly key: boolean;
  readonly idNumber: boolean;
  /** may stand in several columns (注册专业1–8) */
  readonly many: boolean;
  /** a fault in it does not sink the row: the row comes in, the field goes on the list of what is to be corrected */
  readonly secondary: boolean;
  /** what is taken, and an example that is */
  readonly accepts: string;
  readonly example: string;
}

interface FieldData {
  field: string;
  label: string;
  aliases: string[];
  key?: boolean;
  idNumber?: boolean;
  many?: boolean;
}

interface Accepted {
  accepts: string;
  example: string;
  secondary?: boolean;
}

const ACCEPTED: Readonly<Record<Entity, Readonly<Record<string, Accepted | undefined>>>> = accepted.entities;

/** What a whole row has to be, for rows that could not be told apart into fields. */
export const WHOLE_ROW: Readonly<Accepted> = accepted.row;

function fieldsOf(entity: Entity, list: readonly FieldData[]): readonly Field[] {
  return list.map((each) => ({
    ...each,
    accepts: ACCEPTED[entity][each.field]?.accepts ?? '',
    example: ACCEPTED[entity][each.field]?.example ?? '',
    secondary: ACCEPTED[entity][each.field]?.secondary ?? false,
    key: each.key ?? false,
    idNumber: each.idNumber ?? false,
    many: each.many ?? false,
  }));
}

export const FIELDS: Readonly<Record<Entity, readonly Field[]>> = {
  enterprises: fieldsOf('enterprises', data.entities.enterprises),
  qualifications: fieldsOf('qualifications', data.entities.qualifications),
  registrations: fieldsOf('registrations', data.entities.registrations),
  projects: fieldsOf('projects', data.entities.projects),
};

/** As headers.json says: trimmed, without line breaks, blanks and asterisks, brackets and colons of one width; case folded. */
export function foldHeader(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s*\u200B-\u200F\u2060\uFEFF]/gu, '')
    .replace(/:+$/, '')
    .toLowerCase();
}

interface Match {
  readonly field: Field;
  readonly rank: number;
}

function index(fields: readonly Field[]): ReadonlyMap<string, readonly Match[]> {
  const found = new Map<string, Match[]>();
  for (const field of fields) {
    for (const [rank, alias] of field.aliases.entries()) {
      const folded = foldHeader(alias);
      const matches = found.get(folded) ?? [];
      if (!matches.some((match) => match.field === field)) matches.push({ field, rank });
      found.set(folded, matches);
    }
  }
  return found;
}

const INDEX: Readonly<Record<Entity, ReadonlyMap<string, readonly Match[]>>> = {
  enterprises: index(FIELDS.enterprises),
  qualifications: index(FIELDS.qualifications),
  registrations: index(FIELDS.registrations),
  projects: index(FIELDS.projects),
};

const IGNORED = new Set(data.ignored.map(foldHeader));
const FIELD_OF_COLUMN = { name: 'specialties', from: 'specialtyFrom', until: 'specialtyUntil' } as const;
const NUMBERED = /^(.+?)[_(]?([1-8])\)?$/;

function matchesOf(entity: Entity, header: string): readonly Match[] {
  const folded = foldHeader(header);
  if (folded === '' || IGNORED.has(folded)) return [];
  const known = INDEX[entity].get(folded);
  if (known !== undefined) return known;
  const numbered = NUMBERED.exec(folded);
  // The 2014 standard keeps the specialties in columns 1–8 (formats §3).
  const many = (numbered === null ? [] : (INDEX[entity].get(numbered[1] ?? '') ?? []))
    .filter((match) => match.field.many)
    .map((match) => ({ field: match.field, rank: match.rank + Number(numbered?.[2]) / 10 }));
  return many.length > 0 || entity !== 'registrations' ? many : columnMatches(folded);
}

/** 专业一, 专业1有效期 …: columns about one specialty of a certificate. */
function columnMatches(folded: string): readonly Match[] {
  const column = specialtyColumn(folded);
  const name = column === undefined ? undefined : FIELD_OF_COLUMN[column.kind];
  const field = FIELDS.registrations.find((each) => each.field === name);
  return field === undefined ? [] : [{ field, rank: field.aliases.length }];
}

/** The fields that a header or a key of an object may name. */
export function fieldsOfHeader(entity: Entity, header: string): readonly string[] {
  return matchesOf(entity, header).map((match) => match.field.field);
}

/** How many of these cells are headers that the entity knows. */
export function knownHeaders(entity: Entity, cells: readonly Cell[]): number {
  return new Set(cells.flatMap((cell) => matchesOf(entity, cellText(cell)).map((match) => match.field.field))).size;
}

/** Whether the entity has a field of this heading, or the heading is one that is left aside knowingly (序号). */
export function isKnownHeading(entity: Entity, heading: string): boolean {
  return IGNORED.has(foldHeader(heading)) || matchesOf(entity, heading).length > 0;
}

/** Whether a heading is of a field without which a row says nothing. */
export function isEssentialHeading(entity: Entity, heading: string): boolean {
  return matchesOf(entity, heading).some(({ field }) => !field.secondary);
}

type Belongs = (text: string) => boolean;

/** headers.json, ambiguous: the same header for two fields, decided by the value. */
const DECIDED_BY_VALUE: Readonly<Record<string, Belongs>> = {
  'qualifications.kind': isEnterpriseKindText,
  'qualifications.category': (text) => !isEnterpriseKindText(text),
  'qualifications.level': isLevelText,
  'qualifications.qualification': (text) => !isLevelText(text),
};

interface Column {
  readonly at: number;
  readonly rank: number;
  readonly belongs: Belongs | undefined;
}

/** Where the fields of an entity stand in rows with these names. */
export class Layout {
  readonly names: readonly string[];
  private readonly columns = new Map<string, Column[]>();

  constructor(entity: Entity, names: readonly string[]) {
    this.names = names;
    for (const [at, name] of names.entries()) {
      const matches = matchesOf(entity, name);
      for (const { field, rank } of matches) {
        const belongs = matches.length > 1 ? DECIDED_BY_VALUE[`${entity}.${field.field}`] : undefined;
        const list = this.columns.get(field.field) ?? [];
        list.push({ at, rank, belongs });
        this.columns.set(field.field, list);
      }
    }
    for (const list of this.columns.values()) list.sort((a, b) => a.rank - b.rank || a.at - b.at);
  }

  has(field: string): boolean {
    return this.columns.has(field);
  }

  /** The cells of a field that hold something, the preferred header first. */
  cells(field: string, row: readonly Cell[]): Cell[] {
    return this.places(field, row).map(({ cell }) => cell);
  }

  /** The same with their columns (0 for the first). */
  places(field: string, row: readonly Cell[]): { readonly cell: Cell; readonly at: number }[] {
    const found: { cell: Cell; at: number }[] = [];
    for (const column of this.columns.get(field) ?? []) {
      const cell = row[column.at];
      if (cell === undefined || cell === '') continue;
      if (column.belongs !== undefined && !column.belongs(cellText(cell))) continue;
      found.push({ cell, at: column.at });
    }
    return found;
  }

  /** The column under which a field is looked for first; undefined where the rows have none. */
  columnOf(field: string): number | undefined {
    return this.columns.get(field)?.[0]?.at;
  }

  /** Columns that hold ID numbers, which are never written anywhere as they are. */
  idNumberColumns(entity: Entity): readonly number[] {
    return FIELDS[entity]
      .filter((field) => field.idNumber)
      .flatMap((field) => (this.columns.get(field.field) ?? []).map((column) => column.at));
  }
}
