import { openDocumentFile } from '#features/documents/commands.ts';
import { publicDocument } from '#features/documents/queries.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../_portal/office.ts';
import { portalRoute } from '../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ documentId: string }>(
  '/office/documents/[documentId]',
  async ({ pool, params, person, now }) => {
    const id = idOf(params.documentId, '份文书');
    const [document, pdf] = await Promise.all([
      publicDocument(pool, id),
      inTransaction(pool, (transaction) => openDocumentFile(transaction, id, { actor: person.name, at: now })),
    ]);
    if (document === undefined || pdf === undefined) {
      throw new ProblemError('not-found', '没有这份文书，或者不在本机关管辖范围内。');
    }
    const name = `${document.title}${document.number === null ? '' : ` ${document.number}`}.pdf`;
    return { file: new Uint8Array(pdf), type: 'application/pdf', name, inline: true };
  },
);
