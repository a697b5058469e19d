import { receiptFile } from '#features/lookup/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Answer } from './answer.ts';
import type { Site } from './site.ts';

const A_YEAR = 31_536_000;

/** A receipt's file to download. It never changes, so it may be kept. */
export async function receiptDownload(site: Site, id: string, form: 'pdf' | 'json'): Promise<Answer> {
  const file = await receiptFile(site.pool, id, form);
  if (file === undefined) throw new ProblemError('not-found', '本系统没有出具过这份回执。');
  const name = encodeURIComponent(`资质核查查询回执-${id}.${form}`);
  return {
    status: 200,
    type: form,
    body: Uint8Array.from(file),
    keepFor: A_YEAR,
    headers: { 'Content-Disposition': `attachment; filename="receipt-${id}.${form}"; filename*=UTF-8''${name}` },
  };
}
