import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordWaitingBounces } from '#features/service/commands.ts';
import { openExchangers } from '#platform/mail/exchangers.ts';
import { openSmtp } from '#platform/mail/smtp.ts';
import { issueOrder } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let folder: string;
const opened: Server[] = [];
beforeEach(async () => {
  bench = await serviceBench('45');
  folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-mail-attacks-'));
});
afterEach(async () => {
  for (const server of opened.splice(0)) server.close();
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const ADDRESS = 'songda@demo.invalid';
const CITY = { name: '演示市局经办人', role: 'city' } as const;

async function ordered() {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.confirm(id, '2026-05-01', ADDRESS);
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  const issued = await issueOrder(bench.tools, {
    caseId,
    termMonths: 1,
    actor: CITY,
    onDay: '2026-06-03',
    recordedAt: instant('2026-06-03'),
  });
  if (issued.outcome !== 'done') throw new Error(JSON.stringify(issued));
  return { enterpriseId: id, caseId, attempt: issued.attempts.find((each) => each.includes(':email:')) ?? '' };
}

const email = async (caseId: string) => (await bench.attempts(caseId)).find((each) => each.channel === 'email');

/** A report as anybody may send it to the address that ours are sent from. */
function report(messageId: string, fields: readonly string[]): string {
  return [
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
    '',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relay.demo.invalid',
    '',
    ...fields,
    '',
    '--B',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${messageId}>`,
    '',
    '--B--',
    '',
  ].join('\r\n');
}

/** A server that answers the message as it is told, and greets as it is told. */
async function addresseesServer(answer: string, greet = (socket: Socket) => void socket.write('220 mx ESMTP\r\n')) {
  const server = createServer((socket) => {
    let inMessage = false;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const said = chunk.toString();
      if (inMessage) {
        if (said.endsWith('\r\n.\r\n')) socket.write(answer);
      } else if (/^EHLO/i.test(said)) socket.write('250 mx\r\n');
      else if (/^DATA/i.test(said)) {
        inMessage = true;
        socket.write('354 go on\r\n');
      } else socket.write('250 ok\r\n');
    });
    greet(socket);
  });
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const exchangers = (port: number, hosts: readonly string[], patienceMs = 10_000) =>
  openExchangers({
    from: 'no-reply@demo.invalid',
    port,
    allowInside: true,
    patienceMs,
    directory: { exchangers: () => Promise.resolve(hosts), addresses: () => Promise.resolve(['127.0.0.1']) },
  });

test.each([
  ['its status', report('a@b', [`Final-Recipient: rfc822; ${ADDRESS}`, 'Action: failed', 'Status: 5.1\0'])],
  ['its Message-ID', report('a\0@b', [`Final-Recipient: rfc822; ${ADDRESS}`, 'Action: failed'])],
  ['its recipient', report('a@b', ['Final-Recipient: rfc822; a@\0b', 'Action: relayed', 'Remote-MTA: dns; x'])],
])('a report with NUL in %s is recorded, and keeps no other waiting', async (_where, raw) => {
  writeFileSync(path.join(folder, 'a.eml'), raw);
  writeFileSync(path.join(folder, 'b.eml'), report('c@d', ['Final-Recipient: rfc822; e@f', 'Action: failed']));
  expect(await recordWaitingBounces(bench.pool, folder, instant('2026-06-03'))).toMatchObject({ unmatched: 2 });
  expect(readdirSync(folder)).toEqual(['done']);
});

test('a report that cannot be recorded at all keeps no other waiting, and is told of', async () => {
  writeFileSync(
    path.join(folder, 'a.eml'),
    report('a@b', ['Final-Recipient: rfc822; e@f', 'Action: relayed', 'Remote-MTA: dns; x']),
  );
  writeFileSync(path.join(folder, 'b.eml'), report('c@d', ['Final-Recipient: rfc822; e@f', 'Action: failed']));
  const broken = {
    exchangers: () => {
      throw new Error('no directory');
    },
    addresses: () => Promise.resolve([]),
  };
  await expect(recordWaitingBounces(bench.pool, folder, instant('2026-06-03'), broken)).rejects.toThrow('no directory');
  expect(readdirSync(folder).sort()).toEqual(['a.eml', 'done']);
});

test('电子签名法 11: whoever knows case, document and enterprise cannot make up the report that the mail arrived', async () => {
  const { enterpriseId, caseId, attempt } = await ordered();
  const relay = openSmtp(`smtp://127.0.0.1:${bench.mailbox.smtpPort}`, {
    from: 'no-reply@demo.invalid',
    server: 'relay',
    bounceTo: 'reports@demo.invalid',
  });
  await bench.deliver(instant('2026-06-03', '10:05:00'), relay);
  relay.close();
  expect(await email(caseId)).toMatchObject({ status: 'sent' });
  const computed = `${createHash('sha256').update(attempt, 'utf8').digest('hex')}@qualwatch.invalid`;
  writeFileSync(
    path.join(folder, 'a.eml'),
    report(computed, [`Final-Recipient: rfc822; ${ADDRESS}`, 'Action: delivered']),
  );
  expect(await recordWaitingBounces(bench.pool, folder, instant('2026-06-04'))).toMatchObject({ unmatched: 1 });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ served_on: {} });
});

test.each([
  ['taken', '250 ok\0 queued\r\n', 'arrived'],
  ['refused', '550 no\0 such user\r\n', 'failed'],
])(
  'a mail that is %s with NUL in the answer is settled at once, and not sent again and again',
  async (_how, answer, status) => {
    const { caseId } = await ordered();
    const sender = exchangers(await addresseesServer(answer), ['mx1.demo.invalid']);
    await bench.deliver(instant('2026-06-03', '10:05:00'), sender);
    expect(await email(caseId)).toMatchObject({ status });
  },
);

test('a domain with many servers, or one that drips its greeting for ever, keeps the mail of all others waiting no longer than our patience', async () => {
  let asked = 0;
  const port = await addresseesServer('250 ok\r\n', (socket) => {
    asked++;
    socket.write('220-');
    const drip = setInterval(() => socket.write('.'), 50);
    socket.on('close', () => clearInterval(drip));
  });
  const many = Array.from({ length: 200 }, (_, at) => `mx${at}.demo.invalid`);
  const started = performance.now();
  const mail = { to: ADDRESS, subject: '演示', text: '演示', messageId: 'a@b' };
  await expect(exchangers(port, many, 500).send(mail)).rejects.toThrow();
  expect(performance.now() - started).toBeLessThan(30_000);
  expect(asked).toBe(1);
  const nowhere = exchangers(1, many).send(mail);
  await expect(nowhere).rejects.toThrow('mx4.demo.invalid');
});
