import { spotCheckEvidence } from '#features/supervision/queries.ts';
import { nameOfHandedIn } from '#platform/files/handed-in-name.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../../../_portal/office.ts';
import { portalRoute } from '../../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ checkId: string }>(
  '/office/supervision/checks/[checkId]/evidence',
  async ({ pool, params }) => {
    const checkId = idOf(params.checkId, '份材料');
    const file = await spotCheckEvidence(pool, checkId);
    if (file === undefined) throw new ProblemError('not-found', '没有这份材料，或者不在本机关管辖范围内。');
    return { file: new Uint8Array(file.bytes), type: file.mediaType, name: nameOfHandedIn('抽查材料', checkId) };
  },
);
