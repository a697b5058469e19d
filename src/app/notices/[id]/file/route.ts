import { openDocumentFile } from '#features/documents/commands.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { SHORT } from '../../../_site/answer.ts';
import { publicRoute } from '../../../_site/public-route.ts';
import { publishedNotice } from '../../../_site/published-notice.ts';

/** The signed file of a notice; only what was published can be fetched here. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ id: string }>(
  { route: '/notices/{id}/file', as: 'page', limited: true },
  async ({ site, now, params }) => {
    const { notice, document } = await publishedNotice(site, params.id);
    const file = await inTransaction(site.pool, (transaction) =>
      openDocumentFile(transaction, notice.documentId, { actor: 'public', at: now }),
    );
    if (file === undefined) throw new ProblemError('not-found', '没有这件公告的文件，请向发布机关询问。');
    const name = encodeURIComponent(`${notice.title}${document.number ?? ''}.pdf`);
    return {
      status: 200,
      type: 'pdf',
      body: Uint8Array.from(file),
      keepFor: SHORT,
      headers: { 'Content-Disposition': `inline; filename="notice.pdf"; filename*=UTF-8''${name}` },
    };
  },
);
