import { specialtyMask } from '#law/standards/index.ts';
import { bitsOf } from '#law/standards/specialty-terms.ts';
import { readEndDate } from '../normalisers/dates.ts';
import { fieldsOfHeader } from '../normalisers/headers.ts';
import { registrationTypeName, specialtyName } from '../normalisers/registration-types.ts';
import type { RowReader } from '../normalisers/row-reader.ts';
import { type KeyMeaning, readDays, readSpecialtyCell, type WrittenSpecialty } from '../normalisers/specialty-cells.ts';
import { specialtyColumns } from '../normalisers/specialty-columns.ts';
import { inOrder, notInFuture } from './shared-fields.ts';

/** The specialties of a row, as names of the standards or as they are written, each with the days that are its own. */
export interface RowSpecialties {
  readonly named: readonly WrittenSpecialty[];
  /** the row's 有效期 columns are those of its specialties, none is the certificate's own */
  readonly endsArePaired: boolean;
}

const meaningOfKey: KeyMeaning = (key) => {
  const fields = fieldsOfHeader('registrations', key);
  if (fields.includes('specialties') || /^(?:specialty|name|名称|专业名称)$/iu.test(key)) return 'name';
  if (fields.includes('validUntil') || fields.includes('specialtyUntil') || /^(?:until|有效期|到期日)$/iu.test(key))
    return 'until';
  return fields.includes('registeredOn') || fields.includes('specialtyFrom') || /^(?:from|validFrom)$/iu.test(key)
    ? 'from'
    : undefined;
};

interface SlotDays {
  from: string | null;
  until: string | null;
}

function daysOfCell(row: RowReader, at: number, kind: 'from' | 'until'): Partial<SlotDays> {
  const { text, cell } = row.cellAt('specialtyUntil', at);
  if (text === '') return {};
  if (typeof cell === 'string' && /至|到|~|～|—|--|起|止/u.test(text)) {
    const days = readDays(text);
    if (!('wrong' in days)) return days;
  }
  const date = readEndDate(typeof cell === 'string' ? text : cell);
  if (date.kind === 'wrong') row.refuse(kind === 'from' ? 'specialtyFrom' : 'specialtyUntil', date.reason);
  if (date.kind === 'day') return { [kind]: date.day };
  return date.kind === 'none' && kind === 'until' ? { until: 'infinity' } : {};
}

/** Reads every column about specialties; what cannot be read is refused at the field. */
export function readRowSpecialties(row: RowReader, today: string): RowSpecialties {
  const { columns, paired } = specialtyColumns(row.row.names);
  const days = new Map<string | null, SlotDays>();
  for (const { kind, slot, at } of columns) {
    if (kind === 'name') continue;
    const known = days.get(slot) ?? { from: null, until: null };
    const read = daysOfCell(row, at, kind);
    days.set(slot, { from: read.from ?? known.from, until: read.until ?? known.until });
  }
  const named: WrittenSpecialty[] = [];
  for (const { kind, slot, at } of columns) {
    if (kind !== 'name') continue;
    const { text } = row.cellAt('specialties', at);
    if (text === '') continue;
    const read = readSpecialtyCell(text, meaningOfKey);
    if (!read.ok) {
      row.refuse('specialties', read.reason);
      continue;
    }
    const own = days.get(slot);
    const all = days.get(null);
    for (const { name, from, until } of read.specialties) {
      const term = { from: from ?? own?.from ?? all?.from ?? null, until: until ?? own?.until ?? all?.until ?? null };
      notInFuture(row, 'specialties', term.from, today, `${name}的注册日期`);
      inOrder(row, 'specialties', term.from, term.until, `${name}的有效期`);
      named.push({ name: specialtyName(name), ...term });
    }
  }
  return { named, endsArePaired: paired };
}

/** The days of the specialties in the order of their bits, as the staging table keeps them; null where none has any. */
export interface StagedTerms {
  readonly from: string | null;
  readonly until: string | null;
}

function arrayText(days: readonly (string | null)[]): string {
  return `{${days.map((day) => day ?? 'NULL').join(',')}}`;
}

/**
 * One specialty twice in a row is a registration and its renewal: the later end, the earlier beginning. `rest`: the days of
 * those that have none of their own (the second node of the provincial message).
 */
export function stagedTerms(
  type: string,
  grade: string,
  mask: number | null,
  named: readonly WrittenSpecialty[],
  rest: SlotDays = { from: null, until: null },
): StagedTerms {
  const dated = named.some(({ from, until }) => from !== null || until !== null);
  if (mask === null || mask === 0 || (!dated && rest.from === null && rest.until === null))
    return { from: null, until: null };
  const bits = bitsOf(mask);
  const from: (string | null)[] = bits.map(() => null);
  const until: (string | null)[] = bits.map(() => null);
  for (const each of named) {
    const own = specialtyMask(registrationTypeName(type), grade === '' ? null : grade, each.name);
    for (const [at, bit] of bits.entries()) {
      if ((own & bit) === 0) continue;
      const [begins, ends] = [each.from === 'infinity' ? null : each.from, each.until];
      if (begins !== null && (from[at] ?? begins) >= begins) from[at] = begins;
      if (ends !== null && (until[at] ?? ends) <= ends) until[at] = ends;
    }
  }
  const beginning = rest.from === 'infinity' ? null : rest.from;
  return {
    from: arrayText(from.map((day) => day ?? beginning)),
    until: arrayText(until.map((day) => day ?? rest.until)),
  };
}
