import { randomBytes } from 'node:crypto';
import { freePort } from '#platform/database/embedded-postgres.ts';
import { type Service, startService, stopService } from '../../../src/cli/start/processes.ts';

const MOST_PORTS = 5;
const PATIENCE_MS = 180_000;

/** Whether it is this very site that answers: it alone knows the token, and keeps its figures from whoever does not. */
async function isOurs(address: string, token: string): Promise<boolean> {
  const status = (headers: Record<string, string>) =>
    fetch(`${address}/metrics`, { headers, signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.status,
      () => 0,
    );
  return (await status({ authorization: `Bearer ${token}` })) === 200 && (await status({})) === 404;
}

/** @returns false where the site ended before it answered */
async function answersAsOurs(address: string, token: string, { process: child }: Service): Promise<boolean> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) return false;
    if (await isOurs(address, token)) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the site of a life did not answer at ${address}`);
}

/**
 * The site of a life on a port that is its own. Between picking a port and listening on it another life can take it: ours ends then, and
 * the other one answers in its place, with people whom it does not know. So who answers is asked for a secret, and a lost port is
 * another try.
 */
export async function startOwnSite(
  environment: Readonly<Record<string, string>>,
  pickPort: () => Promise<number> = freePort,
): Promise<{ readonly site: Service; readonly address: string }> {
  for (let tries = 0; tries < MOST_PORTS; tries++) {
    const port = await pickPort();
    const token = randomBytes(16).toString('hex');
    // A passkey is bound to a host name; an address of numbers is none.
    const address = `http://localhost:${port}`;
    const site = startService('site', ['src/web/main.ts', '--port', String(port)], {
      ...environment,
      NODE_ENV: 'production',
      QUALWATCH_BASE_URL: address,
      QUALWATCH_METRICS_TOKEN: token,
    });
    try {
      if (await answersAsOurs(address, token, site)) return { site, address };
    } catch (error) {
      await stopService(site);
      throw error;
    }
  }
  throw new Error(`the site of a life ended ${MOST_PORTS} times before it answered`);
}
