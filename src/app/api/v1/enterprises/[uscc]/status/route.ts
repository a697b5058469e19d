import { publicEnterprise } from '#features/registry/queries.ts';
import { json } from '../../../../../_site/answer.ts';
import { statusAnswer } from '../../../../../_site/interface-answers.ts';
import { requiredDay, unknownEnterprise, usccOf } from '../../../../../_site/parameters.ts';
import { publicRoute } from '../../../../../_site/public-route.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ uscc: string }>(
  { route: '/api/v1/enterprises/{uscc}/status', as: 'interface', limited: true },
  async ({ site, url, now, params }) => {
    const uscc = await usccOf(site, params.uscc, url);
    if (typeof uscc !== 'string') return uscc;
    const asOf = await requiredDay(site, url, now);
    const enterprise = await publicEnterprise(site.pool, uscc, asOf, site.province);
    if (enterprise === undefined) throw unknownEnterprise(uscc);
    return json(statusAnswer(enterprise, asOf));
  },
);
