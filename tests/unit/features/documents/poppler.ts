import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Runs a tool of poppler-utils on a PDF: the look from outside at what we made. */
export function poppler(
  tool: 'pdfsig' | 'pdffonts' | 'pdfimages' | 'pdftotext' | 'pdftoppm',
  pdf: Buffer,
  ...args: string[]
): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-pdf-'));
  try {
    const file = path.join(folder, 'document.pdf');
    writeFileSync(file, pdf);
    const run = spawnSync(tool, [...args, file, ...(tool === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' });
    if (run.error !== undefined) {
      throw new Error(`这项测试需要 ${tool}（poppler-utils）：请先安装，apt-get install poppler-utils，然后重新运行。`);
    }
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Word {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly text: string;
}

const MILLIMETRE = 72 / 25.4;

/** The words of a PDF with their places in millimetres from the left and upper edges of the page. */
export function wordsOf(pdf: Buffer): Word[] {
  let page = 0;
  return poppler('pdftotext', pdf, '-bbox')
    .split('\n')
    .flatMap((line) => {
      if (line.includes('<page ')) page++;
      const found = /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)<\/word>/.exec(line);
      if (found === null) return [];
      const [left = 0, top = 0, right = 0, bottom = 0] = found.slice(1, 5).map((each) => Number(each) / MILLIMETRE);
      return [{ page, left, top, right, bottom, text: found[5] ?? '' }];
    });
}
