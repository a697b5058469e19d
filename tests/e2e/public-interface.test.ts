import { expect, test } from '@playwright/test';
import { situations } from './situations.ts';

test('the interface answers over HTTP with tags, links, problems and the rate of the draft', async ({ request }) => {
  const { expired } = situations();
  const status = await request.get(`/api/v1/enterprises/${expired.uscc}/status`);
  expect(status.status()).toBe(200);
  expect(await status.json()).toMatchObject({ uscc: expired.uscc });
  const headers = status.headers();
  expect(headers['ratelimit-policy']).toBe('"public";q=240;w=60');
  expect(headers.ratelimit).toMatch(/^"public";r=\d+;t=\d+$/);
  expect(headers['cache-control']).toBe('public, max-age=30');
  const list = await request.get('/api/v1/enterprises?q=工程');
  const again = await request.get('/api/v1/enterprises?q=工程', {
    headers: { 'if-none-match': list.headers().etag ?? '' },
  });
  expect(again.status()).toBe(304);
  const posted = await request.post('/api/v1/enterprises', { data: {} });
  expect(posted.status()).toBe(405);
  expect(posted.headers().allow).toBe('GET, HEAD, OPTIONS');
  expect(posted.headers()['content-type']).toContain('application/problem+json');
  const nowhere = await request.get('/api/v3/x');
  expect(await nowhere.json()).toMatchObject({ type: '/problems/not-found', status: 404 });
});

test('USCCs in other writings lead to the normal form, on pages and in the interface', async ({ request }) => {
  const { expired } = situations();
  const fullWidth = [...expired.uscc].map((sign) => String.fromCodePoint(sign.charCodeAt(0) + 0xfee0)).join('');
  for (const written of [expired.uscc.toLowerCase(), encodeURIComponent(fullWidth)]) {
    if (written === expired.uscc) continue;
    for (const root of ['/enterprises', '/api/v1/enterprises']) {
      const response = await request.get(`${root}/${written}?asOf=${expired.before}`, { maxRedirects: 0 });
      expect(response.status()).toBe(308);
      expect(response.headers().location).toBe(`${root}/${expired.uscc}?asOf=${expired.before}`);
    }
  }
});

test('whoever asks too often is told to wait, and nobody else is', async ({ request }) => {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': `198.51.100.9, ${address}` } });
  let refused = await request.get('/api/v1/enterprises?q=工程', from('203.0.113.5'));
  for (let asked = 0; asked < 300 && refused.status() === 200; asked++) {
    refused = await request.get('/api/v1/openapi.json', from('203.0.113.5'));
  }
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
  expect((await request.get('/api/v1/openapi.json', from('203.0.113.6'))).status()).toBe(200);
});

test('readiness and metrics', async ({ request }) => {
  expect(await (await request.get('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await request.get('/readyz')).json()).toMatchObject({ status: 'ready' });
  expect((await request.get('/metrics')).status()).toBe(404);
  const metrics = await (await request.get('/metrics', { headers: { authorization: 'Bearer of-the-tests' } })).text();
  expect(metrics).toContain('qualwatch_workers_alive 1');
  expect(metrics).toContain('qualwatch_explanation_mismatches_total 0');
});

test('what is served carries no frames, scripts or sniffing', async ({ request }) => {
  for (const address of ['/', '/nowhere', '/api/v1/openapi.json', '/site.css']) {
    const headers = (await request.get(address)).headers();
    expect(headers['x-content-type-options'], address).toBe('nosniff');
    expect(headers['x-powered-by'], address).toBeUndefined();
    if (address !== '/site.css') {
      expect(headers['content-security-policy'], address).toContain("default-src 'none'");
      expect(headers['content-security-policy'], address).toContain("frame-ancestors 'none'");
    }
  }
});
