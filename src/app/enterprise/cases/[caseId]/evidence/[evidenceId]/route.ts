import { evidenceFile } from '#features/service/queries.ts';
import { nameOfHandedIn } from '#platform/files/handed-in-name.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { portalRoute } from '../../../../../_portal/portal-route.tsx';
import { idOf } from '../../../../_own.ts';

const MISSING = '没有这件材料，请从案件中打开。';

export const { GET, POST } = portalRoute<{ caseId: string; evidenceId: string }>(
  '/enterprise/cases/[caseId]/evidence/[evidenceId]',
  async ({ pool, params }) => {
    const evidenceId = idOf(params.evidenceId, MISSING);
    const file = await evidenceFile(pool, idOf(params.caseId, MISSING), evidenceId);
    if (file === undefined) throw new ProblemError('not-found', MISSING);
    return { file: Uint8Array.from(file.bytes), type: file.mediaType, name: nameOfHandedIn('材料', evidenceId) };
  },
);
