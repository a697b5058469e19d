import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { MALFORMED } from '#platform/http/malformed-address.ts';
import { passage } from './gate.ts';

export interface RunningSite {
  readonly port: number;
  /** Answers what is under way, for a few seconds, and takes nothing new. */
  close(): Promise<void>;
}

const PATIENCE_MS = 5_000;

/**
 * The site as production runs it: Next's own request handler behind the gate (docs/decisions/0024).
 * @throws where the port cannot be listened on
 */
export async function startSite({
  port,
  host,
}: {
  readonly port: number;
  readonly host?: string | undefined;
}): Promise<RunningSite> {
  // Where it listens is not what it is called: Next is not told the host, or it would name it in addresses.
  const app = next({ dev: false, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    if (admitted(request, response)) void handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: address === null || typeof address === 'string' ? port : address.port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]);
      server.closeAllConnections();
      await app.close();
    },
  };
}

function admitted(request: IncomingMessage, response: ServerResponse): boolean {
  delete request.headers[MALFORMED];
  const decision = passage(request.method ?? '', request.url ?? '', request.headers.host);
  switch (decision.kind) {
    case 'pass':
      return true;
    case 'malformed':
      request.url = decision.to;
      request.headers[MALFORMED] = '1';
      return true;
    case 'refuse':
      response.writeHead(decision.status, {
        'Content-Type': 'text/plain; charset=utf-8',
        'X-Content-Type-Options': 'nosniff',
        ...(decision.allow === undefined ? {} : { Allow: decision.allow }),
      });
      response.end(decision.status === 405 ? '不支持这种请求方法。\n' : '请求有误，请核对地址。\n');
      return false;
  }
}
