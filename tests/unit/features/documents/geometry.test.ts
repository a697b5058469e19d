import { describe, expect, test } from 'vitest';
import { composeDocument } from '#features/documents/compose.ts';
import { DOCUMENT_KINDS, isOfficialKind } from '#features/documents/kind-names.ts';
import { poppler, type Word, wordsOf } from './poppler.ts';
import { printDraft, printSample } from './print.ts';
import { SAMPLES } from './samples.ts';

// GB/T 9704-2012 5.2, in millimetres.
const TOP = 37;
const LEFT = 28;
const WIDTH = 156;
const HEIGHT = 225;
/** Half a character of 三号. */
const HALF = WIDTH / 28 / 2;

const KINDS = Object.keys(DOCUMENT_KINDS).filter(isOfficialKind);

/** Pure text of Chinese characters, so that no punctuation is squeezed. */
const CHARACTERS = '天地玄黄宇宙洪荒日月盈昃辰宿列张';

function linesOf(words: readonly Word[], page: number): { top: number; words: Word[] }[] {
  const lines: { top: number; words: Word[] }[] = [];
  for (const word of words.filter((each) => each.page === page)) {
    const line = lines.find((each) => Math.abs(each.top - word.top) < 1);
    if (line === undefined) lines.push({ top: word.top, words: [word] });
    else line.words.push(word);
  }
  return lines.sort((one, other) => one.top - other.top);
}

function isPageNumber(word: Word): boolean {
  return word.top > TOP + HEIGHT;
}

describe('GB/T 9704-2012', () => {
  const pdf = printDraft('order', {
    layout: 'official',
    title: ['责令限期整改通知书'],
    addressee: '某某公司',
    blocks: [{ kind: 'paragraph', text: CHARACTERS.repeat(120) }],
    signed: true,
    imprint: true,
    subject: '',
  });
  const words = wordsOf(pdf);
  const full = linesOf(
    words.filter((word) => !isPageNumber(word)),
    2,
  );

  test('a full page has 22 lines of 28 characters, the size of 三号', () => {
    expect(full).toHaveLength(22);
    for (const line of full) {
      expect(line.words.map((word) => word.text).join('')).toHaveLength(28);
      expect(line.words[0]?.left).toBeCloseTo(LEFT, 1);
      expect(line.words.at(-1)?.right).toBeCloseTo(LEFT + WIDTH, 1);
    }
  });

  test('the text area is 156 × 225 mm, 37 mm below the upper edge and 28 mm from the binding edge', () => {
    expect(full[0]?.top).toBeCloseTo(TOP, 1);
    expect(Math.abs((full.at(-1)?.words[0]?.bottom ?? 0) - (TOP + HEIGHT))).toBeLessThan(1);
    const gaps = full.slice(1).map((line, at) => line.top - (full[at]?.top ?? 0));
    // 3.2: a line is the height of a character and 7/8 of it.
    for (const gap of gaps) expect(gap).toBeCloseTo((WIDTH / 28) * 1.875, 1);
  });

  test('the head stands 35 mm below the edge of the text area, the number two lines below it and 4 mm above the rule', () => {
    const head = words.find((word) => word.text === '南宁市住房和城乡建设局');
    expect((head?.top ?? 0) - TOP).toBeCloseTo(35, 0);
    expect(((head?.left ?? 0) + (head?.right ?? 0)) / 2).toBeCloseTo(LEFT + WIDTH / 2, 0);
    const number = words.find((word) => word.text === '南住建责改〔2026〕1号');
    expect(((number?.left ?? 0) + (number?.right ?? 0)) / 2).toBeCloseTo(LEFT + WIDTH / 2, 0);
  });

  test('page numbers: 7 mm below the text area, one character in from the outer edge, odd right and even left', () => {
    const numbers = words.filter(isPageNumber);
    for (const each of numbers) expect(each.top - TOP - HEIGHT).toBeCloseTo(7, 1);
    const onPage = (page: number) => numbers.filter((word) => word.page === page);
    expect(onPage(1).map((word) => word.text)).toEqual(['—', '1', '—']);
    const character = 14 / (72 / 25.4);
    expect(LEFT + WIDTH - (onPage(1).at(-1)?.right ?? 0)).toBeCloseTo(character, 0);
    expect((onPage(2)[0]?.left ?? 0) - LEFT).toBeCloseTo(character, 0);
  });

  test('the date stands four characters in from the right, the office is centred above it', () => {
    const dates = words.filter((word) => word.text === '2026年8月3日');
    const offices = words.filter((word) => word.text === '南宁市住房和城乡建设局' && word.page > 1);
    const date = dates.at(-1);
    const office = offices.at(-1);
    expect(LEFT + WIDTH - (date?.right ?? 0)).toBeCloseTo((4 * WIDTH) / 28, 0);
    expect(((office?.left ?? 0) + (office?.right ?? 0)) / 2).toBeCloseTo(
      ((date?.left ?? 0) + (date?.right ?? 0)) / 2,
      0,
    );
  });
});

describe.each(KINDS)('%s', (kind) => {
  const pdf = printSample(kind);
  const words = wordsOf(pdf);

  test('nothing stands outside the text area but page numbers and the code', () => {
    // A letter's head stands above it (10.1); the code stands above a form and below a letter.
    const layout = composeDocument(kind, SAMPLES[kind]).draft.layout;
    const inText = words.filter((word) =>
      layout === 'official' ? !isPageNumber(word) : word.top > TOP - 0.5 && !isPageNumber(word),
    );
    for (const word of inText) {
      // A bracket or a comma at the edge gives up the empty half of its square, which then lies outside; its ink does not.
      const before = /^[（《〔“]/.test(word.text) ? HALF : 0;
      const after = /[）》〕”、，。；：]$/.test(word.text) ? HALF : 0;
      expect(word.left, word.text).toBeGreaterThan(LEFT - before - 0.1);
      expect(word.right, word.text).toBeLessThan(LEFT + WIDTH + after + 0.1);
      expect(word.bottom, word.text).toBeLessThan(TOP + HEIGHT + 0.6);
    }
  });

  test('no page has more than 22 lines of text', () => {
    const pages = Math.max(...words.map((word) => word.page));
    // Tables are set smaller; the rule is for running text in 三号.
    const running = words.filter((word) => Math.abs(word.bottom - word.top - WIDTH / 28) < 0.1);
    for (let page = 1; page <= pages; page++) expect(linesOf(running, page).length).toBeLessThanOrEqual(22);
  });

  test('all fonts are embedded as subsets with their text', () => {
    const fonts = poppler('pdffonts', pdf)
      .split('\n')
      .slice(2)
      .filter((line) => line.trim() !== '');
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/yes yes yes\s+\d+\s+0/);
  });

  test('the signature is valid for pdfsig and covers the file', () => {
    const said = poppler('pdfsig', pdf);
    expect(said).toContain('Signature is Valid.');
    expect(said).toContain('Total document signed');
  });

  test('page numbers run from one, on every page but the first of a letter', () => {
    const numbers = words.filter((word) => isPageNumber(word) && /^\d+$/.test(word.text) && word.bottom - word.top > 4);
    const pages = Math.max(...words.map((word) => word.page));
    const letter = composeDocument(kind, SAMPLES[kind]).draft.layout === 'letter';
    const expected = Array.from({ length: pages }, (_, at) => String(at + 1)).slice(letter ? 1 : 0);
    expect(numbers.map((word) => word.text)).toEqual(expected);
  });
});
