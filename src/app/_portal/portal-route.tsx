import type { ReactNode } from 'react';
import { claimOf, portalOf, type SignedIn, sessionOf } from '#features/accounts/queries.ts';
import type { Press } from '#features/documents/commands.ts';
import { draftsWaitingFor } from '#features/drafts/queries.ts';
import { unreadInInbox } from '#features/service/queries.ts';
import { clockIsShifted, legalDayOf, systemClock } from '#platform/clock.ts';
import type { Pool } from '#platform/database/connections.ts';
import { downloadName } from '#platform/files/handed-in-name.ts';
import { PROBLEMS, ProblemError } from '#platform/http/problem.ts';
import { PORTAL_SECURITY } from '#platform/http/security-headers.ts';
import { metrics } from '#platform/metrics.ts';
import { minuteOf } from '#ui/dates.tsx';
import { CSRF_FIELD } from '#ui/portal/csrf-field.tsx';
import { sizeInWords } from '#ui/portal/file-size.ts';
import type { NoticeProps } from '#ui/portal/notice.tsx';
import { PortalFrame, type PortalFrameProps } from '#ui/portal/portal-frame.tsx';
import { refuseNul } from '../_site/address.ts';
import { limitsOf } from '../_site/body-limits.ts';
import { failureOf } from '../_site/failure.ts';
import { formOf } from '../_site/form-body.ts';
import { contextOf, markup } from '../_site/pages.tsx';
import { requestId, type Site, site } from '../_site/site.ts';
import { mayAct, mayRead, type PortalAddress } from './access.ts';
import { desk } from './desk.ts';
import { linkOfRole } from './link-roles.ts';
import { clearedNotice, noticeCookie, noticeOf } from './notice-cookie.ts';
import { onceFor } from './one-submission.ts';
import { actsFor, PORTALS, railOf, roleName, type Waiting } from './portals.ts';
import { formToken, isFormToken, sessionIdOf, setCookie } from './session-cookie.ts';

/** One request of a signed-in person, as a handler sees it. */
export interface PortalVisit<P> {
  readonly request: Request;
  readonly url: URL;
  readonly params: P;
  readonly now: Date;
  /** legal day of the request */
  readonly today: string;
  readonly person: SignedIn;
  /** the database as this person may see it: its claim is stated at every check-out */
  readonly pool: Pool;
  /** accounts and sessions */
  readonly accounts: Pool;
  readonly site: Site;
  readonly press: Press;
  /** for the hidden field of every form that posts */
  readonly csrf: string;
}

/** What a handler gives back: a page in the portal's frame, the way elsewhere after an act, or a file. */
export type PortalAnswer =
  | {
      readonly title: string;
      readonly page: ReactNode;
      readonly status?: number;
      /** item of the rail that is the present place */
      readonly place?: PortalAddress;
      readonly refreshSeconds?: number;
      readonly notice?: NoticeProps;
    }
  | {
      readonly to: string;
      readonly notice?: NoticeProps;
      /** what the next page of the same job must know and the address must not show */
      readonly cookies?: readonly { readonly name: string; readonly value: string; readonly seconds: number }[];
    }
  | {
      readonly file: Uint8Array<ArrayBuffer> | string;
      readonly type: string;
      readonly name: string;
      readonly inline?: boolean;
    };

type Read<P> = (visit: PortalVisit<P>) => Promise<PortalAnswer>;
type Act<P> = (visit: PortalVisit<P>, form: FormData) => Promise<PortalAnswer>;
/** What the forms of a page do, by the name that each form gives. */
export type Acts<P> = Readonly<Record<string, Act<P>>>;

export const ACT_FIELD = 'act';
const NO_SUCH_ACT = '没有这项操作，请返回后重新办理。';

type Handler<P> = (request: Request, context: { readonly params: Promise<P> }) => Promise<Response>;

/**
 * The methods of a portal page: `read` shows it, `acts` are what its forms do, each named by the field `act`. Who may do
 * either stands in `ACCESS` under the same address. Works without script: an act ends in a redirect, or in the same page with what
 * is wrong beside what was typed. `tooLarge` says what to do instead with what the page does not take.
 * @throws where a page with acts has no limits for what is sent to it
 */
export function portalRoute<P = unknown>(
  address: PortalAddress,
  read: Read<P>,
  acts: Acts<P> = {},
  tooLarge?: string,
): { GET: Handler<P>; POST: Handler<P> } {
  if (Object.keys(acts).length > 0) limitsOf(address);
  return {
    GET: (request, context) => answered(address, request, context.params, (visit) => read(visit)),
    POST: (request, context) =>
      answered(address, request, context.params, async (visit) => {
        if (Object.keys(acts).length === 0) throw new ProblemError('not-found', NO_SUCH_ACT);
        if (!Object.keys(acts).some((each) => mayAct(address, each, visit.person.held))) {
          throw new ProblemError('not-permitted', `您以“${roleName(visit.person.held)}”身份登录，不能办理这一事项。`);
        }
        const form = await sentForm(request, address, visit.person.sessionId, tooLarge);
        const name = String(form.get(ACT_FIELD) ?? '');
        const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
        if (act === undefined) throw new ProblemError('not-found', NO_SUCH_ACT);
        if (visit.person.seenAs !== null && name !== 'end-support') {
          throw new ProblemError('not-permitted', '只读查看期间不能办理任何事项，请先结束查看。');
        }
        if (!mayAct(address, name, visit.person.held)) {
          throw new ProblemError('not-permitted', `您以“${roleName(visit.person.held)}”身份登录，不能办理这一事项。`);
        }
        return onceFor(visit, form, () => act(visit, form));
      }),
  };
}

/** Some privacy settings hide the origin of our own forms; the browser then still says that it is ours. */
function isForeign(headers: Headers): boolean {
  const from = headers.get('origin');
  if (from === 'null') return headers.get('sec-fetch-site') !== 'same-origin';
  return from !== null && from !== desk().relying.origin;
}

async function sentForm(
  request: Request,
  address: PortalAddress,
  sessionId: string,
  tooLarge: string | undefined,
): Promise<FormData> {
  if (isForeign(request.headers)) {
    throw new ProblemError('not-permitted', '提交来自其他网站，未予办理。请从本平台的页面重新办理。');
  }
  const limits = limitsOf(address);
  return formOf(request, address, {
    said: tooLarge ?? `提交的内容超过 ${sizeInWords(limits.bytes)}，请压缩或分次提交`,
    proof: {
      field: CSRF_FIELD,
      accepts: (token) => isFormToken(token, sessionId),
      refusal: new ProblemError('bad-form', '页面已过期，未予办理。请返回上一页刷新后重新提交。'),
    },
  });
}

async function answered<P>(
  address: PortalAddress,
  request: Request,
  params: Promise<P>,
  work: (visit: PortalVisit<P>) => Promise<PortalAnswer>,
): Promise<Response> {
  const started = performance.now();
  const id = requestId();
  let response: Response;
  try {
    response = await inSession(address, request, params, work, id);
  } catch (error) {
    // Nothing of a person is known here: the plainest page.
    const failure = failureOf(error);
    site().log.error(
      { route: address, request: id, error: error instanceof Error ? error.stack : String(error) },
      'request failed',
    );
    response = plain(PROBLEMS[failure.problemName].status, failure.message);
  }
  metrics().requests.inc({ route: address, method: request.method, status: String(response.status) });
  metrics().durations.observe({ route: address }, (performance.now() - started) / 1000);
  return response;
}

function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...PORTAL_SECURITY },
  });
}

async function inSession<P>(
  address: PortalAddress,
  request: Request,
  params: Promise<P>,
  work: (visit: PortalVisit<P>) => Promise<PortalAnswer>,
  id: string,
): Promise<Response> {
  const now = systemClock.now();
  const url = new URL(request.url);
  const { accounts, scoped } = desk();
  const sessionId = await sessionIdOf(request);
  const person = sessionId === undefined ? undefined : await sessionOf(accounts, sessionId, now);
  if (person === undefined) {
    const back = request.method === 'GET' ? `?next=${encodeURIComponent(`${url.pathname}${url.search}`)}` : '';
    return redirect(`/sign-in${back}`);
  }
  if (person.mustChangePassword && !address.startsWith('/account')) return redirect('/account/password');
  const shown = person.seenAs === null ? person : { ...person, held: person.seenAs };
  const opened = site();
  const visit: PortalVisit<P> = {
    request,
    url,
    params: await params,
    now,
    today: legalDayOf(now),
    person: shown,
    pool: scoped.forClaim({
      ...claimOf(shown.held, person.accountId, opened.province),
      readOnly: person.seenAs !== null,
    }),
    accounts,
    site: opened,
    press: opened.press,
    csrf: formToken(person.sessionId),
  };
  let answer: PortalAnswer;
  try {
    refuseNul(url);
    if (!mayRead(address, shown.held)) {
      throw new ProblemError('not-permitted', `您以“${roleName(shown.held)}”身份登录，不能打开这一页面。`);
    }
    answer = await work(visit);
  } catch (error) {
    const failure = failureOf(error);
    const { status, title } = PROBLEMS[failure.problemName];
    if (status >= 500) {
      opened.log.error(
        { route: address, request: id, error: error instanceof Error ? error.stack : String(error) },
        'request failed',
      );
    }
    answer = {
      title,
      status,
      page: <Failure title={title} detail={failure.message} id={status >= 500 ? id : undefined} home={homeOf(shown)} />,
    };
  }
  return written(visit, answer);
}

function Failure(props: { title: string; detail: string; id: string | undefined; home: string }) {
  return (
    <>
      <h1>{props.title}</h1>
      <p className="lead">{props.detail}</p>
      {props.id === undefined ? null : (
        <p>
          差错已记入日志，编号 <code>{props.id}</code>。请稍后再试；仍不行的，请将编号告知平台运行单位。
        </p>
      )}
      <p>
        <a href={props.home}>返回首页</a>
      </p>
    </>
  );
}

/** First page of whoever is signed in. */
export function homeOf(person: SignedIn): string {
  return PORTALS[portalOf(person.held)].home;
}

function redirect(to: string, notice?: NoticeProps, cookies: readonly string[] = []): Response {
  const headers = new Headers({ Location: to, ...PORTAL_SECURITY });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  if (notice !== undefined) headers.append('Set-Cookie', noticeCookie(notice));
  return new Response(null, { status: 303, headers });
}

async function written<P>(visit: PortalVisit<P>, answer: PortalAnswer): Promise<Response> {
  if ('to' in answer) {
    const cookies = (answer.cookies ?? []).map(({ name, value, seconds }) => setCookie(name, value, seconds));
    return redirect(answer.to, answer.notice, cookies);
  }
  if ('file' in answer) {
    return new Response(answer.file, {
      headers: {
        ...PORTAL_SECURITY,
        'Content-Type': answer.type,
        'Content-Disposition': `${answer.inline === true ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(downloadName(answer.name, answer.type))}`,
      },
    });
  }
  const carried = noticeOf(visit.request);
  const html = await markup(<PortalFrame {...(await frameOf(visit, answer, carried))}>{answer.page}</PortalFrame>);
  const headers = new Headers({ 'Content-Type': 'text/html; charset=utf-8', ...PORTAL_SECURITY });
  if (carried !== undefined) headers.append('Set-Cookie', clearedNotice());
  return new Response(html, { status: answer.status ?? 200, headers });
}

/** Documents that an enterprise has not opened, drafts that wait for an official, on each of their pages; not on one that says what failed. */
async function waitingFor<P>({ pool, person }: PortalVisit<P>, status: number): Promise<Waiting> {
  const { enterpriseId, level, division, role } = person.held;
  if (status >= 500) return {};
  const link = linkOfRole(role);
  if (link !== undefined && level !== null && division !== null) {
    const count = await draftsWaitingFor(pool, { level, division }, link, person.accountId);
    return { '/office/drafts': { count, counts: '件待本人办理' } };
  }
  if (enterpriseId === null) return {};
  return { '/enterprise/inbox': { count: await unreadInInbox(pool, enterpriseId), counts: '件未读' } };
}

async function frameOf<P>(
  visit: PortalVisit<P>,
  answer: Extract<PortalAnswer, { page: ReactNode }>,
  carried: NoticeProps | undefined,
): Promise<Omit<PortalFrameProps, 'children'>> {
  const { person, url, now, csrf } = visit;
  const portal = PORTALS[portalOf(person.held)];
  const notice = answer.notice ?? carried;
  return {
    context: await contextOf(url, now),
    title: answer.title,
    portal: { name: portal.name, home: portal.home },
    signedIn: { name: person.name, role: roleName(person.held), actsFor: actsFor(person.held) },
    csrf,
    navigation: railOf(person.held, answer.place ?? url.pathname, await waitingFor(visit, answer.status ?? 200)),
    supportView: person.seenAs === null ? undefined : `${actsFor(person.held)} · ${roleName(person.held)}`,
    demoClock: clockIsShifted() ? minuteOf(now) : undefined,
    ...(notice === undefined ? {} : { notice }),
    ...(answer.refreshSeconds === undefined ? {} : { refreshSeconds: answer.refreshSeconds }),
  };
}
