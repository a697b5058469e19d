import { type OrganisationCode, parseOrganisationCode } from './organisation-code.ts';
import { accept, type Parsed, refuse } from './parsed.ts';
import { normaliseCode, unifyHyphens, weightedSum } from './text.ts';

declare const brand: unique symbol;

/** Unified social credit code (GB 32100-2015), 18 characters, upper case. */
export type Uscc = string & { readonly [brand]: 'Uscc' };

// GB 32100-2015 4: I, O, S, V, Z are not used.
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const LOOKS_LIKE: Readonly<Record<string, string>> = { I: '1', O: '0', S: '5', V: 'U 或 Y', Z: '2' };

function checkCharacter(text: string): string {
  return ALPHABET.charAt((31 - (weightedSum(text, ALPHABET, WEIGHTS) % 31)) % 31);
}

/** A code in normal form that officials have seen on the licence as it is. */
function isConfirmed(text: string, confirmed: ReadonlySet<string>): text is Uscc {
  return FORM.test(text) && confirmed.has(text);
}

const NONE: ReadonlySet<string> = new Set();

/** The text with full-width forms, lower case, blanks and hyphens out of the way; not yet looked at. */
export function normaliseUscc(text: string): string {
  return unifyHyphens(normaliseCode(text)).replaceAll('-', '');
}

/** Whether everything about a code but its check character is right. */
export function hasUsccForm(text: string): boolean {
  return FORM.test(normaliseUscc(text));
}

/** Narrow a text that is already in normal form (18 characters, upper case); unread text goes through `parseUscc`. */
export function isUscc(text: string): text is Uscc {
  return FORM.test(text) && checkCharacter(text) === text.charAt(17);
}

function wrongLength(code: string): string {
  if (code.length === 9) return '这是 9 位的组织机构代码，请填写营业执照上 18 位的统一社会信用代码。';
  if (/^\d{15}$/.test(code)) return '这是 15 位的工商注册号，请填写换发后营业执照上 18 位的统一社会信用代码。';
  return `统一社会信用代码应为 18 位，现为 ${code.length} 位，请核对营业执照后重新填写。`;
}

function wrongCharacter(code: string): string | undefined {
  for (const [index, char] of [...code].entries()) {
    const at = index + 1;
    if (!ALPHABET.includes(char)) {
      const instead = LOOKS_LIKE[char];
      const hint = instead === undefined ? '' : `（代码不使用字母 I、O、S、V、Z，是否应为 ${instead}）`;
      return `统一社会信用代码第 ${at} 位“${char}”不是允许的字符${hint}，请核对营业执照后重新填写。`;
    }
    // GB 32100-2015 4.3: positions 3–8 are the division code of the registering authority.
    if (at >= 3 && at <= 8 && !/\d/.test(char)) {
      return `统一社会信用代码第 ${at} 位“${char}”应为数字（第 3 至 8 位是登记管理机关行政区划码），请核对营业执照后重新填写。`;
    }
  }
  return undefined;
}

/**
 * Reads a unified social credit code (GB 32100-2015). Full-width forms, lower case, blanks and hyphens are tolerated;
 * a refusal names the wrong position. A wrong check inside the embedded organisation code is a note only, because real
 * codes exist that fail it.
 * @param confirmed codes that officials have confirmed against the licence: their 18th character need not compute
 */
export function parseUscc(text: string, confirmed: ReadonlySet<string> = NONE): Parsed<Uscc> {
  const code = normaliseUscc(text);
  if (code === '') return refuse('请填写 18 位的统一社会信用代码（见营业执照）。');
  if (code.length !== 18) return refuse(wrongLength(code));
  const wrong = wrongCharacter(code);
  if (wrong !== undefined) return refuse(wrong);
  if (isConfirmed(code, confirmed) && !isUscc(code)) return accept(code, '第 18 位校验不符，已按证照核实。');
  if (!isUscc(code)) {
    return refuse(
      '统一社会信用代码第 18 位校验不符，请核对营业执照后重新填写。营业执照上确实如此的，请省级住房城乡建设主管部门按证照核实，核实后即可使用。',
    );
  }
  if (!parseOrganisationCode(code.slice(8, 17)).ok) {
    return accept(code, '第 9 至 17 位（主体标识码）不符合组织机构代码的校验规则，个别真实代码如此，请留意。');
  }
  return accept(code);
}

/** The organisation code in positions 9–17 (without hyphen); undefined where it fails GB 11714's own check. */
export function organisationCodeOf(code: Uscc): OrganisationCode | undefined {
  const parsed = parseOrganisationCode(code.slice(8, 17));
  return parsed.ok ? parsed.value : undefined;
}

/** Division code (six digits, positions 3–8) of the authority that registered the organisation, not its seat today. */
export function registeringDivisionOf(code: Uscc): string {
  return code.slice(2, 8);
}
