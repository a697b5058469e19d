import { accept, type Parsed, refuse } from './parsed.ts';
import { normaliseCode, unifyHyphens, weightedSum } from './text.ts';

declare const brand: unique symbol;

/** Number of a qualification certificate, copy suffix stripped: today's form (D145000016) or the old 14 characters. */
export type CertificateNumber = string & { readonly [brand]: 'CertificateNumber' };

/** What a certificate number says. The authority is that which once gave the number, not the level held today. */
export type CertificateNumberParts =
  | {
      readonly form: 'current';
      /** 设计, 勘察, 设计施工一体化, 建筑业 or 监理. */
      readonly kind: string;
      readonly foreignInvested: boolean;
      /** 住房城乡建设部, 省级, 设区的市级 or 县级. */
      readonly authority: string;
      /** First two digits of GB/T 2260. */
      readonly province: string;
      /** Digits 3–9: the enterprise's stable code, which does not change when its qualifications change. */
      readonly enterpriseCode: string;
      readonly checkMatches: boolean;
    }
  | {
      readonly form: 'old';
      /** 施工总承包, 专业承包 or 劳务分包. */
      readonly kind: string;
      /** Six digits of GB/T 2260. */
      readonly division: string;
    };

const CURRENT = /^[A-E]W?[1-4]\d{8}$/;
const OLD = /^[ABC]\d{13}$/;
const KINDS: Readonly<Record<string, string>> = { A: '设计', B: '勘察', C: '设计施工一体化', D: '建筑业', E: '监理' };
const OLD_KINDS: Readonly<Record<string, string>> = { A: '施工总承包', B: '专业承包', C: '劳务分包' };
const AUTHORITIES: Readonly<Record<string, string>> = { 1: '住房城乡建设部', 2: '省级', 3: '设区的市级', 4: '县级' };
// Solved from real numbers; the official text only says that a check digit exists: so it warns and never rejects.
const WEIGHTS = [7, 9, 5, 1, 4, 2, 6, 8];

function isCertificateNumber(text: string): text is CertificateNumber {
  return CURRENT.test(text) || OLD.test(text);
}

function checkMatches(digits: string): boolean {
  return weightedSum(digits, '0123456789', WEIGHTS) % 10 === Number(digits.charAt(8));
}

/** Copies carry -n/m or -m, (副) or two more digits on the old form; the number itself is the same for all of them. */
function withoutCopySuffix(text: string): string {
  const bare = text.replace(/[(（]?副本?\d*[)）]?$/u, '').replace(/-\d{1,3}(\/\d{1,3})?$/, '');
  return /^[ABC]\d{15}$/.test(bare) ? bare.slice(0, 14) : bare;
}

/**
 * Reads the number of a qualification certificate (建筑业 D, 监理 E, 设计 A, 勘察 B; W for foreign-invested). The copy
 * suffix is stripped. A check digit that does not fit is a note, never a refusal: thirteen in a hundred genuine numbers differ.
 */
export function parseCertificateNumber(text: string): Parsed<CertificateNumber> {
  const code = withoutCopySuffix(unifyHyphens(normaliseCode(text)));
  if (code === '') return refuse('请填写资质证书编号（见资质证书）。');
  if (!isCertificateNumber(code)) {
    return refuse(
      '资质证书编号应为 1 位字母（A 设计、B 勘察、D 建筑业、E 监理，外资加 W）加 9 位数字，第一位数字为 1 至 4，请核对证书后重新填写。',
    );
  }
  const parts = certificateNumberParts(code);
  if (parts.form === 'old') return accept(code, '这是 2015 年以前的 14 位旧编号，请留意该证书是否已换发。');
  if (parts.form === 'current' && !parts.checkMatches) {
    return accept(code, '证书编号的校验位与常见规则不符（部分省份另有编法），请与证书核对。');
  }
  return accept(code);
}

/** What the number says, position by position. */
export function certificateNumberParts(number: CertificateNumber): CertificateNumberParts {
  const letter = number.charAt(0);
  if (OLD.test(number)) return { form: 'old', kind: OLD_KINDS[letter] ?? '', division: number.slice(6, 12) };
  const digits = number.slice(-9);
  return {
    form: 'current',
    kind: KINDS[letter] ?? '',
    foreignInvested: number.charAt(1) === 'W',
    authority: AUTHORITIES[digits.charAt(0)] ?? '',
    province: digits.slice(1, 3),
    enterpriseCode: digits.slice(1, 8),
    checkMatches: checkMatches(digits),
  };
}
