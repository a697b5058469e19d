import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dueList } from '#features/casework/queries.ts';
import { openFromInbox, recordUnprovedMail, recordWaitingBounces } from '#features/service/commands.ts';
import { startBounceListener } from '#platform/mail/bounce-mailbox.ts';
import { type ExchangerDirectory, openExchangers } from '#platform/mail/exchangers.ts';
import { messageIdOf } from '#platform/mail/outbox.ts';
import { type MailSender, openSmtp } from '#platform/mail/smtp.ts';
import { issueOrder } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let folder: string;
let relay: MailSender;
const opened: SMTPServer[] = [];
beforeEach(async () => {
  bench = await serviceBench('45');
  folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-reports-'));
  relay = openSmtp(`smtp://127.0.0.1:${bench.mailbox.smtpPort}`, {
    from: '资质哨 <no-reply@demo.invalid>',
    server: 'relay',
    bounceTo: 'reports@demo.invalid',
  });
});
afterEach(async () => {
  relay.close();
  for (const server of opened.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const ADDRESS = 'songda@demo.invalid';
const CITY = { name: '演示市局经办人', role: 'city' } as const;
const DIRECTORY: ExchangerDirectory = {
  exchangers: (domain) => Promise.resolve(domain === 'demo.invalid' ? ['mx1.demo.invalid'] : []),
  addresses: () => Promise.resolve(['127.0.0.1']),
};

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
  const attempt = issued.attempts.find((each) => each.includes(':email:')) ?? '';
  await bench.deliver(instant('2026-06-03', '10:05:00'), relay);
  return { enterpriseId: id, caseId, attempt, documentId: attempt.split(':')[2] ?? '' };
}

const email = async (caseId: string) => (await bench.attempts(caseId)).find((each) => each.channel === 'email');

/** A report as servers write it (RFC 3464), by SMTP to the address that ours are sent from. */
async function report(messageId: string, fields: readonly string[], recipient = ADDRESS) {
  const listener = await startBounceListener({ folder, port: 0 });
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true });
  const raw = [
    'From: MAILER-DAEMON@relay.demo.invalid',
    'To: reports@demo.invalid',
    'Subject: Successful Mail Delivery Report',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
    '',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relay.demo.invalid',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
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
  await transport.sendMail({ envelope: { from: '', to: 'reports@demo.invalid' }, raw });
  transport.close();
  await listener.close();
}

test('GX24-A.2, 电子签名法 11: that our own relay took the mail is no arrival', async () => {
  const { enterpriseId, caseId } = await ordered();
  expect(await email(caseId)).toMatchObject({ status: 'sent', legal_day: null, evidence: { 'handed-over': {} } });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'ordered', served_on: {} });
});

describe('电子签名法 11: what a report through the relay proves', () => {
  test.each([
    ['delivered there', ['Action: delivered', 'Status: 2.0.0'], ADDRESS, 'arrived'],
    [
      'passed to a server of the domain that does not report',
      ['Action: relayed', 'Status: 2.0.0', 'Remote-MTA: dns; MX1.demo.invalid. (192.0.2.1)'],
      ADDRESS,
      'arrived',
    ],
    [
      'passed to a server of another domain',
      ['Action: relayed', 'Status: 2.0.0', 'Remote-MTA: dns; next.relay.invalid'],
      ADDRESS,
      'noted',
    ],
    ['passed on, nobody says where', ['Action: relayed', 'Status: 2.0.0'], ADDRESS, 'noted'],
    ['expanded to a list', ['Action: expanded', 'Status: 2.0.0'], ADDRESS, 'noted'],
    ['delayed', ['Action: delayed', 'Status: 4.4.1'], ADDRESS, 'noted'],
    ['delivered to somebody else', ['Action: delivered', 'Status: 2.0.0'], 'other@demo.invalid', 'unmatched'],
  ])('%s', async (_name, fields, recipient, outcome) => {
    const { enterpriseId, caseId, attempt } = await ordered();
    await report(messageIdOf(attempt), fields, recipient);
    const counts = await recordWaitingBounces(bench.pool, folder, instant('2026-06-04'), DIRECTORY);
    expect(counts).toMatchObject({ [outcome]: 1 });
    const arrived = outcome === 'arrived';
    expect(await email(caseId)).toMatchObject({ status: arrived ? 'arrived' : 'sent' });
    expect(await bench.caseOf(enterpriseId)).toMatchObject(
      arrived ? { stage: 'rectifying', served_on: { order: '2026-06-04' } } : { stage: 'ordered', served_on: {} },
    );
  });
});

test('电子签名法 11: the addressee who opens the document proves the arrival, on that day and once', async () => {
  const { enterpriseId, caseId, documentId, attempt } = await ordered();
  const opening = { documentId, enterpriseId, by: '演示法定代表人' };
  await openFromInbox(bench.pool, { ...opening, at: instant('2026-06-05') }, 'look');
  expect(await email(caseId)).toMatchObject({ status: 'sent' });
  await openFromInbox(bench.pool, { ...opening, at: instant('2026-06-05') }, 'read');
  await openFromInbox(bench.pool, { ...opening, at: instant('2026-06-06') }, 'read');
  expect(await email(caseId)).toMatchObject({ status: 'arrived', legal_day: '2026-06-05' });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ served_on: { order: '2026-06-05' } });
  await report(messageIdOf(attempt), ['Action: delivered', 'Status: 2.0.0']);
  expect(await recordWaitingBounces(bench.pool, folder, instant('2026-06-07'), DIRECTORY)).toMatchObject({ noted: 1 });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ served_on: { order: '2026-06-05' } });
});

test('电子签名法 11 ◇: three days without proof, and the duty is to serve otherwise; what is proved later changes nothing', async () => {
  const { enterpriseId, caseId, documentId } = await ordered();
  expect(await recordUnprovedMail(bench.pool, instant('2026-06-06', '23:59:00'))).toBe(0);
  expect(await recordUnprovedMail(bench.pool, instant('2026-06-07', '00:01:00'))).toBe(1);
  expect(await recordUnprovedMail(bench.pool, instant('2026-06-08'))).toBe(0);
  expect(await email(caseId)).toMatchObject({ status: 'failed', evidence: { unproved: { days: 3 } } });
  const due = await dueList(bench.pool, { scope: '4501', today: '2026-06-08', limit: 10 });
  expect(due.map((entry) => entry.what)).toContain('send-ems-order');
  await openFromInbox(bench.pool, { documentId, enterpriseId, by: '演示法人', at: instant('2026-06-09') }, 'read');
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'ordered', served_on: {} });
});

/** A real server of the addressee, on any free port. */
async function exchanger(answer: { readonly refuses?: string } = {}): Promise<{ port: number; taken: string[] }> {
  const taken: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo(address, _session, done) {
      if (answer.refuses !== undefined) return done(Object.assign(new Error(answer.refuses), { responseCode: 550 }));
      taken.push(address.address);
      done();
    },
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done());
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(server);
  const address = server.server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, taken };
}

const MAIL = { to: 'Anna@demo.invalid', subject: '演示', text: '演示', messageId: 'one@demo.invalid' };
const FROM = { from: '资质哨 <no-reply@demo.invalid>', allowInside: true };

describe('direct delivery: the server of the addressee answers', () => {
  test('the next server is asked where the first is not there, and its answer names it', async () => {
    const second = await exchanger();
    const directory: ExchangerDirectory = {
      exchangers: () => Promise.resolve(['gone.demo.invalid', 'mx2.demo.invalid']),
      addresses: (host) =>
        host.startsWith('gone') ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve(['127.0.0.1']),
    };
    const taken = await openExchangers({ ...FROM, directory, port: second.port }).send(MAIL);
    expect(taken).toMatchObject({ by: 'addressee', reply: expect.stringMatching(/^mx2\.demo\.invalid：250/) });
    expect(second.taken).toEqual(['Anna@demo.invalid']);
  });

  test('a refusal of one server is the answer: the next is not asked', async () => {
    const refusing = await exchanger({ refuses: '5.1.1 nobody of that name' });
    let asked = 0;
    const directory: ExchangerDirectory = {
      exchangers: () => Promise.resolve(['mx1.demo.invalid', 'mx2.demo.invalid']),
      addresses: () => {
        asked++;
        return Promise.resolve(['127.0.0.1']);
      },
    };
    const sending = openExchangers({ ...FROM, directory, port: refusing.port }).send(MAIL);
    await expect(sending).rejects.toMatchObject({ kind: 'refused' });
    expect(asked).toBe(1);
  });

  test.each([
    ['a domain that takes no mail', [], ['127.0.0.1'], true, 'refused'],
    ['a name that leads inside', ['mx.demo.invalid'], ['10.0.0.5'], false, 'not-taken'],
    ['a name with one address inside', ['mx.demo.invalid'], ['192.0.2.1', '127.0.0.1'], false, 'not-taken'],
    ['a name without address', ['mx.demo.invalid'], [], true, 'not-taken'],
  ] as const)('%s gets nothing', async (_name, hosts, addresses, allowInside, kind) => {
    const server = await exchanger();
    const directory: ExchangerDirectory = {
      exchangers: () => Promise.resolve(hosts),
      addresses: () => Promise.resolve(addresses),
    };
    const sending = openExchangers({ ...FROM, allowInside, directory, port: server.port }).send(MAIL);
    await expect(sending).rejects.toMatchObject({ kind });
    expect(server.taken).toEqual([]);
  });
});
