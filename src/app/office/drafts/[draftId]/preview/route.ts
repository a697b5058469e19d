import { draftFiles, draftOf, previewDraft } from '#features/drafts/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../../_portal/office.ts';
import { portalRoute } from '../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ draftId: string }>(
  '/office/drafts/[draftId]/preview',
  async ({ pool, params, now, url }) => {
    const draft = await draftOf(pool, idOf(params.draftId, '件文稿'));
    if (draft === undefined) throw new ProblemError('not-found', '没有这件文稿，或者不是本机关的文稿。');
    const wanted = url.searchParams.get('case');
    const ids = draft.list.map(({ caseId }) => caseId).filter((id) => wanted === null || id === wanted);
    const acting = { name: draft.draftedByName, level: draft.level };
    const { result, pdf } = await previewDraft(pool, draft.content, ids, acting, now, await draftFiles(pool, draft.id));
    if (pdf === undefined) {
      const reason = result.outcome === 'refused' ? result.reason : '这一步不制发文书。';
      throw new ProblemError('not-found', `没有样稿：${reason}`);
    }
    return { file: new Uint8Array(pdf), type: 'application/pdf', name: `${draft.title}（样稿）.pdf`, inline: true };
  },
);
