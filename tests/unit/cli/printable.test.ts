import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { printable } from '../../../src/cli/printable.ts';

test('doors 6: names in a file that is verified cannot write on the terminal, nor turn what it shows', () => {
  expect(printable('正卷/\u001b[2J\u0007结论：核验通过。\r\n\u202Efdp.exe\u2028\u009b31m')).toBe(
    '正卷/\\u{1b}[2J\\u{7}结论：核验通过。\\u{d}\\u{a}\\u{202e}fdp.exe\\u{2028}\\u{9b}31m',
  );
  expect(printable('正卷/3-文书第1号-《通知书》.pdf')).toBe('正卷/3-文书第1号-《通知书》.pdf');
});

test('doors 6: whatever the command prints of a file goes through it', () => {
  const source = readFileSync('src/cli/commands/verify.ts', 'utf8');
  expect(source.match(/\$\{MARKS\[[a-z.]+\]\} \$\{(?!printable\()/g)).toBeNull();
});
