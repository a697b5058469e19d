import { expect, test } from 'vitest';
import { passage } from '../../../src/web/gate.ts';

const HOST = 'example.invalid';

test.each(['/', '/enterprises/91990000000003113T', '/enterprises?q=%ff', '/%E6%BC%94%E7%A4%BA', '/a%20b', '/%00'])(
  '%s goes on to the framework',
  (target) => {
    expect(passage('GET', target, HOST)).toEqual({ kind: 'pass' });
  },
);

test.each([
  '/enterprises/%ff',
  '/%',
  '/%%',
  '/a%2',
  '/%zz',
  '/%c3%28',
  '/%ED%A0%80',
  '/%F8%88%80%80',
  '/a\\b',
  '/office/cases/%ff',
])('%s cannot be decoded: answered by a page that says so', (target) => {
  expect(passage('GET', target, HOST)).toEqual({ kind: 'malformed', to: '/malformed-address' });
});

test.each(['/api/v1/enterprises/%%', '/api/%ff', '/api/v1/enterprises/%ff/status?asOf=2026-01-01'])(
  '%s cannot be decoded: answered by a problem document',
  (target) => {
    expect(passage('POST', target, HOST)).toEqual({ kind: 'malformed', to: '/api/malformed-address' });
  },
);

test.each(['*', 'http://elsewhere.invalid/', 'enterprises', ''])(
  'a request line with %s is none of a site',
  (target) => {
    expect(passage('GET', target, HOST)).toEqual({ kind: 'refuse', status: 400 });
  },
);

test.each([undefined, '', 'a:1:2', 'a b', 'a/b', 'a@b', '%%', 'a:99999'])('a host %s is refused', (host) => {
  expect(passage('GET', '/', host)).toEqual({ kind: 'refuse', status: 400 });
});

test.each(['TRACE', 'CONNECT', 'PROPFIND', 'get'])('the method %s is refused, with those that are taken', (method) => {
  expect(passage(method, '/', HOST)).toMatchObject({
    kind: 'refuse',
    status: 405,
    allow: expect.stringContaining('GET'),
  });
});
