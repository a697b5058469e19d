import { claimFile } from '#features/accounts/queries.ts';
import { nameOfHandedIn } from '#platform/files/handed-in-name.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../../../_portal/office.ts';
import { portalRoute } from '../../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ claimId: string; fileId: string }>(
  '/province/claims/[claimId]/files/[fileId]',
  async ({ accounts, params }) => {
    const of = { claimId: idOf(params.claimId, '项认领'), fileId: idOf(params.fileId, '份材料') };
    const file = await claimFile(accounts, of);
    if (file === undefined) throw new ProblemError('not-found', '没有这份材料。');
    return { file: new Uint8Array(file.bytes), type: file.mediaType, name: nameOfHandedIn('认领材料', of.fileId) };
  },
);
