import { draftFile } from '#features/drafts/queries.ts';
import { nameOfHandedIn } from '#platform/files/handed-in-name.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../../../_portal/office.ts';
import { portalRoute } from '../../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ draftId: string; fileId: string }>(
  '/office/drafts/[draftId]/files/[fileId]',
  async ({ pool, params }) => {
    const fileId = idOf(params.fileId, '份材料');
    const file = await draftFile(pool, idOf(params.draftId, '件文稿'), fileId);
    if (file === undefined) throw new ProblemError('not-found', '没有这份材料，或者不是本机关的文稿。');
    // As a download: what somebody handed in is never shown as a page of ours.
    return { file: new Uint8Array(file.bytes), type: file.mediaType, name: nameOfHandedIn('材料', fileId) };
  },
);
