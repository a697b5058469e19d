import {
  calendarEntries,
  calendarFile,
  heldQualifications,
  ownerOfCalendar,
  staffOf,
} from '#features/forecast/queries.ts';
import { enterpriseById } from '#features/registry/queries.ts';
import { legalDayOf, systemClock } from '#platform/clock.ts';
import { PROBLEMS } from '#platform/http/problem.ts';
import { PORTAL_SECURITY } from '#platform/http/security-headers.ts';
import { metrics } from '#platform/metrics.ts';
import { desk } from '../../_portal/desk.ts';
import { failureOf } from '../../_site/failure.ts';
import { site } from '../../_site/site.ts';

const ROUTE = '/calendar/[token]';

function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...PORTAL_SECURITY, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}

async function answer(written: string): Promise<Response> {
  const { accounts, scoped } = desk();
  const token = written.replace(/\.ics$/, '');
  const owner = await ownerOfCalendar(accounts, token);
  if (owner === undefined) {
    return plain(404, '没有这个日历：地址已重新生成或者停用。请登录平台，在“到期预测”中取得现在的地址。');
  }
  const { accountId, enterpriseId } = owner;
  // A calendar program has no session: the secret address stands for the person, who sees what its role may see and no more.
  const pool = scoped.forClaim({ viewer: 'enterprise', scope: null, enterpriseId, accountId, readOnly: true });
  const enterprise = await enterpriseById(pool, enterpriseId);
  if (enterprise === undefined) return plain(404, '登记中没有这家企业。');
  const now = systemClock.now();
  const [staff, qualifications] = await Promise.all([
    staffOf(site().pool, enterpriseId),
    heldQualifications(pool, enterpriseId),
  ]);
  const entries = await calendarEntries(
    pool,
    { enterpriseId, staff, qualifications },
    { today: legalDayOf(now), baseUrl: site().baseUrl },
  );
  return new Response(calendarFile(`资质哨 · ${enterprise.name}`, entries, now), {
    headers: {
      ...PORTAL_SECURITY,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="qualwatch.ics"',
    },
  });
}

/** RFC 5545 feed of one person's enterprise behind a secret address: days on which registrations and terms end. */
export async function GET(
  _request: Request,
  context: { readonly params: Promise<{ token: string }> },
): Promise<Response> {
  let response: Response;
  try {
    response = await answer((await context.params).token);
  } catch (error) {
    const failure = failureOf(error);
    site().log.error({ route: ROUTE, error: error instanceof Error ? error.stack : String(error) }, 'request failed');
    response = plain(PROBLEMS[failure.problemName].status, failure.message);
  }
  metrics().requests.inc({ route: ROUTE, method: 'GET', status: String(response.status) });
  return response;
}
