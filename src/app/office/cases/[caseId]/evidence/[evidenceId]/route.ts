import { evidenceFile } from '#features/service/queries.ts';
import { nameOfHandedIn } from '#platform/files/handed-in-name.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../../../_portal/office.ts';
import { portalRoute } from '../../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ caseId: string; evidenceId: string }>(
  '/office/cases/[caseId]/evidence/[evidenceId]',
  async ({ pool, params }) => {
    const evidenceId = idOf(params.evidenceId, '份材料');
    const file = await evidenceFile(pool, idOf(params.caseId, '件案件'), evidenceId);
    if (file === undefined) throw new ProblemError('not-found', '没有这份材料，或者不在本机关管辖范围内。');
    // As a download: what somebody handed in is never shown as a page of ours.
    return { file: new Uint8Array(file.bytes), type: file.mediaType, name: nameOfHandedIn('材料', evidenceId) };
  },
);
