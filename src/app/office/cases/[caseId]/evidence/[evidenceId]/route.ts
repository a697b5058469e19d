import { evidenceFile } from '#features/service/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../../../_portal/office.ts';
import { portalRoute } from '../../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ evidenceId: string }>(
  '/office/cases/[caseId]/evidence/[evidenceId]',
  async ({ pool, params }) => {
    const file = await evidenceFile(pool, idOf(params.evidenceId, '份材料'));
    if (file === undefined) throw new ProblemError('not-found', '没有这份材料，或者不在本机关管辖范围内。');
    // As a download: what somebody handed in is never shown as a page of ours.
    return { file: new Uint8Array(file.bytes), type: file.mediaType, name: file.name };
  },
);
