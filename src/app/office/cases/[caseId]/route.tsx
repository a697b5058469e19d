import { ProblemError } from '#platform/http/problem.ts';
import { CasePage } from '#ui/portal-pages/office/case-page.tsx';
import { casePageData } from '../../../_portal/case-page-data.tsx';
import { idOf } from '../../../_portal/office.ts';
import { portalRoute } from '../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ caseId: string }>(
  '/office/cases/[caseId]',
  async ({ pool, params, person, today, now }) => {
    const data = await casePageData(pool, idOf(params.caseId, '件案件'), person, { today, now });
    if (data === undefined) throw new ProblemError('not-found', '没有这件案件，或者不在本机关管辖范围内。');
    return { title: data.enterprise, place: '/office/cases', page: <CasePage {...data} /> };
  },
);
