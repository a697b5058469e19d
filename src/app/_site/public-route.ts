import { systemClock } from '#platform/clock.ts';
import { clientOf } from '#platform/http/client-address.ts';
import { PROBLEMS, ProblemError, problem } from '#platform/http/problem.ts';
import { represent } from '#platform/http/representation.ts';
import { INTERFACE_SECURITY, PAGE_SECURITY } from '#platform/http/security-headers.ts';
import { metrics } from '#platform/metrics.ts';
import { type Answer, isRedirect, type Redirect } from './answer.ts';
import { failureOf } from './failure.ts';
import { problemPage } from './pages.tsx';
import { requestId, type Site, site } from './site.ts';

/** One request as a handler sees it. */
export interface Visit<P> {
  readonly request: Request;
  readonly url: URL;
  readonly params: P;
  readonly site: Site;
  readonly now: Date;
}

interface RouteContext<P> {
  readonly params: Promise<P>;
}

type Method = (request: Request) => Promise<Response>;

export interface RouteSettings {
  /** pattern of the address, as metrics and log name it */
  readonly route: string;
  /** problems are written as pages or as RFC 9457 documents */
  readonly as: 'page' | 'interface';
  /** counted against the caller's rate (ASVS 2.4.1) */
  readonly limited?: boolean;
}

const READING = 'GET, HEAD, OPTIONS';
const READING_AND_SENDING = 'GET, HEAD, OPTIONS, POST';

const TYPES: Readonly<Record<Answer['type'], string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  problem: 'application/problem+json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  pdf: 'application/pdf',
  ndjson: 'application/x-ndjson; charset=utf-8',
  gzip: 'application/gzip',
};

type Work<P> = (visit: Visit<P>) => Promise<Answer | Redirect> | Answer | Redirect;

/**
 * The methods of one route: reading, and `act` where a form or file can be sent to it (counted against a rate of its own,
 * because it is costly). Every failure becomes a problem in the words of the caller, is
 * logged without what was asked for, and counted.
 */
export function publicRoute<P = unknown>(
  settings: RouteSettings,
  read: Work<P>,
  act?: Work<P>,
): {
  GET: (request: Request, context: RouteContext<P>) => Promise<Response>;
  OPTIONS: Method;
  POST: (request: Request, context: RouteContext<P>) => Promise<Response>;
  PUT: Method;
  PATCH: Method;
  DELETE: Method;
} {
  const allowed = act === undefined ? READING : READING_AND_SENDING;
  const refuse: Method = (request) =>
    answered({ ...settings, allowed }, request, () => {
      const reason = act === undefined ? '此地址只供读取，' : '此地址';
      throw new ProblemError('method-not-allowed', `${reason}不接受 ${request.method} 请求。`);
    });
  const tellOptions: Method = async () =>
    new Response(null, { status: 204, headers: { ...optionsOf(settings, allowed), ...security(settings) } });
  return {
    GET: (request, context) =>
      answered({ ...settings, allowed }, request, async (visit) => read({ ...visit, params: await context.params })),
    OPTIONS: tellOptions,
    POST:
      act === undefined
        ? refuse
        : (request, context) =>
            answered({ ...settings, allowed, sent: true }, request, async (visit) =>
              act({ ...visit, params: await context.params }),
            ),
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
  };
}

function optionsOf(settings: RouteSettings, allowed: string): Readonly<Record<string, string>> {
  if (settings.as === 'page') return { Allow: allowed };
  return {
    Allow: allowed,
    'Access-Control-Allow-Methods': allowed,
    'Access-Control-Allow-Headers': 'If-None-Match',
    'Access-Control-Max-Age': '86400',
  };
}

/** A route's settings with what follows from its methods. */
interface MethodSettings extends RouteSettings {
  readonly allowed: string;
  /** something was sent: counted against the stricter rate */
  readonly sent?: boolean;
}

async function answered(
  settings: MethodSettings,
  request: Request,
  work: (visit: Omit<Visit<never>, 'params'>) => Promise<Answer | Redirect> | Answer | Redirect,
): Promise<Response> {
  const started = performance.now();
  const id = requestId();
  const now = systemClock.now();
  let extra: Record<string, string> = {};
  let response: Response;
  try {
    const opened = site();
    if (settings.limited === true || settings.sent === true) {
      const limiter = settings.sent === true ? opened.sendingLimiter : opened.limiter;
      const decision = await limiter.take(clientOf(request.headers, opened.trustedProxies), now.getTime());
      extra = { ...decision.fields };
      if (!decision.allowed) {
        metrics().rateLimited.inc({ route: settings.route });
        throw new ProblemError('too-many-requests', `请求过于频繁，请在 ${extra['Retry-After'] ?? '60'} 秒后再试。`);
      }
    }
    const result = await work({ request, url: new URL(request.url), site: opened, now });
    response = isRedirect(result)
      ? new Response(null, { status: result.status ?? 308, headers: { Location: result.to, ...security(settings) } })
      : written(settings, request, result, extra);
  } catch (error) {
    const failure = failureOf(error);
    if (PROBLEMS[failure.problemName].status >= 500) logFailure(settings, id, error);
    response = await refused(settings, request, failure, { id, now, extra });
  }
  note(settings, request, response.status, performance.now() - started, id);
  return response;
}

function security(settings: RouteSettings): Readonly<Record<string, string>> {
  return settings.as === 'page' ? PAGE_SECURITY : INTERFACE_SECURITY;
}

function written(settings: RouteSettings, request: Request, answer: Answer, extra: Record<string, string>): Response {
  return represent(request, answer.body, {
    status: answer.status,
    headers: {
      'Content-Type': TYPES[answer.type],
      'Cache-Control': answer.keepFor > 0 ? `public, max-age=${answer.keepFor}` : 'no-store',
      ...security(settings),
      ...extra,
      ...answer.headers,
    },
  });
}

async function refused(
  settings: MethodSettings,
  request: Request,
  failure: ProblemError,
  { id, now, extra }: { id: string; now: Date; extra: Record<string, string> },
): Promise<Response> {
  const { status } = PROBLEMS[failure.problemName];
  if (status === 405) extra.Allow = settings.allowed;
  const document = problem(failure.problemName, failure.message, {
    instance: id,
    ...(failure.parameter === undefined ? {} : { parameter: failure.parameter }),
  });
  const answer: Answer =
    settings.as === 'interface'
      ? { status, type: 'problem', body: `${JSON.stringify(document)}\n`, keepFor: 0 }
      : { status, type: 'html', body: await problemPage(document, { now, address: request.url }), keepFor: 0 };
  return written(settings, request, answer, extra);
}

function logFailure(settings: RouteSettings, id: string, error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  try {
    site().log.error({ route: settings.route, request: id, error: message }, 'request failed');
  } catch {
    process.stderr.write(`${message}\n`);
  }
}

function note(settings: RouteSettings, request: Request, status: number, milliseconds: number, id: string): void {
  const { route } = settings;
  metrics().requests.inc({ route, method: request.method, status: String(status) });
  metrics().durations.observe({ route }, milliseconds / 1000);
  try {
    site().log.info({ route, method: request.method, status, ms: Math.round(milliseconds), request: id }, 'request');
  } catch {
    // Without settings there is no log; the failure itself has been written.
  }
}
