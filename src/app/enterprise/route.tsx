import { heldQualifications, lookAhead, staffOf } from '#features/forecast/queries.ts';
import { confirmationOf, unreadInInbox } from '#features/service/queries.ts';
import { MISCONDUCT } from '#features/supervision/commands.ts';
import { standingForEnterprise } from '#features/supervision/queries.ts';
import { parseLegalDate } from '#law/periods/legal-date.ts';
import { OverviewPage } from '#ui/portal-pages/enterprise/overview-page.tsx';
import { portalRoute } from '../_portal/portal-route.tsx';
import { ownEnterprise } from './_own.ts';

const MISCONDUCT_NAMES = new Map<string, string>(Object.entries(MISCONDUCT));

export const { GET, POST } = portalRoute('/enterprise', async (visit) => {
  const { pool, site, today, now, person } = visit;
  const enterprise = await ownEnterprise(visit);
  const [standing, unread, confirmed, staff, held] = await Promise.all([
    standingForEnterprise(pool, enterprise.uscc, today),
    unreadInInbox(pool, enterprise.id),
    confirmationOf(pool, enterprise.id, now),
    staffOf(site.pool, enterprise.id),
    heldQualifications(pool, enterprise.id),
  ]);
  const day = parseLegalDate(today);
  const ahead = day.ok ? lookAhead(staff, held, day.value).changes : [];
  return {
    title: '概览',
    page: (
      <OverviewPage
        enterprise={enterprise.name}
        uscc={enterprise.uscc}
        today={today}
        handledBy={standing.registered ? standing.handledBy : 'city'}
        qualifications={standing.registered ? standing.qualifications : []}
        unread={unread}
        confirmed={confirmed?.email ?? null}
        maySign={person.held.role === 'legal-representative'}
        credit={(standing.registered ? standing.credit : []).map((entry) => ({
          id: entry.id,
          kind: MISCONDUCT_NAMES.get(entry.kind) ?? entry.kind,
          day: entry.foundOn,
          office: entry.office,
          qualification: entry.qualification,
          withdrawnOn: entry.withdrawnOn,
          statements: entry.statements.length,
        }))}
        foreseen={ahead
          .filter(({ before, after }) => before.shortage === 0 && after.shortage > 0)
          .map((change) => ({
            day: change.day,
            qualification: change.qualification.name,
            shortage: change.after.shortage,
          }))}
      />
    ),
  };
});
