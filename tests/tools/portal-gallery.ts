// Writes a page of every portal component, in its states, into a folder, to be looked at and tested in a browser.
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createViteServer } from 'vitest/node';
import { z } from 'zod';
import { buildPortalStyle } from '../../src/cli/start/site-build.ts';

const root = path.join(import.meta.dirname, '..', '..');
const folder = process.argv[2] ?? mkdtempSync(path.join(tmpdir(), 'qualwatch-gallery-'));
mkdirSync(folder, { recursive: true });

// Node runs no TSX by itself.
const server = await createViteServer({ root, configFile: false, server: { middlewareMode: true }, logLevel: 'error' });
const loaded = z
  .object({ galleryPages: z.custom<() => ReadonlyMap<string, string>>((value) => typeof value === 'function') })
  .parse(await server.ssrLoadModule('/tests/tools/portal-gallery/pages.tsx'));
for (const [name, html] of loaded.galleryPages()) writeFileSync(path.join(folder, name), html);
await server.close();

await buildPortalStyle(path.join(folder, 'portal.css'));
for (const name of ['portal.js', 'favicon.svg']) {
  copyFileSync(path.join(root, 'public', name), path.join(folder, name));
}
process.stdout.write(`${folder}\n`);
