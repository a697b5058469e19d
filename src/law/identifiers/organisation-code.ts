import { accept, type Parsed, refuse } from './parsed.ts';
import { normaliseCode, unifyHyphens, weightedSum } from './text.ts';

declare const brand: unique symbol;

/** Organisation code of GB 11714, nine characters without the hyphen. */
export type OrganisationCode = string & { readonly [brand]: 'OrganisationCode' };

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11714: 11 - Σ mod 11, written X for 10 and 0 for 11. */
function checkCharacter(text: string): string {
  const check = 11 - (weightedSum(text, ALPHABET, WEIGHTS) % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

function isOrganisationCode(text: string): text is OrganisationCode {
  return /^[0-9A-Z]{8}[0-9X]$/.test(text) && checkCharacter(text) === text.charAt(8);
}

/** Reads an organisation code (GB 11714), with or without hyphen; full-width, lower case and blanks are tolerated. */
export function parseOrganisationCode(text: string): Parsed<OrganisationCode> {
  const code = unifyHyphens(normaliseCode(text)).replace(/^([0-9A-Z]{8})-([0-9X])$/, '$1$2');
  if (code === '') return refuse('请填写组织机构代码。');
  if (code.length === 18) return refuse('这是 18 位的统一社会信用代码，请填到统一社会信用代码一栏。');
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) {
    return refuse('组织机构代码应为 8 位数字或大写字母加 1 位校验码（如 12345678-8 的写法），请核对代码证后重新填写。');
  }
  if (!isOrganisationCode(code)) return refuse('组织机构代码第 9 位校验不符，请核对代码证后重新填写。');
  return accept(code);
}

/** With the hyphen, as certificates print it and safety systems ask for it. */
export function formatOrganisationCode(code: OrganisationCode): string {
  return `${code.slice(0, 8)}-${code.slice(8)}`;
}
