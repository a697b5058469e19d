import { unifyIdeographs } from '#law/identifiers/folding.ts';

/** Characters that no name or number has and that break lists, files and databases. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|[\uFE00-\uFE0F]/g;
const NOTHING = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '/',
  '\\',
  '无',
  '空',
  'null',
  'NULL',
  'None',
  '\\N',
  'N/A',
  '暂无',
]);

export function hasControlCharacter(text: string): boolean {
  return CONTROL.test(text);
}

/** The same text for one thing: composed characters, no invisible ones, one blank where several or line breaks stood. */
export function cleanText(text: string): string {
  if (/^[\u4E00-\u9FFF\w]*$/.test(text)) return text;
  return text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

/** What feeds write where there is nothing. */
export function meansNothing(text: string): boolean {
  return NOTHING.has(text);
}

/** Names of enterprises and authorities: Chinese brackets full-width as on the licence, no blanks between Chinese characters. */
export function normaliseName(text: string): string {
  const plain = unifyIdeographs(cleanText(text));
  if (!/\p{Script=Han}/u.test(plain)) return plain;
  return plain
    .replace(/[([［〔【]/g, '（')
    .replace(/[)\]］〕】]/g, '）')
    .replace(/(?<=[\p{Script=Han}（）]) | (?=[\p{Script=Han}（）])/gu, '');
}

/** Names of persons as they are kept: no blanks between Chinese characters (演　明), one dot between the parts of a name (买买提·艾力). */
export function normalisePersonName(text: string): string {
  const plain = unifyIdeographs(cleanText(text));
  if (!/\p{Script=Han}/u.test(plain)) return plain;
  return plain
    .replace(/(?<=\p{Script=Han})\s*[·•・･．.‧∙⋅●。｡]\s*(?=\p{Script=Han})/gu, '·')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** Folds what is written now one way, now another: full-width, brackets, blanks, 壹/一. For comparing only. */
export function foldTerm(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200B-\u200F\u2060\uFEFF]/gu, '')
    .replace(/[[［〔【{]/g, '(')
    .replace(/[\]］〕】}]/g, ')')
    .replaceAll('壹', '一')
    .replaceAll('贰', '二')
    .replaceAll('叁', '三')
    .replaceAll('肆', '四');
}
