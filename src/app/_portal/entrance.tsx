import { createHash, randomBytes } from 'node:crypto';
import type { ReactNode } from 'react';
import { systemClock } from '#platform/clock.ts';
import { PROBLEMS } from '#platform/http/problem.ts';
import { PORTAL_SECURITY } from '#platform/http/security-headers.ts';
import { metrics } from '#platform/metrics.ts';
import { PortalFrame } from '#ui/portal/portal-frame.tsx';
import { refuseNul } from '../_site/address.ts';
import { failureOf } from '../_site/failure.ts';
import { contextOf, markup } from '../_site/pages.tsx';
import { site } from '../_site/site.ts';
import { desk } from './desk.ts';
import { cookieOf } from './session-cookie.ts';

/** What a page of the entrance gives back. */
export type EntranceAnswer =
  | { readonly title: string; readonly page: ReactNode; readonly status?: number; readonly cookies?: readonly string[] }
  | { readonly to: string; readonly cookies?: readonly string[] };

export interface EntranceVisit {
  readonly request: Request;
  readonly url: URL;
  readonly now: Date;
}

type Work = (visit: EntranceVisit) => Promise<EntranceAnswer>;

/** A page before the sign-in: no session, no claim. */
export function entrance(route: string, work: Work): (request: Request) => Promise<Response> {
  return async (request) => {
    const now = systemClock.now();
    const url = new URL(request.url);
    let answer: EntranceAnswer;
    try {
      refuseNul(url);
      answer = await work({ request, url, now });
    } catch (error) {
      const failure = failureOf(error);
      const { status, title } = PROBLEMS[failure.problemName];
      if (status >= 500)
        site().log.error({ route, error: error instanceof Error ? error.stack : String(error) }, 'request failed');
      answer = {
        title,
        status,
        page: (
          <>
            <h1>{title}</h1>
            <p className="lead">{failure.message}</p>
            <p>
              <a href="/sign-in">返回登录</a>
            </p>
          </>
        ),
      };
    }
    const headers = new Headers(PORTAL_SECURITY);
    for (const cookie of answer.cookies ?? []) headers.append('Set-Cookie', cookie);
    let response: Response;
    if ('to' in answer) {
      headers.set('Location', answer.to);
      response = new Response(null, { status: 303, headers });
    } else {
      headers.set('Content-Type', 'text/html; charset=utf-8');
      const context = await contextOf(url, now).catch(() => ({ now, address: url.href, demo: false }));
      const html = await markup(
        <PortalFrame
          context={context}
          title={answer.title}
          portal={{ name: route.startsWith('/sign-up') ? '注册' : '登录', home: '/' }}
        >
          {answer.page}
        </PortalFrame>,
      );
      response = new Response(html, { status: answer.status ?? 200, headers });
    }
    metrics().requests.inc({ route, method: request.method, status: String(response.status) });
    return response;
  };
}

/** A form of the entrance comes from our own page: no other site may send somebody in. */
export function isOwnForm(request: Request): boolean {
  const from = request.headers.get('origin');
  return from === null || from === desk().relying.origin;
}

/**
 * The token that next-auth wants beside the second factor, and its cookie (token and SHA-256 of token and secret), as
 * next-auth's own page would set them; a standing one is kept.
 */
export function authFormToken(request: Request): { readonly token: string; readonly cookie: string } {
  const { secure, sessionSecret } = desk();
  const name = secure ? '__Host-next-auth.csrf-token' : 'next-auth.csrf-token';
  const hash = (token: string) => createHash('sha256').update(`${token}${sessionSecret}`).digest('hex');
  const [standing = '', standingHash] = (cookieOf(request, name) ?? '').split('|');
  const token = standing !== '' && standingHash === hash(standing) ? standing : randomBytes(32).toString('hex');
  const value = encodeURIComponent(`${token}|${hash(token)}`);
  return { token, cookie: `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}` };
}
