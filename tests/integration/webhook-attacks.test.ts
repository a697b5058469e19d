import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { NOT_REACHED, postOutside } from '#platform/http/outgoing.ts';

async function called(listener: RequestListener) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: string | AddressInfo | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  try {
    return await postOutside(`http://127.0.0.1:${address.port}/`, '{}', {}, { allowInside: true, patienceMs: 500 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('an answer that drips byte by byte keeps nobody waiting beyond the patience', async () => {
  let drip: NodeJS.Timeout | undefined;
  const result = await called((_, response) => {
    response.socket?.write('HTTP/1.1 200 OK\r\nX-Drip: ');
    drip = setInterval(() => response.socket?.write('a'), 50);
  });
  clearInterval(drip);
  expect(result).toEqual({ outcome: 'not-taken', reason: '对方没有在 0.5 秒内答复' });
});

test('a redirect is an answer like any other and is not followed', async () => {
  let visits = 0;
  const result = await called((_, response) => {
    visits++;
    response.writeHead(307, { Location: '/elsewhere' }).end();
  });
  expect([visits, result]).toEqual([1, { outcome: 'not-taken', reason: '对方答复 307' }]);
});

test('an endless answer is not read', async () => {
  const result = await called((_, response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  });
  expect(result).toEqual({ outcome: 'taken', status: 200 });
});

test('a name that does not exist, one that leads inside and a door that is closed are answered in the same words', async () => {
  const closed = createServer();
  closed.listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const bound: string | AddressInfo | null = closed.address();
  if (bound === null || typeof bound === 'string') throw new Error('no address');
  closed.close();
  await once(closed, 'close');
  const results = [
    await postOutside('https://no-such-name.invalid/', '{}', {}),
    // A dot at the end: not the word that the form refuses, but the same name, which leads inside.
    await postOutside('https://localhost./', '{}', {}),
    await postOutside(`https://127.0.0.1:${bound.port}/`, '{}', {}, { allowInside: true }),
    await postOutside(`http://127.0.0.1:${bound.port}/`, '{}', {}, { allowInside: true }),
    await called((_, response) => response.socket?.destroy()),
    await called((_, response) => response.socket?.end('SSH-2.0-inside\r\n')),
  ];
  expect(results).toEqual(results.map(() => ({ outcome: 'not-taken', reason: NOT_REACHED })));
});
