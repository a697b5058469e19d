import { noteOpened } from '#features/drafts/commands.ts';
import { draftFiles, draftOf, isTogether, previewDraft } from '#features/drafts/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { idOf } from '../../../../_portal/office.ts';
import { portalRoute } from '../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ draftId: string }>(
  '/office/drafts/[draftId]/preview',
  async ({ pool, params, now, url, person }) => {
    const draft = await draftOf(pool, idOf(params.draftId, '件文稿'));
    if (draft === undefined) throw new ProblemError('not-found', '没有这件文稿，或者不是本机关的文稿。');
    const wanted = url.searchParams.get('case');
    const ids = draft.list
      .filter(({ caseId, status }) => status !== 'taken-out' && (wanted === null || caseId === wanted))
      .map(({ caseId }) => caseId);
    if (wanted !== null && ids.length === 0)
      throw new ProblemError('not-found', '文稿中没有这一件，请从文稿页面打开。');
    const acting = { name: draft.draftedByName, level: draft.level };
    const { result, pdf } = await previewDraft(pool, draft.content, ids, acting, now, await draftFiles(pool, draft.id));
    if (pdf === undefined) {
      const reason = result.outcome === 'refused' ? result.reason : '这一步不制发文书。';
      throw new ProblemError('not-found', `没有样稿：${reason}`);
    }
    // Whoever reviews has seen it: one document for all of them, or the one that was asked for.
    if (person.held.role === 'reviewer' && person.seenAs === null && draft.status === 'drafted')
      await noteOpened(pool, draft.id, isTogether(draft.act) ? ids : ids.slice(0, 1), now);
    return { file: new Uint8Array(pdf), type: 'application/pdf', name: `${draft.title}（样稿）.pdf`, inline: true };
  },
);
