import { heldQualifications, hireInWords, smallestHires, staffOf } from '#features/forecast/queries.ts';
import { standingForEnterprise } from '#features/supervision/queries.ts';
import { explainQualification, standingVerdicts, verdictHistory } from '#features/verification/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { OwnQualificationPage } from '#ui/portal-pages/enterprise/qualification-page.tsx';
import { portalRoute } from '../../../_portal/portal-route.tsx';
import { ownEnterprise } from '../../_own.ts';

export const { GET, POST } = portalRoute<{ qualificationId: string }>(
  '/enterprise/qualifications/[qualificationId]',
  async (visit) => {
    const { pool, site, today, now, params } = visit;
    const enterprise = await ownEnterprise(visit);
    const id = Number(params.qualificationId);
    const held = (await heldQualifications(pool, enterprise.id)).find((each) => each.id === id);
    if (held === undefined) {
      throw new ProblemError('not-found', '贵单位没有这项资质，或者它已经失效。请从概览中选择。');
    }
    const [verdicts, history, staff, standing] = await Promise.all([
      standingVerdicts(pool, enterprise.id, now),
      verdictHistory(pool, id),
      // The register of all enterprises: whether somebody is registered elsewhere stands in another enterprise's row.
      staffOf(site.pool, enterprise.id),
      standingForEnterprise(pool, enterprise.uscc, today),
    ]);
    const verdict = verdicts.find((each) => each.qualificationId === id);
    const explained =
      verdict === undefined || verdict.verdict === 'unknown' || held.row === '' || held.row === '?'
        ? undefined
        : await explainQualification(
            site.pool,
            { enterpriseId: enterprise.id, standardRow: held.row, divisionCode: held.divisionCode },
            { asOf: verdict.checkedAsOf, instant: verdict.checkedInstant },
          );
    const own = standing.registered
      ? standing.qualifications.find(({ qualificationId }) => qualificationId === id)
      : undefined;
    return {
      title: held.name,
      place: '/enterprise',
      page: (
        <OwnQualificationPage
          id={id}
          name={held.name}
          certificateNumber={own?.certificateNumber ?? null}
          validUntil={held.validUntil}
          today={today}
          openCase={own?.case ?? null}
          verdict={verdict}
          explained={explained}
          hires={verdict?.verdict === 'unknown' ? [] : smallestHires(staff, held, today).map(hireInWords)}
          history={history}
          unmapped={held.row === '?'}
        />
      ),
    };
  },
);
