import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { composeDocument, documentId } from '#features/documents/compose.ts';
import type { Office } from '#features/documents/facts.ts';
import type { OfficialKind } from '#features/documents/kind-names.ts';
import { documentNumber, kindMark } from '#features/documents/numbering.ts';
import { openPress } from '#features/documents/press.ts';
import type { Draft } from '#features/documents/sheet.ts';
import { type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';
import type { SigningSettings } from '#platform/pdf/signing-identity.ts';
import { SAMPLES } from './samples.ts';

export function day(text: string): LegalDate {
  const parsed = parseLegalDate(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

/** Development signing with a key of this test run. */
export const developmentSigning: SigningSettings = {
  file: undefined,
  password: undefined,
  trustFile: undefined,
  production: false,
  dataFolder: mkdtempSync(path.join(tmpdir(), 'qualwatch-signing-')),
};

export const OFFICE: Office = {
  id: '450100-housing',
  name: '南宁市住房和城乡建设局',
  divisionCode: '4501',
  mark: '南住建',
};

export const press = openPress({ baseUrl: 'http://localhost:3000', signing: developmentSigning });

export function printDraft(kind: OfficialKind, draft: Draft): Buffer {
  const mark = kindMark(kind);
  return press.print({
    id: documentId(`sample:${kind}`),
    kind,
    draft,
    office: OFFICE,
    number: mark === null ? null : documentNumber(OFFICE.mark, mark, 2026, 1),
    issuedOn: day('2026-08-03'),
    at: new Date('2026-08-03T02:00:00Z'),
  }).pdf;
}

export function printSample(kind: OfficialKind): Buffer {
  return printDraft(kind, composeDocument(kind, SAMPLES[kind]).draft);
}
