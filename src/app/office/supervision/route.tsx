import { citationOf } from '#features/casework/queries.ts';
import { prioritySupervision, spotChecks } from '#features/supervision/queries.ts';
import { clauseIn } from '#law/regimes/citing.ts';
import { SupervisionPage } from '#ui/portal-pages/office/supervision-page.tsx';
import { stageName } from '../../_portal/case-words.ts';
import { scopeOfPerson } from '../../_portal/office.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';

const PAGE_SIZE = 30;
const CHECKS = 1000;

export const { GET, POST } = portalRoute('/office/supervision', async ({ pool, person, url, site }) => {
  const scope = scopeOfPerson(person);
  const after = url.searchParams.get('after') ?? '';
  const found = await prioritySupervision(pool, {
    scope,
    limit: PAGE_SIZE + 1,
    ...(after === '' ? {} : { afterUscc: after }),
  });
  const listed = found.slice(0, PAGE_SIZE);
  const checks = await spotChecks(pool, { enterpriseIds: listed.map((each) => each.enterpriseId), limit: CHECKS });
  return {
    title: '重点监管名单',
    place: '/office/supervision',
    page: (
      <SupervisionPage
        rows={listed.map((each) => ({
          ...each,
          place: placeName(each.divisionCode),
          own: each.divisionCode.startsWith(scope),
          qualifications: each.qualifications.map((one) => ({ ...one, stage: stageName(one.regime, one.stage) })),
          projects: each.projects.map((project) => {
            const own = checks.filter(
              (check) => check.enterpriseId === each.enterpriseId && check.projectNumber === project.number,
            );
            return {
              ...project,
              place: placeName(project.divisionCode),
              checks: own.length,
              lastCheck: own[0]?.onDay ?? null,
            };
          }),
        }))}
        next={found.length > PAGE_SIZE ? `/office/supervision?after=${listed.at(-1)?.uscc ?? ''}` : undefined}
        onFirst={after === ''}
        mayRecord={person.held.role === 'handler'}
        citation={citationOf(clauseIn(site.province, 'priority-supervision'))}
      />
    ),
  };
});
