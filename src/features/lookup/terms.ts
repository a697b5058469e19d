import { isSearchable } from '#features/registry/queries.ts';

/** At most so many are looked up at once. */
export const MOST_TERMS = 500;
const LONGEST_TERM = 100;
/** Rows of a list that are read at all: blank ones and doubles among them. */
const MOST_ROWS = 5_000;
const HEADER =
  /^(序号|编号|企业(单位)?名称|单位名称|投标(人|单位)(名称)?|名称|统一社会信用代码|社会信用代码|信用代码)$/;
const USCC_LIKE = /^[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{2}[0-9０-９]{6}[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{10}$/;

export type TermsRead =
  | { readonly ok: true; readonly terms: readonly string[]; readonly doubles: number }
  | { readonly ok: false; readonly reason: string };

/** What a row asks for: its USCC where it has one, else the first cell that can be a name. */
function termOf(cells: readonly string[]): string | undefined {
  const given = cells.map((cell) => cell.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim()).filter((cell) => cell !== '');
  const code = given.find((cell) => USCC_LIKE.test(cell.replaceAll(' ', '')));
  if (code !== undefined) return code.replaceAll(' ', '');
  return given.find((cell) => !HEADER.test(cell) && !/^[\d.、()（）-]+$/.test(cell));
}

/** Reads the rows of a list into what is to be looked up: each once, in their order. */
export async function readTerms(
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): Promise<TermsRead> {
  const terms = new Set<string>();
  let doubles = 0;
  let line = 0;
  for await (const cells of rows) {
    line++;
    if (line > MOST_ROWS)
      return { ok: false, reason: `名单超过 ${MOST_ROWS} 行，请分成几份，每份不超过 ${MOST_TERMS} 家。` };
    const term = termOf(cells);
    if (term === undefined) continue;
    if (term.length > LONGEST_TERM) {
      return { ok: false, reason: `第 ${line} 行超过 ${LONGEST_TERM} 个字，不像企业名称。请每行填写一家企业。` };
    }
    if (!isSearchable(term)) {
      return { ok: false, reason: `第 ${line} 行“${term}”只有一个字，请填写完整的企业名称或统一社会信用代码。` };
    }
    if (terms.has(term)) doubles++;
    terms.add(term);
    if (terms.size > MOST_TERMS) {
      return { ok: false, reason: `一次最多查询 ${MOST_TERMS} 家，这份名单不止此数。请分成几份查询，每份各有回执。` };
    }
  }
  if (terms.size === 0) return { ok: false, reason: '名单中没有企业名称或统一社会信用代码，请每行填写一家企业。' };
  return { ok: true, terms: [...terms], doubles };
}

/** What was pasted: one enterprise a line; cells of a pasted table are parted by tabs. */
export function pastedRows(text: string): string[][] {
  return text.split(/\r\n|[\n\r\v\f\u2028\u2029]/u).map((line) => line.split(/\t|[;；]/u));
}
