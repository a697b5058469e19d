import { expect, test } from 'vitest';
import { clientOf } from '#platform/http/client-address.ts';
import { PROBLEMS, ProblemError, problem } from '#platform/http/problem.ts';
import { RateLimiter } from '#platform/http/rate-limit.ts';
import { codingFor, matchesTag, represent, tagOf } from '#platform/http/representation.ts';

test('a bucket empties, says so in the fields of the draft, and fills again', () => {
  const limiter = new RateLimiter({ name: 'public', quota: 3, windowSeconds: 60 });
  const answers = [0, 0, 0, 0].map((now) => limiter.take('192.0.2.1', now));
  expect(answers.map((answer) => answer.allowed)).toEqual([true, true, true, false]);
  expect(answers[0]?.fields).toEqual({ 'RateLimit-Policy': '"public";q=3;w=60', RateLimit: '"public";r=2;t=20' });
  expect(answers[3]?.fields).toEqual({
    'RateLimit-Policy': '"public";q=3;w=60',
    RateLimit: '"public";r=0;t=60',
    'Retry-After': '20',
  });
  expect(limiter.take('192.0.2.2', 0).allowed).toBe(true);
  expect(limiter.take('192.0.2.1', 19_000).allowed).toBe(false);
  expect(limiter.take('192.0.2.1', 20_000).allowed).toBe(true);
  expect(limiter.take('192.0.2.1', 20_000).allowed).toBe(false);
});

test('a clock that runs backwards takes nothing away and gives nothing', () => {
  const limiter = new RateLimiter({ name: 'public', quota: 1, windowSeconds: 1 });
  expect(limiter.take('a', 10_000).allowed).toBe(true);
  expect(limiter.take('a', 5_000).allowed).toBe(false);
});

test('the client is the connection, or what the outermost trusted proxy wrote', () => {
  const headers = new Headers({
    'x-qualwatch-peer': '::ffff:198.51.100.7',
    'x-forwarded-for': '203.0.113.9, 198.51.100.1',
  });
  expect(clientOf(headers, 0)).toBe('198.51.100.7');
  expect(clientOf(headers, 1)).toBe('198.51.100.1');
  expect(clientOf(headers, 2)).toBe('203.0.113.9');
  expect(clientOf(headers, 3)).toBe('198.51.100.7');
  expect(clientOf(new Headers(), 0)).toBe('unknown');
});

test('an IPv6 network is one client', () => {
  const of = (address: string) => clientOf(new Headers({ 'x-qualwatch-peer': address }), 0);
  expect(of('2001:db8:1:2:3:4:5:6')).toBe(of('2001:db8:1:2:ffff::1'));
  expect(of('2001:db8::1')).toBe('2001:db8:0:0');
  expect(of('2001:db8:1:2::1')).not.toBe(of('2001:db8:1:3::1'));
});

test('codings are read with their weights', () => {
  expect(codingFor(null)).toBe('identity');
  expect(codingFor('gzip, deflate, br')).toBe('gzip');
  expect(codingFor('gzip;q=0, *')).toBe('deflate');
  expect(codingFor('br;q=1, gzip;q=0.2')).toBe('gzip');
  expect(codingFor('identity')).toBe('identity');
});

test('tags are strong, differ per coding, and are compared weakly', () => {
  const tag = tagOf('a', 'gzip');
  expect(tag).toMatch(/^"[\w-]+-gzip"$/);
  expect(tag).not.toBe(tagOf('a', 'identity'));
  expect(matchesTag(`W/${tag}`, tag)).toBe(true);
  expect(matchesTag(`"x", ${tag}`, tag)).toBe(true);
  expect(matchesTag('*', tag)).toBe(true);
  expect(matchesTag('"x"', tag)).toBe(false);
  expect(matchesTag(null, tag)).toBe(false);
});

test('who has the answer already gets 304 with the same fields and no body', async () => {
  const answer = { status: 200, headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'public, max-age=30' } };
  const first = represent(new Request('http://test.invalid/'), '正文', answer);
  const tag = first.headers.get('etag') ?? '';
  const again = represent(new Request('http://test.invalid/', { headers: { 'if-none-match': tag } }), '正文', answer);
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  expect(again.headers.get('etag')).toBe(tag);
  expect(again.headers.get('cache-control')).toBe('public, max-age=30');
  expect(again.headers.get('vary')).toBe('Accept-Encoding');
});

test('an error has no tag', () => {
  expect(
    represent(new Request('http://test.invalid/'), 'x', { status: 404, headers: {} }).headers.get('etag'),
  ).toBeNull();
});

test('problems are RFC 9457 documents with a stable type and a Chinese detail', () => {
  const error = new ProblemError('invalid-uscc', '第 18 位校验不符。', 'uscc');
  expect(problem(error.problemName, error.message, { parameter: 'uscc', instance: 'urn:uuid:1' })).toEqual({
    type: '/problems/invalid-uscc',
    title: '统一社会信用代码有误',
    status: 400,
    detail: '第 18 位校验不符。',
    parameter: 'uscc',
    instance: 'urn:uuid:1',
  });
  for (const kind of Object.values(PROBLEMS)) {
    expect(kind.title).toMatch(/[一-鿿]/);
    expect(kind.remedy).toMatch(/。$/);
  }
});
