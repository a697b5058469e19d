import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'src/app/tsconfig.json' },
};
export default config;
