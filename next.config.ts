import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NextConfig } from 'next';

/** The public pages' only style sheet; its address changes with its content, so that it may be kept for a year. */
const STYLESHEET = 'site.css';
const digest = createHash('sha256')
  .update(readFileSync(path.join(process.cwd(), 'public', STYLESHEET)))
  .digest('hex')
  .slice(0, 12);

const config: NextConfig = {
  poweredByHeader: false,
  // Answers carry their own validators, per coding (src/platform/http/representation.ts).
  generateEtags: false,
  // Packages with native parts or state of their own are required, not bundled.
  serverExternalPackages: ['pg', 'pino', 'prom-client', 'node-forge', 'yauzl', '@myriaddreamin/typst-ts-node-compiler'],
  env: { QUALWATCH_STYLESHEET: `/${STYLESHEET}?v=${digest}` },
  // `npm test` checks the types of the whole project; the build of a start need not do it again. Next rewrites the
  // tsconfig that it is given, so it has one of its own.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'src/app/tsconfig.json' },
  headers: async () => [
    {
      source: `/${STYLESHEET}`,
      has: [{ type: 'query', key: 'v', value: digest }],
      headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }],
    },
    {
      source: '/favicon.svg',
      headers: [{ key: 'Cache-Control', value: 'public, max-age=604800' }],
    },
    {
      source: '/:file(site.css|favicon.svg|robots.txt)',
      headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }],
    },
  ],
};

export default config;
