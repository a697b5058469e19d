import { asOfNow, publicEnterprise } from '#features/registry/queries.ts';
import { json } from '../../../../_site/answer.ts';
import { enterpriseAnswer } from '../../../../_site/interface-answers.ts';
import { unknownEnterprise, usccOf } from '../../../../_site/parameters.ts';
import { publicRoute } from '../../../../_site/public-route.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ uscc: string }>(
  { route: '/api/v1/enterprises/{uscc}', as: 'interface', limited: true },
  async ({ site, url, now, params }) => {
    const uscc = await usccOf(site, params.uscc, url);
    if (typeof uscc !== 'string') return uscc;
    const enterprise = await publicEnterprise(site.pool, uscc, asOfNow(now), site.province);
    if (enterprise === undefined) throw unknownEnterprise(uscc);
    return json(enterpriseAnswer(enterprise));
  },
);
