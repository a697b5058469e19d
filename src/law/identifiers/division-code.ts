import data from './data/divisions.json' with { type: 'json' };
import { accept, type Parsed, refuse } from './parsed.ts';
import { normaliseCode } from './text.ts';

declare const brand: unique symbol;

/** Division code (GB/T 2260) without trailing 00: province `45`, city `4501`, county `450102`. As a scope it is a prefix. */
export type DivisionCode = string & { readonly [brand]: 'DivisionCode' };

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(data.divisions));
const SUCCESSORS: ReadonlyMap<string, string> = new Map(Object.entries(data.former));

function isDivisionCode(text: string): text is DivisionCode {
  if (!/^\d{2}(\d{2}){0,2}$/.test(text) || text.endsWith('00')) return false;
  if (text.length < 6) return NAMES.has(text);
  // Hong Kong and Macao have districts but no city level (81 00 01).
  return NAMES.has(text) || NAMES.has(text.slice(0, 4));
}

function trimmed(code: string): string {
  if (code.length === 6 && code.endsWith('0000')) return code.slice(0, 2);
  return (code.length === 6 || code.length === 4) && code.endsWith('00') ? code.slice(0, -2) : code;
}

/**
 * Reads a division code (GB/T 2260) of 2, 4 or 6 digits and drops trailing 00. Province and city must exist. An unknown
 * county under a known city is kept with a note, because development zones carry codes made locally; an abolished county
 * is kept with a note that names its successor.
 */
export function parseDivisionCode(text: string): Parsed<DivisionCode> {
  const digits = normaliseCode(text);
  if (!/^(\d{2}|\d{4}|\d{6})$/.test(digits)) {
    return refuse(
      '行政区划代码应为 2、4 或 6 位数字（省、市、县），请按 GB/T 2260 填写；更长的统计用代码请只填前 6 位。',
    );
  }
  const code = trimmed(digits);
  if (!NAMES.has(code.slice(0, 2))) return refuse(`没有以 ${code.slice(0, 2)} 开头的省级行政区划，请核对后重新填写。`);
  if (!isDivisionCode(code)) {
    return refuse(`${nameOf(code.slice(0, 2))}没有代码为 ${code.slice(0, 4)} 的市级行政区划，请核对后重新填写。`);
  }
  const successor = SUCCESSORS.get(code);
  if (successor !== undefined) {
    return accept(code, `${code} ${nameOf(code)}是已撤并或改设的旧代码，现为 ${successor} ${nameOf(successor)}。`);
  }
  if (NAMES.has(code)) return accept(code);
  return accept(code, `${nameOf(code.slice(0, 4))}下没有国标代码 ${code}，可能是开发区自编代码，已按其所在市保留。`);
}

function nameOf(text: string): string {
  return NAMES.get(text) ?? text;
}

/** The province of a code, e.g. `45`. */
export function province(code: DivisionCode): DivisionCode {
  const text = code.slice(0, 2);
  return isDivisionCode(text) ? text : code;
}

/** The city of a code, e.g. `4501`; undefined for a province, and in Hong Kong and Macao, which have no city level. */
export function city(code: DivisionCode): DivisionCode | undefined {
  const text = code.slice(0, 4);
  return text.length === 4 && isDivisionCode(text) ? text : undefined;
}

/** Whether a place lies within a scope: the scope is a prefix of the place's code (a place contains itself). */
export function contains(scope: DivisionCode, code: DivisionCode): boolean {
  return code.startsWith(scope);
}

/** The division's own name (南宁市); undefined for a locally made county code. */
export function divisionName(code: DivisionCode): string | undefined {
  return NAMES.get(code);
}

/** Province, city and county in one line; a municipality is named once; a locally made county shows its code. */
export function divisionFullName(code: DivisionCode): string {
  const prefixes = [code.slice(0, 2), code.slice(0, 4), code.slice(0, 6)].slice(0, code.length / 2);
  const names = prefixes.filter((prefix) => !prefix.endsWith('00') && !prefix.endsWith('90')).map(nameOf);
  return names.filter((name, at) => name !== names[at - 1]).join('');
}

/** Six digits, as forms and interfaces of other systems write it (450100). */
export function sixDigits(code: DivisionCode): string {
  return code.padEnd(6, '0');
}

/** All codes directly below a code that stand in the national standard, in order; abolished ones are left out. */
export function divisionsWithin(scope: DivisionCode): readonly DivisionCode[] {
  const longer = scope.length + 2;
  return [...NAMES.keys()]
    .filter(isDivisionCode)
    .filter((code) => code.length === longer && code.startsWith(scope) && !SUCCESSORS.has(code));
}

/** All provinces, in the order of their codes. */
export function provinces(): readonly DivisionCode[] {
  return [...NAMES.keys()].filter(isDivisionCode).filter((code) => code.length === 2);
}
