import { confirmationEvidence } from '#features/codes/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../../_portal/office.ts';
import { portalRoute } from '../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ codeId: string }>(
  '/province/codes/[codeId]/evidence',
  async ({ pool, params }) => {
    const file = await confirmationEvidence(pool, idOf(params.codeId, '份证照'));
    if (file === undefined) throw new ProblemError('not-found', '没有这份证照。');
    return { file: new Uint8Array(file.bytes), type: file.mediaType, name: file.name };
  },
);
