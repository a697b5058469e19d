import { openFromInbox } from '#features/service/commands.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { documentTitle } from '#ui/portal-pages/enterprise/document-title.ts';
import { portalRoute } from '../../../_portal/portal-route.tsx';
import { idOf, ownEnterprise } from '../../_own.ts';

const MISSING = '收件箱里没有这件文书，请从收件箱中打开。';

export const { GET, POST } = portalRoute<{ documentId: string }>(
  '/enterprise/documents/[documentId]',
  async (visit) => {
    const { pool, person, params, url, now } = visit;
    const enterprise = await ownEnterprise(visit);
    const documentId = idOf(params.documentId, MISSING);
    const opened = await openFromInbox(
      pool,
      { documentId, enterpriseId: enterprise.id, by: person.name, at: now },
      // Who only looks at what the enterprise sees signs for nothing.
      person.seenAs === null ? 'read' : 'look',
    );
    if (opened === 'sealed') {
      throw new ProblemError('not-permitted', '只读查看期间不能打开载有身份证号码的文书。');
    }
    if (opened === undefined) throw new ProblemError('not-found', MISSING);
    return {
      file: Uint8Array.from(opened.pdf),
      type: 'application/pdf',
      name: `${documentTitle(opened.kind)}${opened.number ?? ''}.pdf`,
      inline: url.searchParams.get('download') !== '1',
    };
  },
);
