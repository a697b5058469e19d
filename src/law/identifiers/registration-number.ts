import { accept, type Parsed, refuse } from './parsed.ts';
import { normaliseCode, unifyHyphens } from './text.ts';

declare const brand: unique symbol;

/** A constructor's registration (= seal) number in normal form: province character + 12 or 16 digits, 临时 as `(临)` behind. */
export type ConstructorNumber = string & { readonly [brand]: 'ConstructorNumber' };

/** A registration or seal number: a constructor's, of which the form is known, or another type's, kept as text. */
export type RegistrationNumber =
  | { readonly kind: 'constructor'; readonly number: ConstructorNumber }
  | { readonly kind: 'other'; readonly text: string };

export interface ConstructorNumberParts {
  readonly grade: '一级' | '二级';
  /** Province of registration NOW (GB/T 2260, two digits); `66` for 兵团, undefined for the army (军). */
  readonly province: string | undefined;
  /** Province of the FIRST registration (two digits; 99 for the army): differs from the present one in two of five. */
  readonly firstProvince: string;
  /** Year of the qualification certificate and of the first registration, four digits. */
  readonly qualifiedIn: number;
  readonly firstRegisteredIn: number;
  readonly serial: string;
  readonly temporary: boolean;
}

const PROVINCES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '京11 津12 冀13 晋14 蒙15 辽21 吉22 黑23 沪31 苏32 浙33 皖34 闽35 赣36 鲁37 豫41 鄂42 湘43 粤44 桂45 琼46 ' +
    '渝50 川51 贵52 云53 藏54 陕61 甘62 青63 宁64 新65 兵66'
  )
    .split(' ')
    .map((entry) => [entry.charAt(0), entry.slice(1)]),
);
// Second short names of four provinces, as about two in a hundred numbers are written.
const SECOND_NAMES: Readonly<Record<string, string>> = { 黔: '贵', 滇: '云', 秦: '陕', 陇: '甘' };
const TEMPORARY = '(临)';
const FORM = /^([\u4E00-\u9FFF])([12])(\d{2})(\d{9}|\d{13})(\(临\))?$/u;

function isConstructorNumber(text: string): text is ConstructorNumber {
  const province = FORM.exec(text)?.[1];
  return province !== undefined && (province === '军' || Object.hasOwn(PROVINCES, province));
}

/**
 * Reads a constructor's registration (seal) number. Full-width, blanks, a second province name (滇 → 云), a suffix such as
 * -00001 and the place of (临) are brought to one form, so that numbers can be compared.
 */
export function parseConstructorNumber(text: string): Parsed<ConstructorNumber> {
  const plain = unifyHyphens(normaliseCode(text))
    .replaceAll(/[[［【]/gu, '(')
    .replaceAll(/[\]］】]/gu, ')');
  if (plain === '') return refuse('请填写注册建造师的注册编号（执业印章号）。');
  const temporary = /\(临时?\)|^临/u.test(plain);
  const bare = plain
    .replace(/\(临时?\)|^临/u, '')
    .replace(/-\d{1,6}$/, '')
    .replace(/^[黔滇秦陇]/u, (char) => SECOND_NAMES[char] ?? char);
  const number = temporary ? `${bare}${TEMPORARY}` : bare;
  if (!isConstructorNumber(number)) {
    return refuse(
      '注册建造师注册编号应为省份简称加 12 或 16 位数字（第一位 1 为一级、2 为二级），请核对注册证书或执业印章后重新填写。',
    );
  }
  return accept(number);
}

/** The short year of the 12-digit form belongs to 2000–2099: registration of constructors began in 2004. */
function yearOf(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

/** What a constructor's number says, position by position. */
export function constructorNumberParts(number: ConstructorNumber): ConstructorNumberParts {
  const temporary = number.endsWith(TEMPORARY);
  const rest = number.slice(4, temporary ? -TEMPORARY.length : undefined);
  const width = rest.length === 9 ? 2 : 4;
  return {
    grade: number.charAt(1) === '1' ? '一级' : '二级',
    province: PROVINCES[number.charAt(0)],
    firstProvince: number.slice(2, 4),
    qualifiedIn: yearOf(rest.slice(0, width)),
    firstRegisteredIn: yearOf(rest.slice(width, 2 * width)),
    serial: rest.slice(2 * width),
    temporary,
  };
}

/** Reads any registration or seal number: a constructor's is recognised by its form, every other one is kept as text. */
export function parseRegistrationNumber(text: string): Parsed<RegistrationNumber> {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return refuse('请填写注册编号。');
  const known = parseConstructorNumber(plain);
  if (known.ok) return accept({ kind: 'constructor', number: known.value }, ...known.notes);
  return accept({ kind: 'other', text: plain });
}
