import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPlainRows, UnreadableFile } from '#features/intake/queries.ts';
import { ZipWriter } from '#tests/load/zip-writer.ts';
import { readNdjson } from '../../../../../src/features/intake/readers/ndjson.ts';
import type { RawRow } from '../../../../../src/features/intake/readers/raw-row.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-bombs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sheets = (ids: readonly string[]) =>
  `<workbook>${ids.map((id) => `<sheet name="甲" r:id="${id}"/>`).join('')}</workbook>`;
const relations = (parts: readonly (readonly [id: string, target: string])[]) =>
  `<Relationships>${parts.map(([id, target]) => `<Relationship Id="${id}" Target="${target}"/>`).join('')}</Relationships>`;
const ONE_ROW =
  '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>演示企业</t></is></c></row></sheetData></worksheet>';

async function workbook(name: string, parts: Readonly<Record<string, string>>): Promise<string> {
  const file = path.join(folder, name);
  const writer = new ZipWriter(file);
  for (const [part, content] of Object.entries(parts)) await writer.add(part, [content]);
  await writer.close();
  return file;
}

async function rowsOf(file: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of readPlainRows(readFileSync(file), file)) rows.push(row);
  return rows;
}

test('a part that a workbook names as many sheets is unpacked once', async () => {
  const file = await workbook('same.xlsx', {
    'xl/workbook.xml': sheets(Array.from({ length: 1_000 }, () => 'a')),
    'xl/_rels/workbook.xml.rels': relations([['a', 'sheet.xml']]),
    'xl/sheet.xml': ONE_ROW,
  });
  expect(await rowsOf(file)).toEqual([['演示企业']]);
});

test('a workbook of thousands of sheets is refused before they are read', async () => {
  const file = await workbook('many.xlsx', {
    'xl/workbook.xml': sheets(Array.from({ length: 100_000 }, () => 'a')),
    'xl/_rels/workbook.xml.rels': relations([['a', 'sheet.xml']]),
    'xl/sheet.xml': ONE_ROW,
  });
  await expect(rowsOf(file)).rejects.toThrow(UnreadableFile);
});

test('sheets that are small each and unpack to much together are refused', async () => {
  const padding = `<worksheet><sheetData>${' '.repeat(3_000_000)}</sheetData></worksheet>`;
  const ids = Array.from({ length: 8 }, (_, at) => [`s${at}`, `sheet${at}.xml`] as const);
  const file = await workbook('together.xlsx', {
    'xl/workbook.xml': sheets(ids.map(([id]) => id)),
    'xl/_rels/workbook.xml.rels': relations(ids),
    ...Object.fromEntries(ids.map(([, target]) => [`xl/${target}`, padding])),
  });
  expect(readFileSync(file).length).toBeLessThan(200_000);
  await expect(rowsOf(file)).rejects.toThrow('压缩包过大');
});

test('a document type, through which a small file unfolds, is refused', async () => {
  const file = await workbook('doctype.xlsx', {
    'xl/workbook.xml': `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheets(['a'])}`,
    'xl/_rels/workbook.xml.rels': relations([['a', 'sheet.xml']]),
    'xl/sheet.xml': ONE_ROW,
  });
  await expect(rowsOf(file)).rejects.toThrow('DOCTYPE');
});

test('a text without end in one cell of a workbook is given up while it is read, not when the memory is full', async () => {
  const file = path.join(folder, 'endless.xlsx');
  const writer = new ZipWriter(file);
  await writer.add('xl/workbook.xml', [sheets(['a'])]);
  await writer.add('xl/_rels/workbook.xml.rels', [relations([['a', 'sheet.xml']])]);
  const block = 'x'.repeat(1_000_000);
  await writer.add('xl/sheet.xml', [
    '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>',
    ...Array.from({ length: 18 }, () => block),
    '</t></is></c></row></sheetData></worksheet>',
  ]);
  await writer.close();
  await expect(rowsOf(file)).rejects.toThrow(/超过 400 万字/);
});

test('elements in one another without end are refused', async () => {
  const file = await workbook('deep.xlsx', {
    'xl/workbook.xml': sheets(['a']),
    'xl/_rels/workbook.xml.rels': relations([['a', 'sheet.xml']]),
    'xl/sheet.xml': `<worksheet>${'<a>'.repeat(20_000)}`,
  });
  await expect(rowsOf(file)).rejects.toThrow('嵌套过深');
});

test.each([
  ['arrays', `{"姓名": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  ['objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
])('a record of %s 20 000 deep is a broken row, said in words, and the next one is read', async (_, deep) => {
  const rows: RawRow[] = [];
  for await (const row of readNdjson(Readable.from([`${deep}\n{"姓名":"演某"}\n`]))) rows.push(row);
  expect(rows).toMatchObject([
    { kind: 'broken', line: 1, reason: expect.stringContaining('括号') },
    { kind: 'row', line: 2 },
  ]);
});
