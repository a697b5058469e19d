/** A body in the coding the client takes, with a strong validator per coding (RFC 9110 8.8.3.3). */
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Coding = 'br' | 'gzip' | 'identity';

/** Below this a compressed body saves nothing. */
const SMALLEST_CODED = 600;

/** The coding to answer in: what Accept-Encoding takes, brotli before gzip; a weight of 0 refuses. */
export function codingFor(acceptEncoding: string | null): Coding {
  const accepted = new Map<string, number>();
  for (const part of (acceptEncoding ?? '').split(',')) {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((value) => value !== undefined);
    accepted.set(name, weight === undefined ? 1 : Number(weight));
  }
  const weightOf = (name: string) => accepted.get(name) ?? accepted.get('*') ?? 0;
  if (weightOf('br') > 0 && weightOf('br') >= weightOf('gzip')) return 'br';
  return weightOf('gzip') > 0 ? 'gzip' : 'identity';
}

function coded(body: Buffer, coding: Coding): Buffer {
  switch (coding) {
    case 'br':
      return brotliCompressSync(body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
      });
    case 'gzip':
      return gzipSync(body, { level: 6 });
    case 'identity':
      return body;
  }
}

/** Whether If-None-Match names the tag; comparison is weak there (RFC 9110 13.1.2). */
export function matchesTag(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.split(',').some((each) => {
    const candidate = each.trim().replace(/^W\//, '');
    return candidate === '*' || candidate === tag;
  });
}

/** The answer to a read: the body coded and tagged, or 304 where the client has it already. */
export function represent(
  request: Request,
  text: string,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
): Response {
  const plain = Buffer.from(text, 'utf8');
  const coding = plain.length < SMALLEST_CODED ? 'identity' : codingFor(request.headers.get('accept-encoding'));
  const headers = new Headers(answer.headers);
  headers.append('Vary', 'Accept-Encoding');
  if (answer.status === 200) {
    const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
    const tag = `"${digest}${coding === 'identity' ? '' : `-${coding}`}"`;
    headers.set('ETag', tag);
    if (matchesTag(request.headers.get('if-none-match'), tag)) {
      headers.delete('Content-Type');
      return new Response(null, { status: 304, headers });
    }
  }
  if (coding !== 'identity') headers.set('Content-Encoding', coding);
  const body = coded(plain, coding);
  headers.set('Content-Length', String(body.length));
  return new Response(new Uint8Array(body), { status: answer.status, headers });
}
