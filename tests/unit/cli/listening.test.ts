import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '#platform/config.ts';
import { siteAddress, siteArguments } from '../../../src/cli/start/listening.ts';

test('the demonstration listens on this machine alone unless told', () => {
  expect(siteArguments(readConfig({}))).toEqual(['src/web/main.ts', '--host', '127.0.0.1', '--port', '3000']);
  const told = readConfig({ QUALWATCH_HOST: '0.0.0.0', PORT: '3100' });
  expect(siteArguments(told)).toEqual(['src/web/main.ts', '--host', '0.0.0.0', '--port', '3100']);
});

test.each([
  ['127.0.0.1', 'http://localhost:3000'],
  ['0.0.0.0', 'http://localhost:3000'],
  ['192.168.1.20', 'http://192.168.1.20:3000'],
  ['fd00::20', 'http://[fd00::20]:3000'],
])('a site that listens on %s is reached at %s', (host, address) => {
  expect(siteAddress(readConfig({ QUALWATCH_HOST: host }))).toBe(address);
});

test.each(['localhost', 'all', '127.0.0.1:3000'])('%s is no place to listen on, and the error says what is', (host) => {
  expect(() => readConfig({ QUALWATCH_HOST: host })).toThrow('QUALWATCH_HOST 应为本机的一个 IP 地址');
});

test('npm start starts no site but by that command line, and its mailbox listens on this machine alone', () => {
  const start = readFileSync('src/cli/commands/start.ts', 'utf8');
  expect(start.match(/startService\('网站', [^,]+/g)).toEqual(["startService('网站', siteArguments(config)"]);
  const listening = globSync('src/platform/mail/development-*.ts').flatMap(
    (file) => readFileSync(file, 'utf8').match(/\.listen\([^)]*\)?/g) ?? [],
  );
  expect(listening.length).toBeGreaterThan(0);
  expect(listening.filter((call) => !call.includes("'127.0.0.1'"))).toEqual([]);
});
