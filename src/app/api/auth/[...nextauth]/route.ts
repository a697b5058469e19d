import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { systemClock } from '#platform/clock.ts';
import { clientOf } from '#platform/http/client-address.ts';
import { PROBLEMS, ProblemError } from '#platform/http/problem.ts';
import { PORTAL_SECURITY } from '#platform/http/security-headers.ts';
import { metrics } from '#platform/metrics.ts';
import { desk } from '../../../_portal/desk.ts';
import { isOwnForm } from '../../../_portal/entrance.tsx';
import { signInOptions } from '../../../_portal/sign-in-options.ts';
import { ownAddress } from '../../../_portal/ticket.ts';
import { failureOf } from '../../../_site/failure.ts';
import { formOf } from '../../../_site/form-body.ts';
import { site } from '../../../_site/site.ts';

interface Context {
  readonly params: Promise<{ readonly nextauth?: readonly string[] }>;
}

const ROUTE = '/api/auth/[...nextauth]';

/** What of next-auth the forms of our entrance use; the rest of its addresses, and its own pages, are closed. */
const OPEN: ReadonlySet<string> = new Set(['callback/credentials', 'signout']);

/** Fields of the two forms; what else is sent (a wish for JSON) is ours to say. */
const FIELDS = ['csrfToken', 'code', 'messageToken', 'passkey', 'passkeyToken', 'enrolment', 'alone'];

async function passedOn(request: Request, params: Context['params']): Promise<Response> {
  const action = ((await params).nextauth ?? []).join('/');
  if (request.method !== 'POST' || !OPEN.has(action)) throw new ProblemError('not-found', '没有这个地址。');
  if (!isOwnForm(request)) {
    throw new ProblemError('not-permitted', '提交来自其他网站，未予办理。请从本平台的登录页登录。');
  }
  const limit = await desk().signInLimiter.take(
    clientOf(request.headers, site().trustedProxies),
    systemClock.now().getTime(),
  );
  if (!limit.allowed) throw new ProblemError('too-many-requests', '登录过于频繁，请一分钟后再试。');
  const form = await formOf(request, ROUTE);
  const body = new URLSearchParams();
  for (const field of FIELDS) {
    const value = form.get(field);
    if (typeof value === 'string') body.set(field, value);
  }
  const onward = form.get('callbackUrl');
  if (typeof onward === 'string') body.set('callbackUrl', ownAddress(onward.replace(desk().relying.origin, '')));
  const address = new URL(request.url);
  address.search = '';
  const inner = new NextRequest(address, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
  });
  const answer: unknown = await NextAuth(
    inner,
    { params: Promise.resolve({ nextauth: action.split('/') }) },
    signInOptions(),
  );
  // It answers a cookie of its own that it cannot read (somebody wrote it) as a failure of its settings.
  if (!(answer instanceof Response) || answer.status >= 500) {
    throw new ProblemError('bad-form', '登录信息有误，请清除本站的 Cookie 后重新登录。');
  }
  return answer;
}

/** A refusal goes to the page that says why at once: next-auth would send it there by an address of its own. */
function withoutDetour(location: string): string {
  const address = new URL(location, site().baseUrl);
  return address.pathname === '/api/auth/error' ? `/sign-in/second-factor${address.search}` : location;
}

async function handle(request: Request, { params }: Context): Promise<Response> {
  let response: Response;
  try {
    const answer = await passedOn(request, params);
    const headers = new Headers(answer.headers);
    for (const [name, value] of Object.entries(PORTAL_SECURITY)) headers.set(name, value);
    const onward = headers.get('location');
    if (onward !== null) headers.set('location', withoutDetour(onward));
    response = new Response(answer.body, { status: answer.status, headers });
  } catch (error) {
    const failure = failureOf(error);
    const { status } = PROBLEMS[failure.problemName];
    if (status >= 500) {
      site().log.error({ route: ROUTE, error: error instanceof Error ? error.stack : String(error) }, 'request failed');
    }
    response = new Response(`${failure.message}\n`, {
      status,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', ...PORTAL_SECURITY },
    });
  }
  metrics().requests.inc({ route: ROUTE, method: request.method, status: String(response.status) });
  return response;
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
