import fc from 'fast-check';
import { expect, test } from 'vitest';
import { downloadName, nameOfHandedIn, shownName } from '#platform/files/handed-in-name.ts';

const STRANGE = [
  'x.hta',
  'x.lnk',
  'x.html',
  'x.svg',
  'x.pdf.exe',
  '材料\u202Efdp.exe',
  '..\\..\\evil.html',
  '../../etc/passwd',
  'C:\\Windows\\x.scr',
  'a\r\nContent-Type: text/html',
  '...',
  '',
  '\u200b',
  'con:stream',
  `${'长'.repeat(500)}.js`,
];
const TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'text/csv; charset=utf-8', 'application/zip', 'text/html'];

test('a download ends as its kind does and its name has no folder, control or direction, whatever its sender called it', () => {
  const endings = /\.(pdf|png|jpg|csv|zip|bin)$/;
  const check = (name: string) => {
    for (const type of TYPES) {
      const given = downloadName(name, type);
      expect([name, given]).toEqual([name, expect.stringMatching(endings)]);
      expect(given).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}]/u);
      expect(given).not.toMatch(/^\.+\w*$/);
    }
    expect(downloadName(name, 'text/html')).toMatch(/\.bin$/);
  };
  STRANGE.forEach(check);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), check));
});

test('a plain name stays as it was', () => {
  for (const name of ['证明材料.pdf', '社保 2026-10.png', '照片（一）.jpg']) expect(shownName(name)).toBe(name);
  expect(downloadName('证明材料.pdf', 'application/pdf')).toBe('证明材料.pdf');
  expect(downloadName(nameOfHandedIn('材料', 'd3b07384-d9a0'), 'image/png')).toBe('材料 d3b07384.png');
});
