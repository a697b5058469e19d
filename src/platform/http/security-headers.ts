/** Where the site is reached by HTTPS, browsers never ask for it in the clear again. */
const ENCRYPTED: Readonly<Record<string, string>> = process.env.QUALWATCH_BASE_URL?.startsWith('https://')
  ? { 'Strict-Transport-Security': 'max-age=31536000' }
  : {};

/** On every page: nothing is loaded but the style sheet and images of this site, and no script at all. */
export const PAGE_SECURITY: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  ...ENCRYPTED,
};

/** On every page behind the sign-in: its own script, no other; kept by nobody. */
export const PORTAL_SECURITY: Readonly<Record<string, string>> = {
  ...PAGE_SECURITY,
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; frame-src 'self'; object-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
  'Cache-Control': 'no-store',
  'Permissions-Policy':
    'camera=(), geolocation=(), microphone=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
};

/** On every answer of the programming interface: read from anywhere, never shown as a document. */
export const INTERFACE_SECURITY: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  ...ENCRYPTED,
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, RateLimit, RateLimit-Policy, Retry-After',
};
