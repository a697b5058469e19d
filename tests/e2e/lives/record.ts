import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import pg from 'pg';
import { composeDocument } from '#features/documents/commands.ts';
import { isOfficialKind } from '#features/documents/queries.ts';
import { plain } from '../../unit/features/documents/approved-samples.ts';
import type { Life } from './life.ts';

interface Issued {
  readonly kind: string;
  readonly number: string | null;
  readonly data: unknown;
}

/** What no document of a case may say: words of the program, a number of nobody, a sentence with a hole. */
const NEVER =
  /undefined|null|NaN|\[object|[0-9a-f]{8}-[0-9a-f]{4}-|〔〕|（）|“”|附表|中级人民法院|补偿|本机关或者有关主管部门/;

/**
 * The whole record of a case at its end: every document read as text, the dossier as the office takes it, verified as whole by the command
 * line. `LIFE_RECORDS`: a folder in which somebody wants to read the texts.
 */
export async function readRecord(
  life: Life,
  browser: Browser,
  of: { readonly office: string; readonly caseId: string; readonly kinds: readonly string[] },
): Promise<void> {
  const client = new pg.Client({ connectionString: life.databaseUrl });
  await client.connect();
  const found = await client.query<Issued>(
    'select kind, number, data from official_document where case_id = $1 order by recorded_at, id',
    [of.caseId],
  );
  const regime = await client.query<{ regime: string }>('select regime from cases where id = $1', [of.caseId]);
  await client.end();
  // Lives run side by side, and their cases have ids that begin alike.
  const lifeName = path.basename(test.info().file, '.test.ts');
  const name = `${regime.rows[0]?.regime ?? ''}-${lifeName}-${of.caseId.slice(0, 8)}`;
  const texts = found.rows.map(({ kind, number, data }) => {
    if (!isOfficialKind(kind)) throw new Error(kind);
    return { kind, text: `${number ?? ''}\n${plain(composeDocument(kind, data).draft)}` };
  });
  for (const { kind, text } of texts) expect(NEVER.exec(text)?.[0], `${kind}\n${text}`).toBeUndefined();
  expect(texts.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...of.kinds]));
  const folder = process.env.LIFE_RECORDS;
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    for (const [at, { kind, text }] of texts.entries()) {
      writeFileSync(path.join(folder, `${name}-${String(at + 1).padStart(2, '0')}-${kind}.txt`), text);
    }
  }

  const page = await life.as(browser, `${of.office}-jingban`);
  const dossier = await page.request.get(`/office/cases/${of.caseId}/dossier`);
  const bytes = await dossier.body();
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  await page.close();
  const place = folder ?? mkdtempSync(path.join(tmpdir(), 'qualwatch-record-'));
  const file = path.join(place, `${name}.zip`);
  writeFileSync(file, bytes);
  const verified = await life.command('verify', file);
  expect(verified.code, verified.answer).toBe(0);
  if (folder === undefined) rmSync(place, { recursive: true, force: true });
}
