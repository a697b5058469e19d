/** Strong validators of answers, one per coding of the body (RFC 9110 8.8.3.3), and the answer to a conditional read. */
import { createHash } from 'node:crypto';

export type Coding = 'gzip' | 'deflate' | 'identity';

/**
 * The coding that the web server will put on the body: it prefers gzip, and does so after the handler, which therefore
 * only has to know the outcome for the tag.
 */
export function codingFor(acceptEncoding: string | null): Coding {
  const weights = new Map<string, number>();
  for (const part of (acceptEncoding ?? '').split(',')) {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((value) => value !== undefined);
    weights.set(name, weight === undefined ? 1 : Number(weight));
  }
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  if (weightOf('gzip') > 0) return 'gzip';
  return weightOf('deflate') > 0 ? 'deflate' : 'identity';
}

/** Whether If-None-Match names the tag; comparison is weak there (RFC 9110 13.1.2). */
export function matchesTag(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.split(',').some((each) => {
    const candidate = each.trim().replace(/^W\//, '');
    return candidate === '*' || candidate === tag;
  });
}

/** The strong tag of a body in a coding. */
export function tagOf(body: string | Uint8Array, coding: Coding): string {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return coding === 'identity' ? `"${digest}"` : `"${digest}-${coding}"`;
}

/** The answer to a read: the body with its tag, or 304 where the client has it already. */
export function represent(
  request: Request,
  body: string | Uint8Array<ArrayBuffer>,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
): Response {
  const headers = new Headers(answer.headers);
  headers.append('Vary', 'Accept-Encoding');
  if (answer.status === 200) {
    // Files are sent as they are; the web server codes only text.
    const coding = typeof body === 'string' ? codingFor(request.headers.get('accept-encoding')) : 'identity';
    const tag = tagOf(body, coding);
    headers.set('ETag', tag);
    if (matchesTag(request.headers.get('if-none-match'), tag)) {
      headers.delete('Content-Type');
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(body, { status: answer.status, headers });
}
