import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dueList } from '#features/casework/queries.ts';
import {
  issueOrder,
  postEmsBatch,
  recordReceipts,
  recordWaitingBounces,
  recordWaybills,
  sendByEms,
} from '#features/service/commands.ts';
import { startBounceListener } from '#platform/mail/bounce-mailbox.ts';
import { messageIdOf } from '#platform/mail/outbox.ts';
import { MailNotTaken } from '#platform/mail/smtp.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
let folder: string;
beforeEach(async () => {
  bench = await serviceBench('45');
  folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-bounces-'));
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const CITY = { name: '演示市局经办人', role: 'city' } as const;

/** A delivery-status notification as mail servers write it (RFC 3464), sent to the bounce address by SMTP. */
async function returnMail(port: number, messageId: string, recipient = 'songda@demo.invalid', action = 'failed') {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  const raw = [
    'From: MAILER-DAEMON@relay.demo.invalid',
    'To: bounces@demo.invalid',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
    '',
    '--B',
    'Content-Type: text/plain',
    '',
    'I am sorry.',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relay.demo.invalid',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 Recipient address rejected:',
    '    User unknown',
    '',
    '--B',
    // Some servers return the headers, others the whole mail.
    `Content-Type: ${action === 'delayed' ? 'message/rfc822' : 'text/rfc822-headers'}`,
    '',
    `Message-ID: <${messageId}>`,
    '',
    '--B--',
    '',
  ].join('\r\n');
  await transport.sendMail({ envelope: { from: '', to: 'bounces@demo.invalid' }, raw });
  transport.close();
}

async function ordered() {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.confirm(id, '2026-05-01');
  await bench.address(id, '南宁市演示路 1 号');
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
  return { enterpriseId: id, caseId, attempt };
}

const email = async (caseId: string) => (await bench.attempts(caseId)).find((each) => each.channel === 'email');

test('GX24-5.1a: a bounce of an uncertain mail reaches its attempt by Message-ID; the way on is EMS', async () => {
  const { enterpriseId, caseId, attempt } = await ordered();
  const listener = await startBounceListener({ folder, port: 0 });
  const lost = { send: () => Promise.reject(new MailNotTaken('unknown', 'Connection closed')), close: () => undefined };
  await bench.deliver(instant('2026-06-03', '10:00:01'), lost);
  expect(await email(caseId)).toMatchObject({ status: 'uncertain' });
  await returnMail(listener.port, messageIdOf(attempt), 'songda@demo.invalid', 'delayed');
  expect(await recordWaitingBounces(bench.pool, folder, instant('2026-06-03', '11:00:00'))).toMatchObject({ noted: 1 });
  expect(await email(caseId)).toMatchObject({ status: 'uncertain' });
  await returnMail(listener.port, messageIdOf(attempt));
  expect(await recordWaitingBounces(bench.pool, folder, instant('2026-06-04'))).toMatchObject({ bounced: 1 });
  expect(await email(caseId)).toMatchObject({
    status: 'failed',
    legal_day: '2026-06-04',
    evidence: { bounced: { status: '5.1.1', diagnostic: '550 5.1.1 Recipient address rejected: User unknown' } },
  });
  // Nothing more is sent, and the folder is empty.
  expect(await bench.deliver(instant('2026-06-05'))).toMatchObject({ sent: 1, postponed: 0 });
  expect(readdirSync(folder)).toEqual(['done']);
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'ordered', served_on: {} });
  const due = await dueList(bench.pool, { scope: '4501', today: '2026-06-04', limit: 10 });
  expect(due.map((entry) => entry.what)).toContain('send-ems-order');
  await listener.close();
});

test('GX24-A.2: a bounce after service does not undo it by itself; the receipt of the post corrects the day', async () => {
  const { enterpriseId, caseId, attempt } = await ordered();
  const listener = await startBounceListener({ folder, port: 0 });
  await bench.deliver(instant('2026-06-03'));
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ served_on: { order: '2026-06-03' } });
  await returnMail(listener.port, messageIdOf(attempt), 'another@demo.invalid');
  await returnMail(listener.port, 'unknown@demo.invalid');
  expect(await recordWaitingBounces(bench.pool, folder, instant('2026-06-04'))).toMatchObject({ unmatched: 2 });
  expect(await email(caseId)).toMatchObject({ status: 'arrived' });
  await returnMail(listener.port, messageIdOf(attempt));
  expect(await recordWaitingBounces(bench.pool, folder, instant('2026-06-04'))).toMatchObject({
    'bounced-after-service': 1,
  });
  expect(await email(caseId)).toMatchObject({ status: 'failed' });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'rectifying', served_on: { order: '2026-06-03' } });
  const sent = await sendByEms(bench.tools, {
    caseId,
    document: 'order',
    actor: CITY,
    onDay: '2026-06-05',
    recordedAt: instant('2026-06-05'),
  });
  if (sent.outcome !== 'done') throw new Error(JSON.stringify(sent));
  await postEmsBatch(bench.tools, {
    scope: '4501',
    actor: CITY,
    postedOn: '2026-06-05',
    recordedAt: instant('2026-06-05'),
  });
  await recordWaybills(bench.pool, {
    rows: [{ attempt: sent.attempt, waybill: 'EB000000002CS' }],
    actor: CITY,
    recordedAt: instant('2026-06-05'),
  });
  const receipts = [{ waybill: 'EB000000002CS', outcome: 'signed', on: '2026-06-09' }];
  const recorded = await recordReceipts(bench.pool, { receipts, actor: CITY, recordedAt: instant('2026-06-12') });
  expect(recorded).toMatchObject({ results: [{ outcome: 'recorded', servedOn: '2026-06-09' }] });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'rectifying', deadline: '2026-07-09' });
  await bench.chainIsWhole();
  await listener.close();
});
