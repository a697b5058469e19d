import { enterpriseByUscc, publicEnterprise } from '#features/registry/queries.ts';
import { DayRefusedPage } from '#ui/pages/day-refused-page.tsx';
import { EnterprisePage } from '#ui/pages/enterprise-page.tsx';
import { contextOf, page } from '../../_site/pages.tsx';
import { askedDay, unknownEnterprise, usccOf } from '../../_site/parameters.ts';
import { publicRoute } from '../../_site/public-route.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ uscc: string }>(
  { route: '/enterprises/{uscc}', as: 'page' },
  async ({ site, url, now, params }) => {
    const uscc = await usccOf(site, params.uscc, url);
    if (typeof uscc !== 'string') return uscc;
    const [context, asked] = await Promise.all([contextOf(url, now), askedDay(site, url, now)]);
    if (!asked.read.ok) {
      const facts = await enterpriseByUscc(site.pool, uscc);
      if (facts === undefined) throw unknownEnterprise(uscc);
      return page(
        <DayRefusedPage
          context={context}
          action={`/enterprises/${uscc}`}
          name={facts.name}
          asked={asked.read}
          {...asked}
        />,
        400,
      );
    }
    const enterprise = await publicEnterprise(site.pool, uscc, asked.read.asOf, site.province);
    if (enterprise === undefined) throw unknownEnterprise(uscc);
    return page(
      <EnterprisePage
        context={context}
        enterprise={enterprise}
        asOf={asked.read.asOf}
        today={asked.today}
        firstDay={asked.firstDay}
      />,
    );
  },
);
