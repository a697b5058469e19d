import { asOfNow, publicQualification } from '#features/registry/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { metrics } from '#platform/metrics.ts';
import { DayRefusedPage } from '#ui/pages/day-refused-page.tsx';
import { QualificationPage } from '#ui/pages/qualification-page.tsx';
import { contextOf, page } from '../../../../_site/pages.tsx';
import { askedDay, usccOf } from '../../../../_site/parameters.ts';
import { publicRoute } from '../../../../_site/public-route.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ uscc: string; qualificationId: string }>(
  { route: '/enterprises/{uscc}/qualifications/{id}', as: 'page' },
  async ({ site, url, now, params }) => {
    const uscc = await usccOf(site, params.uscc, url);
    if (typeof uscc !== 'string') return uscc;
    const unknown = new ProblemError('not-found', '这家企业没有这一项资质，请从企业页面重新进入。');
    if (!/^\d{1,15}$/.test(params.qualificationId)) throw unknown;
    const [context, asked] = await Promise.all([contextOf(url, now), askedDay(site, url, now)]);
    const asOf = asked.read.ok ? asked.read.asOf : asOfNow(now);
    const found = await publicQualification(
      site.pool,
      { uscc, qualificationId: Number(params.qualificationId) },
      asOf,
      site.province,
    );
    if (found === undefined) throw unknown;
    if (!asked.read.ok) {
      const name = `${found.enterprise.name} ${found.qualification.facts.name}`;
      return page(
        <DayRefusedPage context={context} action={url.pathname} name={name} asked={asked.read} {...asked} />,
        400,
      );
    }
    if (found.explanation?.differs === true) {
      metrics().explanationMismatches.inc();
      site.log.error(
        { qualification: found.qualification.facts.id, day: asOf.day },
        'explanation differs from the standing verdict',
      );
    }
    return page(
      <QualificationPage context={context} page={found} asOf={asOf} today={asked.today} firstDay={asked.firstDay} />,
    );
  },
);
