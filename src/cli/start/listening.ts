import { isIPv6 } from 'node:net';
import type { Config } from '#platform/config.ts';

type Listening = Pick<Config, 'QUALWATCH_HOST' | 'PORT'>;

/** The command line of the site that `npm start` starts. */
export function siteArguments({ QUALWATCH_HOST, PORT }: Listening): readonly string[] {
  return ['src/web/main.ts', '--host', QUALWATCH_HOST, '--port', String(PORT)];
}

const OF_THIS_MACHINE: ReadonlySet<string> = new Set(['127.0.0.1', '0.0.0.0', '::1', '::']);

/** The address at which the site is reached from this machine; a passkey needs a name, so `localhost` wherever it answers. */
export function siteAddress({ QUALWATCH_HOST, PORT }: Listening): string {
  if (OF_THIS_MACHINE.has(QUALWATCH_HOST)) return `http://localhost:${PORT}`;
  return `http://${isIPv6(QUALWATCH_HOST) ? `[${QUALWATCH_HOST}]` : QUALWATCH_HOST}:${PORT}`;
}
