import { vi } from 'vitest';
import type { TestDatabase } from './database.ts';

type Handler = (request: Request, context: { params: Promise<Record<string, unknown>> }) => Promise<Response>;

/** Routes of the site, called as Next calls them, on a database of the test's own. */
export async function siteRoutes<Name extends string>(
  database: TestDatabase,
  modules: Readonly<Record<Name, () => Promise<Record<string, unknown>>>>,
  environment: Readonly<Record<string, string>> = {},
) {
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('QUALWATCH_RATE_LIMIT', '100000');
  vi.stubEnv('QUALWATCH_SENDING_LIMIT', '100000');
  vi.stubEnv('LOG_LEVEL', 'silent');
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const handlers = new Map<string, Record<string, unknown>>();
  for (const name of Object.keys(modules)) {
    const load: unknown = Reflect.get(modules, name);
    if (typeof load === 'function') handlers.set(name, await load());
  }
  return {
    async call(
      route: Name,
      address: string,
      options: RequestInit & { params?: Record<string, unknown> } = {},
    ): Promise<Response> {
      const handler = handlers.get(route)?.[options.method ?? 'GET'];
      if (!isHandler(handler)) throw new Error(`${options.method ?? 'GET'} ${route}`);
      return handler(new Request(`http://test.invalid${address}`, options), {
        params: Promise.resolve(options.params ?? {}),
      });
    },
    async close() {
      const { site } = await import('../../src/app/_site/site.ts');
      await Promise.all([site().pool.end(), site().counter.end()]);
      vi.unstubAllEnvs();
    },
  };
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

/** A form with one file, as a browser sends it. */
export function formWithFile(field: string, name: string, bytes: Uint8Array): FormData {
  const form = new FormData();
  form.set(field, new File([Uint8Array.from(bytes)], name));
  return form;
}

/** A form on the wire: with its length, as browsers send it. */
export async function sent(form: FormData): Promise<RequestInit> {
  const encoded = new Response(form);
  const body = await encoded.arrayBuffer();
  const headers = {
    'Content-Type': encoded.headers.get('content-type') ?? '',
    'Content-Length': String(body.byteLength),
  };
  return { method: 'POST', body, headers };
}
