import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

/** As strict as the portals': scripts and styles come from files of the site, never from the page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

export interface Gallery {
  readonly address: string;
  /** bodies that were posted, in order */
  readonly posted: string[];
  close(): void;
}

/** Writes the gallery into the folder and serves it; what is posted is kept and answered with the page itself. */
export async function serveGallery(folder: string): Promise<Gallery> {
  const maker = path.join(import.meta.dirname, '..', 'portal-gallery.ts');
  await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', maker, folder]);
  const posted: string[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(Buffer.from(part));
      posted.push(Buffer.concat(parts).toString('utf8'));
    }
    const { pathname } = new URL(request.url ?? '/', 'http://gallery');
    const file = path.join(folder, path.basename(pathname));
    if (!existsSync(file) || path.extname(file) === '') {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound: AddressInfo | string | null = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the gallery has no port');
  return { address: `http://127.0.0.1:${bound.port}`, posted, close: () => server.close() };
}
