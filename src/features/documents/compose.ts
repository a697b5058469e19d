import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PUBLISHED_CALENDAR, type WorkCalendar } from '#law/periods/work-calendar.ts';
import { MissingCharacters } from '#platform/pdf/typesetter.ts';
import type { OfficialKind } from './kind-names.ts';
import { kinds } from './kinds/index.ts';
import type { Draft } from './sheet.ts';

/** The data of a document do not suffice; the message says in Chinese what is missing or wrong. */
export class DocumentRefused extends Error {
  override name = 'DocumentRefused';
}

/** Checks the data of a document and writes its words. @throws DocumentRefused */
export function composeDocument(
  kind: OfficialKind,
  data: unknown,
  calendar: WorkCalendar = PUBLISHED_CALENDAR,
): { stored: unknown; draft: Draft } {
  try {
    return kinds[kind].compose(data, calendar);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const issues = error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`);
    throw new DocumentRefused(`文书数据有误，未签发：${issues.join('；')}`);
  }
}

/** Sets what was composed. @throws DocumentRefused where a character cannot be drawn: whoever typed it can change it */
export function drawn<T>(print: () => T): T {
  try {
    return print();
  } catch (error) {
    if (!(error instanceof MissingCharacters)) throw error;
    throw new DocumentRefused(
      `文书字体中没有“${error.characters}”，未签发。误填表情等符号的，请删去；确为用字的，请平台运行单位配置收有该字的字体。`,
    );
  }
}

/** The id of the document that a fact brings about: the same fact, the same document (UUID version 8, of SHA-256). */
export function documentId(factId: string): string {
  const hash = createHash('sha256').update(`official-document:${factId}`, 'utf8').digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
