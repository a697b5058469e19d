import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { caseFile, dueList } from '#features/casework/queries.ts';
import {
  answerReturnedMail,
  postEmsBatch,
  recordReceipts,
  recordWaitingBounces,
  recordWaybills,
  sendByEms,
  setBounceDays,
  sweepAbsences,
} from '#features/service/commands.ts';
import { officeNotices } from '#features/service/queries.ts';
import { startBounceListener } from '#platform/mail/bounce-mailbox.ts';
import { messageIdOf } from '#platform/mail/outbox.ts';
import { MailNotTaken } from '#platform/mail/smtp.ts';
import { issueOrder, notifyIntent } from './by-three.ts';
import { instant, type ServiceBench, serviceBench, signedReceipt } from './service-fixture.ts';

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

test('GX24-A.2: a bounce after service does not undo it by itself, it asks; the receipt of the post corrects the day', async () => {
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
  const receipts = [signedReceipt('EB000000002CS', '2026-06-09')];
  const recorded = await recordReceipts(bench.pool, { receipts, actor: CITY, recordedAt: instant('2026-06-12') });
  expect(recorded).toMatchObject({ results: [{ outcome: 'recorded', servedOn: '2026-06-09' }] });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'rectifying', deadline: '2026-07-09' });
  const due = await dueList(bench.pool, { scope: '4501', today: '2026-06-12', limit: 10 });
  expect(due).toEqual([]);
  await bench.chainIsWhole();
  await listener.close();
});

/** Ordered, served on 3 June, and the mail comes back on the day given. */
async function returnedOn(day: string) {
  const about = await ordered();
  const listener = await startBounceListener({ folder, port: 0 });
  await bench.deliver(instant('2026-06-03'));
  await returnMail(listener.port, messageIdOf(about.attempt));
  await recordWaitingBounces(bench.pool, folder, instant(day));
  await listener.close();
  return about;
}

const dutiesOn = async (today: string) =>
  (await dueList(bench.pool, { scope: '4501', today, limit: 10 })).map((entry) => entry.what);

test('GX24-A.2: within seven days the bureau is asked; it lets the service stand, with its ground, and the term runs on', async () => {
  const { enterpriseId, caseId } = await returnedOn('2026-06-10');
  expect(await dutiesOn('2026-06-10')).toEqual(['answer-bounce-order']);
  expect(await officeNotices(bench.pool, { scope: '4501', limit: 5 })).toMatchObject([
    { kind: 'mail-returned', caseId },
  ]);
  const answer = {
    caseId,
    document: 'order',
    actor: CITY,
    onDay: '2026-06-11',
    recordedAt: instant('2026-06-11'),
  } as const;
  expect(await answerReturnedMail(bench.tools, { ...answer, answer: 'stands', note: ' ' })).toMatchObject({
    outcome: 'refused',
  });
  const byEnterprise = { ...answer, actor: { name: '演示企业', role: 'enterprise' } } as const;
  expect(
    await answerReturnedMail(bench.tools, { ...byEnterprise, answer: 'not-served', note: '没收到' }),
  ).toMatchObject({
    outcome: 'refused',
  });
  const stands = { ...answer, answer: 'stands', note: '电话核实，企业已收到并开始整改' } as const;
  expect(await answerReturnedMail(bench.tools, stands)).toMatchObject({ outcome: 'done' });
  expect(await answerReturnedMail(bench.tools, stands)).toMatchObject({ outcome: 'refused' });
  expect(await dutiesOn('2026-06-11')).toEqual([]);
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'rectifying', deadline: '2026-07-03' });
  expect((await caseFile(bench.pool, caseId))?.fault).toBeNull();
});

test('GX24-A.2: declared not served, the case goes back, what rested on it falls, and EMS serves it anew', async () => {
  const { enterpriseId, caseId } = await returnedOn('2026-06-10');
  // Nobody answers before the term is over, and the notice of intended revocation goes out.
  await elapseCases(bench.pool, '2026-07-04', instant('2026-07-04'));
  const authority = { name: '演示许可机关经办人', role: 'licensing-authority' } as const;
  const notified = await notifyIntent(bench.tools, {
    caseId,
    actor: authority,
    onDay: '2026-07-06',
    recordedAt: instant('2026-07-06'),
  });
  expect(notified).toMatchObject({ outcome: 'done' });
  const not = {
    caseId,
    document: 'order',
    actor: CITY,
    onDay: '2026-07-08',
    recordedAt: instant('2026-07-08'),
  } as const;
  const voided = await answerReturnedMail(bench.tools, { ...not, answer: 'not-served', note: '邮箱已停用' });
  expect(voided).toMatchObject({
    outcome: 'done',
    events: [
      { what: 'service-voided', was: '2026-06-03', evidence: expect.stringMatching(/退信 SHA-256：[0-9a-f]{64}$/) },
      {},
    ],
  });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'ordered', served_on: {}, deadline: null });
  const documents = await bench.pool.query(
    'select kind, status from official_document where case_id = $1 order by kind',
    [caseId],
  );
  expect(documents.rows).toEqual([
    { kind: 'intent', status: 'withdrawn' },
    { kind: 'order', status: 'stands' },
  ]);
  expect(await dutiesOn('2026-07-08')).toEqual(['send-ems-order']);
  const at = { actor: CITY, onDay: '2026-07-08', recordedAt: instant('2026-07-08') };
  const sent = await sendByEms(bench.tools, { caseId, document: 'order', ...at });
  if (sent.outcome !== 'done') throw new Error(JSON.stringify(sent));
  await postEmsBatch(bench.tools, {
    scope: '4501',
    actor: CITY,
    postedOn: '2026-07-08',
    recordedAt: instant('2026-07-08'),
  });
  const rows = [{ attempt: sent.attempt, waybill: 'EB000000003CS' }];
  await recordWaybills(bench.pool, { rows, actor: CITY, recordedAt: instant('2026-07-08') });
  const receipts = [signedReceipt('EB000000003CS', '2026-07-10')];
  expect(await recordReceipts(bench.pool, { receipts, actor: CITY, recordedAt: instant('2026-07-10') })).toMatchObject({
    results: [{ servedOn: '2026-07-10' }],
  });
  expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'rectifying', deadline: '2026-08-10' });
  expect((await caseFile(bench.pool, caseId))?.fault).toBeNull();
  await bench.chainIsWhole();
});

test('GX24-A.2: what comes back later than the days set opens no question and is found by the sweep; the days are a setting', async () => {
  await returnedOn('2026-06-11');
  expect(await dutiesOn('2026-06-11')).toEqual([]);
  expect(await sweepAbsences(bench.pool, instant('2026-06-11'))).toMatchObject({ 'bounced-after-service': 1 });
  const by = { by: '演示管理员', at: instant('2026-06-01') };
  expect(await setBounceDays(bench.pool, { days: 0, ...by })).toMatchObject({ outcome: 'refused' });
  expect(await setBounceDays(bench.pool, { days: 10, ...by })).toMatchObject({ outcome: 'done' });
});
