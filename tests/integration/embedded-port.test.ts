import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { embeddedPlace } from '#platform/database/embedded-binaries.ts';
import { freePort, startEmbeddedPostgres } from '#platform/database/embedded-postgres.ts';

test('a port that somebody else takes before the database listens on it is given up for another', async () => {
  const place = embeddedPlace();
  const folder = path.join(path.dirname(place.dataFolder), `port-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const other = createServer();
  const taken = await freePort();
  await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve));
  const picked: number[] = [];
  try {
    const server = await startEmbeddedPostgres({
      place: { ...place, dataFolder: path.join(folder, 'postgres') },
      durable: false,
      pickPort: async () => {
        picked.push(picked.length === 0 ? taken : await freePort());
        return picked.at(-1) ?? 0;
      },
    });
    await server.stop();
    expect(picked).toHaveLength(2);
    expect(Number(new URL(server.url).port)).toBe(picked[1]);
  } finally {
    other.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
