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

const ALLOWED = 'GET, HEAD, OPTIONS';

const TYPES: Readonly<Record<Answer['type'], string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  problem: 'application/problem+json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
};

/**
 * The methods of one route. Reading is all there is; every failure becomes a problem in the words of the caller, is
 * logged without what was asked for, and counted.
 */
export function publicRoute<P = unknown>(
  settings: RouteSettings,
  read: (visit: Visit<P>) => Promise<Answer | Redirect> | Answer | Redirect,
): {
  GET: (request: Request, context: RouteContext<P>) => Promise<Response>;
  OPTIONS: Method;
  POST: Method;
  PUT: Method;
  PATCH: Method;
  DELETE: Method;
} {
  const refuse: Method = (request) =>
    answered(settings, request, () => {
      throw new ProblemError('method-not-allowed', `此地址只供读取，不接受 ${request.method} 请求。`);
    });
  const tellOptions: Method = async () =>
    new Response(null, { status: 204, headers: { ...optionsOf(settings), ...security(settings) } });
  return {
    GET: (request, context) =>
      answered(settings, request, async (visit) => read({ ...visit, params: await context.params })),
    OPTIONS: tellOptions,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
  };
}

function optionsOf(settings: RouteSettings): Readonly<Record<string, string>> {
  if (settings.as === 'page') return { Allow: ALLOWED };
  return {
    Allow: ALLOWED,
    'Access-Control-Allow-Methods': ALLOWED,
    'Access-Control-Allow-Headers': 'If-None-Match',
    'Access-Control-Max-Age': '86400',
  };
}

async function answered(
  settings: RouteSettings,
  request: Request,
  work: (visit: Omit<Visit<never>, 'params'>) => Promise<Answer | Redirect> | Answer | Redirect,
): Promise<Response> {
  const started = performance.now();
  const id = requestId();
  const now = new Date();
  let extra: Record<string, string> = {};
  let response: Response;
  try {
    const opened = site();
    if (settings.limited === true) {
      const decision = opened.limiter.take(clientOf(request.headers, opened.trustedProxies), now.getTime());
      extra = { ...decision.fields };
      if (!decision.allowed) {
        metrics().rateLimited.inc({ route: settings.route });
        throw new ProblemError('too-many-requests', `请求过于频繁，请在 ${extra['Retry-After'] ?? '60'} 秒后再试。`);
      }
    }
    const result = await work({ request, url: new URL(request.url), site: opened, now });
    response = isRedirect(result)
      ? new Response(null, { status: 308, headers: { Location: result.to, ...security(settings) } })
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
  settings: RouteSettings,
  request: Request,
  failure: ProblemError,
  { id, now, extra }: { id: string; now: Date; extra: Record<string, string> },
): Promise<Response> {
  const { status } = PROBLEMS[failure.problemName];
  if (status === 405) extra.Allow = ALLOWED;
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
