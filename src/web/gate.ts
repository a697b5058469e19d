/** What is settled before the framework sees a request: it answers an address that cannot be decoded with a failure of its own. */

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export type Passage =
  | { readonly kind: 'pass' }
  /** answered by the page or problem document of this address instead */
  | { readonly kind: 'malformed'; readonly to: string }
  | { readonly kind: 'refuse'; readonly status: number; readonly allow?: string };

/**
 * How a request goes on. `target` is the request line's: an origin form (`/path?query`) or nothing that a site answers.
 * A path with a percent sign that is no UTF-8 text is malformed (RFC 3986 §2.1, RFC 3629).
 */
export function passage(method: string, target: string, host: string | undefined): Passage {
  if (!METHODS.has(method)) return { kind: 'refuse', status: 405, allow: [...METHODS].join(', ') };
  if (!target.startsWith('/') || !isHost(host)) return { kind: 'refuse', status: 400 };
  const [path = ''] = target.split('?', 1);
  if (isDecodable(path) && !path.includes('\\')) return { kind: 'pass' };
  return { kind: 'malformed', to: /^\/api(\/|$)/.test(path) ? '/api/malformed-address' : '/malformed-address' };
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** HTTP/1.1 demands one; the framework builds addresses from it. */
function isHost(host: string | undefined): boolean {
  return host !== undefined && URL.canParse(`http://${host}/`) && !/[/?#@\\\s]/.test(host);
}
