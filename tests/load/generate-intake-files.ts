/**
 * Files to measure the import with: `node tests/load/generate-intake-files.ts FOLDER ROWS ENTERPRISES`. Measure then with
 * `/usr/bin/time -v npm run -s qualwatch -- import registrations FOLDER/registrations.csv`.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ENTERPRISE_HEADERS, enterpriseRow, REGISTRATION_HEADERS, registrationRow } from './synthetic-register.ts';
import { writeWorkbook } from './xlsx-writer.ts';

const [folder = '.', rowsText = '1000000', enterprisesText = '50000'] = process.argv.slice(2);
const rows = Number(rowsText);
const enterprises = Number(enterprisesText);

async function writeLines(file: string, lines: Iterable<string>): Promise<void> {
  const out = createWriteStream(path.join(folder, file));
  let block = '';
  for (const line of lines) {
    block += line;
    if (block.length < 65_536) continue;
    if (!out.write(block)) await once(out, 'drain');
    block = '';
  }
  out.end(block);
  await once(out, 'close');
}

function* registrations(): Generator<string[]> {
  for (let serial = 1; serial <= rows; serial++) yield registrationRow(serial, enterprises);
}

function* csv(headers: readonly string[], body: Iterable<readonly string[]>): Generator<string> {
  yield `${headers.join(',')}\n`;
  for (const row of body) yield `${row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')}\n`;
}

await mkdir(folder, { recursive: true });
await writeLines(
  'enterprises.csv',
  csv(
    ENTERPRISE_HEADERS,
    Array.from({ length: enterprises }, (_, at) => enterpriseRow(at + 1)),
  ),
);
await writeLines('registrations.csv', csv(REGISTRATION_HEADERS, registrations()));
await writeLines(
  'registrations.ndjson',
  (function* () {
    for (const row of registrations()) {
      yield `${JSON.stringify(Object.fromEntries(REGISTRATION_HEADERS.map((header, at) => [header, row[at]])))}\n`;
    }
  })(),
);
await writeWorkbook(path.join(folder, 'registrations.xlsx'), [
  {
    name: '注册人员',
    rows: (function* () {
      yield REGISTRATION_HEADERS;
      yield* registrations();
    })(),
  },
]);
