/**
 * Specialties as cells write them: names or codes joined by commas in any order, each perhaps with its own days in brackets or behind
 * it (`建筑工程（有效期：2028-05-01）,市政公用工程 2022-03-01至2025-03-01`), or as JSON objects.
 */
import type { Cell } from '../readers/raw-row.ts';
import { type ReadDate, readDate, readEndDate } from './dates.ts';

/** `from`, `until`: a day, `infinity` where the feed says that there is none, null where it says nothing. */
export interface WrittenSpecialty {
  readonly name: string;
  readonly from: string | null;
  readonly until: string | null;
}

export type ReadSpecialties =
  | { readonly ok: true; readonly specialties: readonly WrittenSpecialty[] }
  | { readonly ok: false; readonly reason: string };

const SEPARATORS = new Set([...',，、;；|\n\r']);
const OPENING = new Set([...'([{（【〔［｛<《〈']);
const CLOSING = new Set([...')]}）】〕］｝>》〉']);
const HAN = /[\u4E00-\u9FFF]/;
/** A slash or plus stands between two specialties only where the first is complete: 采矿/矿物 is one. */
const COMPLETE = /(?:工程|[)\]}）】〕］\d日期])$/;

/** Splits at separators that stand in no bracket. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (OPENING.has(sign)) depth += 1;
    else if (CLOSING.has(sign)) {
      depth = Math.max(0, depth - 1);
      // 建筑工程(2028-05-01)市政公用工程(2027-03-01): days in brackets end a specialty.
      if (depth > 0 || !HAN.test(text.charAt(at + 1)) || !DAYS_AT_END.test(text.slice(from, at + 1))) continue;
      found.push(text.slice(from, at + 1));
      from = at + 1;
    } else if (depth > 0) continue;
    else if (SEPARATORS.has(sign) || separates(text, from, at)) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  found.push(text.slice(from));
  const named: string[] = [];
  for (const part of found.map((each) => each.trim()).filter((each) => each !== '')) {
    const before = named.at(-1);
    // Days that stand apart belong to the specialty before them.
    if (before === undefined || !ONLY_DAYS.test(part.normalize('NFKC'))) named.push(part);
    else named[named.length - 1] = `${before} ${part}`;
  }
  return named;
}

function separates(text: string, from: number, at: number): boolean {
  const sign = text.charAt(at);
  const next = text.slice(at + 1).trimStart();
  if (sign === '/' || sign === '／' || sign === '+' || sign === '＋') {
    return COMPLETE.test(text.slice(from, at).trimEnd()) && HAN.test(next.charAt(0));
  }
  return sign === ' ' && HAN.test(next.charAt(0)) && !SAYS_DAYS.test(next) && !CONTINUES.test(text.slice(from, at));
}

const LABEL =
  '(?:专业)?(?:注册)?(?:证书)?(?:有效期限?|有效日期|有效|截止日期?|到期日?期?|届满日?|期限|起止日期|自|从|至|到|止)';
/** Words that begin the days of a specialty, as `有效期至 2028-05-01`. */
const SAYS_DAYS = new RegExp(`^(?:${LABEL}|长期|永久)`, 'u');
const CONTINUES = /(?:至|到|自|从|[:：~～—–-])\s*$/u;
const ENDLESS = /^(?:长期|长期有效|永久|永久有效|无限期|无期限)$/u;
const DATE = '(?:19|20|21|99)\\d{2}(?:\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2}|\\d{4}(?!\\d))';
const HAS_DATE = new RegExp(`(?<!\\d)${DATE}`, 'u');
/** Nothing but days. */
const ONLY_DAYS = new RegExp(`^(?:${LABEL}|[:：=\\s])*(?:${DATE}|长期|永久)`, 'u');
const DAYS_AT_END = new RegExp(`[([（【〔［][^([（【〔［]*(?:(?<!\\d)${DATE}|长期|永久)[^([（【〔［]*$`, 'u');
const BRACKET = /[([{（【〔［｛<《〈]([^()[\]{}（）【】〔〕［］｛｝<>《》〈〉]*)[)\]}）】〕］｝>》〉]/gu;
const LABELS = new RegExp(`^(?:${LABEL}|[:：=\\s])+`, 'u');
const TAIL = /(?:前有效|有效|为止|止|前|到期|届满)$/u;

/** Days that were read, or what could not be. */
export type Days = { readonly from: string | null; readonly until: string | null } | { readonly wrong: string };

/** Whether a piece of text speaks of days at all. */
function saysDays(text: string): boolean {
  const plain = text.normalize('NFKC').trim();
  return HAS_DATE.test(plain) || /有效|长期|永久|截止|到期|届满/u.test(plain);
}

function dayOf(date: ReadDate): string | null {
  return date.kind === 'day' ? date.day : date.kind === 'none' ? 'infinity' : null;
}

/** `有效期：2028-05-01`, `2023-03-01至2026-02-28`, `自2023年3月1日起`, `长期`. */
export function readDays(text: string): Days {
  const plain = text.normalize('NFKC').trim();
  const begins = /^(?:有效期)?[:\s]*(?:自|从)/u.test(plain);
  const bare = plain.replace(LABELS, '').trim();
  if (ENDLESS.test(bare)) return { from: null, until: 'infinity' };
  const onlyBeginning = /^(.*?)(?:起|起效|开始)(?:有效)?$/u.exec(bare);
  const dates = [...bare.matchAll(new RegExp(`(?<!\\d)${DATE}(?:日)?(?:T[\\d:.]+Z?(?:[+-]\\d{2}:?\\d{2})?)?`, 'gu'))];
  const [first, second] = dates;
  if (first === undefined) return { wrong: bare };
  if (dates.length > 2) return { wrong: bare };
  const startOf = (match: RegExpMatchArray): number => match.index ?? 0;
  if (second === undefined) {
    const rest = `${bare.slice(0, startOf(first))}|${bare.slice(startOf(first) + first[0].length)}`;
    const day = readDate(first[0]);
    if (day.kind === 'wrong') return { wrong: day.reason };
    if (onlyBeginning !== null || (begins && /^\|$/u.test(rest.replace(/\s/gu, ''))))
      return { from: dayOf(day), until: null };
    const openEnd = /^\|\s*(?:起|日)?\s*(?:至|到|~|-|—|–)+\s*(长期|长期有效|永久|永久有效|今|至今)$/u.exec(rest);
    if (openEnd !== null) return { from: dayOf(day), until: 'infinity' };
    const left = rest.replace(/\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?/gu, '').replace(TAIL, '');
    return /^[\s|:：至到日~—–-]*$/u.test(left) ? { from: null, until: dayOf(day) } : { wrong: bare };
  }
  const between = bare.slice(startOf(first) + first[0].length, startOf(second));
  if (!/^\s*(?:日)?(?:起)?(?:\s*(?:至|到|~|-|—|–|,|、|\/)\s*|\s+)+(?:有效期)?(?:至|止)?\s*$/u.test(between))
    return { wrong: bare };
  const [from, until] = [readDate(first[0]), readEndDate(second[0])];
  if (from.kind === 'wrong') return { wrong: from.reason };
  if (until.kind === 'wrong') return { wrong: until.reason };
  return { from: dayOf(from), until: dayOf(until) };
}

/** One specialty and what stands with it. */
function readPart(part: string): WrittenSpecialty | { readonly wrong: string } {
  let name = part;
  let days: Days = { from: null, until: null };
  for (const [whole, inner = ''] of part.matchAll(BRACKET)) {
    if (!saysDays(inner)) continue;
    const read = readDays(inner);
    if ('wrong' in read) return { wrong: wrongDays(name.replace(whole, ''), inner) };
    days = { from: read.from ?? days.from, until: read.until ?? days.until };
    name = name.replace(whole, '');
  }
  const plain = name.normalize('NFKC').trim();
  const behind = new RegExp(
    `^(.*?[^\\d\\s:：至到自从-].*?|\\d{2,8}(?=[:：\\s]))[\\s:：=-]*((?:${LABEL}[:：\\s]*)*(?:${DATE}.*|长期(?:有效)?|永久(?:有效)?))$`,
    'u',
  ).exec(plain);
  if (behind !== null && days.until === null && days.from === null) {
    const [, before = '', text = ''] = behind;
    const read = readDays(text);
    if ('wrong' in read) return { wrong: wrongDays(before, text) };
    return { name: before.replace(/[:：\s-]+$/u, '').trim(), ...read };
  }
  return { name: name.trim(), ...days };
}

function wrongDays(name: string, text: string): string {
  return `“${name.trim().slice(0, 20)}”的有效期“${text.trim().slice(0, 30)}”读不懂，请写成“建筑工程（有效期：2028-05-01）”或“建筑工程（2025-05-02至2028-05-01）”的样式。`;
}

/** What the keys of an object in a list of specialties mean; given by the headers of the entity. */
export type KeyMeaning = (key: string) => 'name' | 'from' | 'until' | undefined;

function cellOf(value: unknown): Cell {
  if (typeof value === 'number') return { kind: 'number', text: String(value), digitsLost: false };
  return typeof value === 'string' ? value : '';
}

function readObject(text: string, meaning: KeyMeaning): readonly WrittenSpecialty[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `专业“${text.slice(0, 30)}”不是完整的 JSON 对象，请核对引号和括号。`;
  }
  if (typeof value !== 'object' || value === null) return `专业“${text.slice(0, 30)}”读不懂，请填写专业名称。`;
  const found: { name: string; from: string | null; until: string | null } = { name: '', from: null, until: null };
  const entries: [string, unknown][] = Object.entries(value);
  for (const [key, each] of entries) {
    const what = meaning(key);
    if (what === undefined || each === null || each === '') continue;
    if (what === 'name') {
      if (found.name === '') found.name = String(each).trim();
      continue;
    }
    const date = what === 'from' ? readDate(cellOf(each)) : readEndDate(cellOf(each));
    if (date.kind === 'wrong') return date.reason;
    found[what] ??= dayOf(date);
  }
  if (found.name !== '') return [found];
  // {"建筑工程": "2028-05-01", …}: the names are the keys.
  const named = entries.map(([name, until]): WrittenSpecialty | undefined => {
    const date = readEndDate(cellOf(until));
    return date.kind === 'wrong' ? undefined : { name: name.trim(), from: null, until: dayOf(date) };
  });
  return named.some((each) => each === undefined) || named.length === 0
    ? `专业“${text.slice(0, 60)}”没有写明专业名称，请写成 {"specialty": "建筑工程", "validUntil": "2028-05-01"}。`
    : named.filter((each) => each !== undefined);
}

/** Reads one cell; refuses days that cannot be read, naming the specialty. Names are not looked up here. */
export function readSpecialtyCell(text: string, meaning: KeyMeaning): ReadSpecialties {
  const specialties: WrittenSpecialty[] = [];
  for (const part of parts(text)) {
    if (part.startsWith('{')) {
      const objects = readObject(part, meaning);
      if (typeof objects === 'string') return { ok: false, reason: objects };
      specialties.push(...objects);
      continue;
    }
    if (!saysDays(part) || /^\d+$/u.test(part)) {
      specialties.push({ name: part, from: null, until: null });
      continue;
    }
    const read = readPart(part);
    if ('wrong' in read) return { ok: false, reason: read.wrong };
    specialties.push(read);
  }
  return { ok: true, specialties };
}
