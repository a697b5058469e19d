import { makeDossier } from '#features/service/commands.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { queryOf } from '../../../../_portal/asked.ts';
import { idOf } from '../../../../_portal/office.ts';
import { portalRoute } from '../../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ caseId: string }>(
  '/office/cases/[caseId]/dossier',
  async ({ pool, params, person, now, url }) => {
    const caseId = idOf(params.caseId, '件案件');
    const form = queryOf(url)('form') === 'pdf' ? 'pdf' : 'zip';
    const made = await makeDossier(pool, { caseId, form, by: person.name, at: now });
    if (made === undefined) throw new ProblemError('not-found', '没有这件案件，或者不在本机关管辖范围内。');
    return { file: new Uint8Array(made.bytes), type: `application/${form}`, name: `案卷 ${caseId}.${form}` };
  },
);
