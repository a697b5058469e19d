import { endCalendarFeed, renewCalendarFeed } from '#features/forecast/commands.ts';
import { calendarFeedOf, heldQualifications, lookAhead, staffOf } from '#features/forecast/queries.ts';
import { parseLegalDate } from '#law/periods/legal-date.ts';
import { LookAheadPage } from '#ui/portal-pages/enterprise/look-ahead-page.tsx';
import { type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { ownEnterprise } from '../_own.ts';

async function owner(visit: PortalVisit<unknown>) {
  const enterprise = await ownEnterprise(visit);
  return { accountId: visit.person.accountId, enterpriseId: enterprise.id, name: visit.person.name };
}

export const { GET, POST } = portalRoute(
  '/enterprise/look-ahead',
  async (visit) => {
    const { pool, site, accounts, today, csrf } = visit;
    const of = await owner(visit);
    const [staff, held, feed] = await Promise.all([
      staffOf(site.pool, of.enterpriseId),
      heldQualifications(pool, of.enterpriseId),
      calendarFeedOf(accounts, of),
    ]);
    const day = parseLegalDate(today);
    if (!day.ok) throw new Error(day.reason);
    return {
      title: '到期预测',
      page: (
        <LookAheadPage
          csrf={csrf}
          today={today}
          ahead={lookAhead(staff, held, day.value)}
          calendar={
            feed === undefined ? null : { address: `${site.baseUrl}/calendar/${feed.token}`, madeAt: feed.madeAt }
          }
        />
      ),
    };
  },
  {
    'renew-calendar': async (visit) => {
      await renewCalendarFeed(visit.accounts, await owner(visit), visit.now);
      return {
        to: '/enterprise/look-ahead#calendar',
        notice: { kind: 'done', text: '已生成新的日历订阅地址；以前的地址即刻失效。' },
      };
    },
    'end-calendar': async (visit) => {
      await endCalendarFeed(visit.accounts, await owner(visit), visit.now);
      return {
        to: '/enterprise/look-ahead#calendar',
        notice: { kind: 'done', text: '已停用日历订阅，原地址即刻失效。' },
      };
    },
  },
);
