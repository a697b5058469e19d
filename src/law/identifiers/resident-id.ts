import { accept, type Parsed, refuse } from './parsed.ts';
import { normaliseCode, weightedSum } from './text.ts';

declare const brand: unique symbol;

/** Resident-identity number (GB 11643-1999), 18 characters. Personal data: show it masked, store it encrypted. */
export type ResidentId = string & { readonly [brand]: 'ResidentId' };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function checkCharacter(text: string): string {
  return CHECKS.charAt(weightedSum(text, '0123456789', WEIGHTS) % 11);
}

function isRealDate(text: string): boolean {
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(4, 6));
  const day = Number(text.slice(6, 8));
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
  return year >= 1800 && year < 2200 && day >= 1 && day <= length;
}

function isResidentId(text: string): text is ResidentId {
  return /^\d{17}[\dX]$/.test(text) && isRealDate(text.slice(6, 14)) && checkCharacter(text) === text.charAt(17);
}

function parseOldForm(code: string): Parsed<ResidentId> {
  const body = `${code.slice(0, 6)}19${code.slice(6)}`;
  const converted = `${body}${checkCharacter(body)}`;
  if (!isResidentId(converted)) return refuse('15 位旧身份证号第 7 至 12 位不是真实的出生日期，请核对证件后重新填写。');
  return accept(converted, '填写的是 15 位旧身份证号，已按 GB 11643—1999 换算为 18 位，请与现行证件核对。');
}

/**
 * Reads a resident-identity number (GB 11643-1999): 18 characters with check character and a real birth date, or the
 * old 15 digits, which are converted (with a note; the century is 19). Masked numbers are refused.
 */
export function parseResidentId(text: string): Parsed<ResidentId> {
  const code = normaliseCode(text).replaceAll('×', 'X');
  if (code === '') return refuse('请填写 18 位的公民身份号码。');
  if (code.includes('*')) return refuse('这是打了星号的身份证号，请填写完整的 18 位号码。');
  if (/^\d{15}$/.test(code)) return parseOldForm(code);
  if (code.length !== 18) return refuse(`身份证号应为 18 位，现为 ${code.length} 位，请核对证件后重新填写。`);
  const wrong = [...code].findIndex((char, at) => !(/\d/.test(char) || (at === 17 && char === 'X')));
  if (wrong >= 0) {
    return refuse(`身份证号第 ${wrong + 1} 位不是数字${wrong === 17 ? '或 X' : ''}，请核对证件后重新填写。`);
  }
  if (!isRealDate(code.slice(6, 14))) {
    return refuse('身份证号第 7 至 14 位不是真实的出生日期，请核对证件后重新填写。');
  }
  if (!isResidentId(code)) return refuse('身份证号第 18 位校验不符，请核对证件后重新填写。');
  return accept(code);
}

/** Birth date as YYYY-MM-DD (positions 7–14). */
export function birthDateOf(id: ResidentId): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
}

/** Sex by the sequence number's last digit (position 17): odd male, even female. */
export function sexOf(id: ResidentId): '男' | '女' {
  return Number(id.charAt(16)) % 2 === 1 ? '男' : '女';
}
