import { citationOf } from '#features/casework/queries.ts';
import { campaignProgress } from '#features/supervision/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { CampaignPage } from '#ui/portal-pages/office/campaign-page.tsx';
import { idOf } from '../../../_portal/office.ts';
import { portalRoute } from '../../../_portal/portal-route.tsx';

export const { GET, POST } = portalRoute<{ campaignId: string }>(
  '/office/campaigns/[campaignId]',
  async ({ pool, params }) => {
    const found = await campaignProgress(pool, idOf(params.campaignId, '项专项行动'));
    if (found === undefined) throw new ProblemError('not-found', '没有这项专项行动，或者不在本机关管辖范围内。');
    return {
      title: found.name,
      place: '/office/campaigns',
      page: (
        <CampaignPage
          {...found}
          flow={found.flow.map((each) => ({
            ...each,
            citation: citationOf(each.clause),
            address: `/office/cases?stage=${each.stage}`,
          }))}
        />
      ),
    };
  },
);
