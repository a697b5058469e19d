import { type PublicDocument, publicDocument } from '#features/documents/queries.ts';
import { type PublishedPage, publications } from '#features/service/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Site } from './site.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A notice that was published, with its document; anything else, other documents among them, is not here. */
export async function publishedNotice(
  site: Site,
  id: string,
): Promise<{ readonly notice: PublishedPage; readonly document: PublicDocument }> {
  const [notice] = UUID.test(id) ? await publications(site.pool, { scope: '', limit: 1, id }) : [];
  const document = notice === undefined ? undefined : await publicDocument(site.pool, notice.documentId);
  if (notice === undefined || document === undefined)
    throw new ProblemError('not-found', '没有这件公告，请从公告目录进入。');
  return { notice, document };
}
