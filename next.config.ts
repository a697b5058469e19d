import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NextConfig } from 'next';

/** The files that pages load; their addresses change with their content, so that they may be kept for a year. */
const KEPT = ['site.css', 'portal.css', 'portal.js', 'portal-signing.js'].map((name) => {
  // portal.css is compiled before the site is (src/cli/start/site-build.ts).
  const content = readFileSync(path.join(process.cwd(), 'public', name));
  return { name, digest: createHash('sha256').update(content).digest('hex').slice(0, 12) };
});
const [STYLESHEET, PORTAL_STYLESHEET, PORTAL_SCRIPT, SIGNING_SCRIPT] = KEPT.map(
  ({ name, digest }) => `/${name}?v=${digest}`,
);

const config: NextConfig = {
  poweredByHeader: false,
  // Answers carry their own validators, per coding (src/platform/http/representation.ts).
  generateEtags: false,
  // Packages with native parts or state of their own are required, not bundled.
  serverExternalPackages: ['pg', 'pino', 'prom-client', 'node-forge', 'yauzl', '@myriaddreamin/typst-ts-node-compiler'],
  env: {
    QUALWATCH_STYLESHEET: STYLESHEET,
    QUALWATCH_PORTAL_STYLESHEET: PORTAL_STYLESHEET,
    QUALWATCH_PORTAL_SCRIPT: PORTAL_SCRIPT,
    QUALWATCH_SIGNING_SCRIPT: SIGNING_SCRIPT,
  },
  // `npm test` checks the types of the whole project; the build of a start need not do it again. Next rewrites the
  // tsconfig that it is given, so it has one of its own.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'src/app/tsconfig.json' },
  headers: async () => [
    ...KEPT.map(({ name, digest }) => ({
      source: `/${name}`,
      has: [{ type: 'query' as const, key: 'v', value: digest }],
      headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }],
    })),
    {
      source: '/favicon.svg',
      headers: [{ key: 'Cache-Control', value: 'public, max-age=604800' }],
    },
    {
      source: '/:file(site.css|portal.css|portal.js|portal-signing.js|favicon.svg|robots.txt)',
      headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }],
    },
  ],
};

export default config;
