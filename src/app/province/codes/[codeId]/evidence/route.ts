import { confirmationEvidence } from '#features/codes/queries.ts';
import { nameOfHandedIn } from '#platform/files/handed-in-name.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../../_portal/office.ts';
import { portalRoute } from '../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ codeId: string }>(
  '/province/codes/[codeId]/evidence',
  async ({ pool, params }) => {
    const codeId = idOf(params.codeId, '份证照');
    const file = await confirmationEvidence(pool, codeId);
    if (file === undefined) throw new ProblemError('not-found', '没有这份证照。');
    return { file: new Uint8Array(file.bytes), type: file.mediaType, name: nameOfHandedIn('证照', codeId) };
  },
);
