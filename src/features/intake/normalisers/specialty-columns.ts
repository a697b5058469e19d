/**
 * Columns that belong to one specialty of a certificate: 专业一/有效期一, 注册专业1/注册专业1有效期至, 第一专业有效期, 主项专业/增项专业, the columns
 * 1–8 of the 2014 standard (formats §3), and 专业, 有效期至, 专业, 有效期至 side by side.
 */
import data from '../data/fields.json' with { type: 'json' };

export type SpecialtyColumnKind = 'name' | 'from' | 'until';

/** `slot`: which specialty of the row the column is about; null: all of them, or as many as it names. */
export interface SpecialtyColumn {
  readonly kind: SpecialtyColumnKind;
  readonly slot: string | null;
}

const fold = (text: string): string => text.normalize('NFKC').replace(/[\s*]/gu, '').replace(/:+$/u, '').toLowerCase();

function aliasesOf(field: string): ReadonlySet<string> {
  const found = data.entities.registrations.find((each) => each.field === field);
  return new Set((found?.aliases ?? []).map(fold));
}

const NAMES = aliasesOf('specialties');
const ENDS = aliasesOf('validUntil');
const BEGINNINGS = aliasesOf('registeredOn');
const OF = '(?:注册)?(?:执业)?(?:专业)?(?:注册)?(?:证书)?';
const NAME = /^(?:注册|执业)?专业(?:名称|类别)?$/u;
const END = new RegExp(
  `^${OF}(?:有效期限?(?:至|止|截止|终止)?(?:日期?)?|有效(?:截止|终止)?日期|截止日期?|到期(?:日期?|时间)?|届满日期?|失效日期)$`,
  'u',
);
const BEGINNING = new RegExp(
  `^${OF}(?:有效期?(?:自|起始?|开始|起)(?:日期?)?|起始日期?|开始日期?|生效日期?|注册日期|发证日期|批准日期)$`,
  'u',
);
const NUMERALS = '一二三四五六七八';
const NUMBERED = /^(.*?)[_(]?第?([1-8一二三四五六七八])(?!级)个?\)?_?(.*)$/u;
const RANKED = /^(主项|增项|主|增)(.+)$/u;

function kindOf(base: string): SpecialtyColumnKind | undefined {
  if (NAMES.has(base) || NAME.test(base)) return 'name';
  if (ENDS.has(base) || END.test(base)) return 'until';
  if (BEGINNINGS.has(base) || BEGINNING.test(base)) return 'from';
  return undefined;
}

/** What a header says of single specialties; undefined where it is about something else, or about the whole certificate. */
export function specialtyColumn(header: string): SpecialtyColumn | undefined {
  const folded = fold(header);
  if (NAMES.has(folded)) return { kind: 'name', slot: null };
  if (ENDS.has(folded) || BEGINNINGS.has(folded)) return undefined;
  const ranked = RANKED.exec(folded);
  const rest = ranked?.[2] ?? folded;
  const rank = ranked?.[1]?.charAt(0) ?? '';
  const numbered = NUMBERED.exec(rest);
  const digit = numbered?.[2] ?? '';
  const numeral = digit === '' ? -1 : NUMERALS.indexOf(digit);
  const number = numeral === -1 ? digit : String(numeral + 1);
  const kind = kindOf(numbered === null ? rest : `${numbered[1] ?? ''}${numbered[3] ?? ''}`);
  if (kind === undefined) return undefined;
  if (rank !== '' || number !== '') return { kind, slot: `${rank}${number}` };
  // Without a number it is about the row's specialties only where it says so.
  return rest.includes('专业') ? { kind, slot: null } : undefined;
}

/** The columns of a header row that are about single specialties, and whether the validity columns stand with them in pairs. */
export interface SpecialtyColumns {
  readonly columns: readonly (SpecialtyColumn & { readonly at: number })[];
  /** several 有效期 columns, one behind each 专业: none of them is the certificate's own */
  readonly paired: boolean;
}

function pairedColumns(names: readonly string[]): (SpecialtyColumn & { at: number })[] | undefined {
  const folded = names.map(fold);
  const at = (known: ReadonlySet<string>): number[] =>
    folded.flatMap((name, index) => (known.has(name) ? [index] : []));
  const [specialties, ends] = [at(NAMES), at(ENDS)];
  if (specialties.length < 2 || ends.length !== specialties.length) return undefined;
  const alternate = specialties.every((place, index) => {
    const end = ends[index] ?? -1;
    return place < end && end < (specialties[index + 1] ?? Number.POSITIVE_INFINITY);
  });
  if (!alternate || new Set(ends.map((end) => folded[end])).size !== 1) return undefined;
  return specialties.flatMap((place, index) => [
    { kind: 'name' as const, slot: String(index), at: place },
    { kind: 'until' as const, slot: String(index), at: ends[index] ?? -1 },
  ]);
}

const known = new WeakMap<readonly string[], SpecialtyColumns>();

/** Worked out once for a header: readers give the same array while the names stay the same. */
export function specialtyColumns(names: readonly string[]): SpecialtyColumns {
  const before = known.get(names);
  if (before !== undefined) return before;
  const paired = pairedColumns(names);
  const columns =
    paired ??
    names.flatMap((name, at) => {
      const column = specialtyColumn(name);
      return column === undefined ? [] : [{ ...column, at }];
    });
  const found = { columns, paired: paired !== undefined };
  known.set(names, found);
  return found;
}
