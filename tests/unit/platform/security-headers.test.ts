import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function headersAt(address: string) {
  vi.resetModules();
  vi.stubEnv('QUALWATCH_BASE_URL', address);
  const { PAGE_SECURITY, PORTAL_SECURITY, INTERFACE_SECURITY } = await import('#platform/http/security-headers.ts');
  return [PAGE_SECURITY, PORTAL_SECURITY, INTERFACE_SECURITY];
}

test('reached by HTTPS, every answer keeps browsers from asking in the clear; in the clear, none claims so', async () => {
  for (const headers of await headersAt('https://qualwatch.example')) {
    expect(headers['Strict-Transport-Security']).toBe('max-age=31536000');
  }
  for (const headers of await headersAt('http://localhost:3000')) {
    expect(headers['Strict-Transport-Security']).toBeUndefined();
  }
});
