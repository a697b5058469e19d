import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { elapseCases } from '#features/casework/commands.ts';
import { dueList } from '#features/casework/queries.ts';
import {
  postEmsBatch,
  recordReceipts,
  recordWaybills,
  sendAgain,
  sendByEms,
  settleNotices,
} from '#features/service/commands.ts';
import { MailNotTaken, type MailSender } from '#platform/mail/smtp.ts';
import { announceDecision, decideRevocation, issueOrder, notifyIntent, publishNotice } from './by-three.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('45');
});
afterEach(() => bench.close());

const CITY = { name: '演示市局经办人', role: 'city' } as const;
const AUTHORITY = { name: '演示许可机关经办人', role: 'licensing-authority' } as const;
const at = (onDay: string) => ({ onDay, recordedAt: instant(onDay) });

async function warned(options: { confirmed: boolean }) {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  if (options.confirmed) await bench.confirm(id, '2026-05-01');
  await bench.address(id, '南宁市演示路 1 号');
  await bench.run('2026-06-01');
  const { id: caseId } = await bench.caseOf(id);
  return { enterpriseId: id, caseId: String(caseId) };
}

const order = async (caseId: string, onDay: string, termMonths = 1) =>
  issueOrder(bench.tools, { caseId, termMonths, actor: CITY, ...at(onDay) });

/** Answers as a server would that says this. */
const saying = (failure: MailNotTaken): MailSender => ({
  send: () => Promise.reject(failure),
  close: () => undefined,
});

async function received() {
  const files = readdirSync(bench.folder).filter((name) => name.endsWith('.eml'));
  const mails = await Promise.all(files.map((file) => PostalMime.parse(readFileSync(path.join(bench.folder, file)))));
  return mails.filter((mail) => mail.subject?.startsWith('【文书送达】'));
}

describe('electronic service', () => {
  test('GX24-4.1b, GX24-A.2: order, PDF by mail, served on the day on which platform and e-mail have both arrived', async () => {
    const { enterpriseId, caseId } = await warned({ confirmed: true });
    const issued = await order(caseId, '2026-06-03');
    if (issued.outcome !== 'done') throw new Error(JSON.stringify(issued));
    expect(issued.documents).toMatchObject([{ kind: 'order', number: '南宁建责改〔2026〕1号' }]);
    expect(await bench.attempts(caseId)).toMatchObject([
      { channel: 'email', status: 'prepared', address: 'songda@demo.invalid', address_source: 'service-confirmation' },
      { channel: 'platform', status: 'arrived', legal_day: '2026-06-03' },
    ]);
    expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'ordered', served_on: {} });
    await bench.deliver(instant('2026-06-05'));
    expect(await bench.caseOf(enterpriseId)).toMatchObject({
      stage: 'rectifying',
      served_on: { order: '2026-06-05' },
      deadline: '2026-07-06',
    });
    const [mail] = await received();
    const pdf = mail?.attachments[0];
    expect(pdf?.mimeType).toBe('application/pdf');
    const bytes = pdf?.content instanceof ArrayBuffer ? Buffer.from(pdf.content) : Buffer.alloc(0);
    const stored = await bench.pool.query('select pdf from official_document_file');
    expect(bytes.equals(stored.rows[0].pdf)).toBe(true);
    expect(await bench.attempts(caseId)).toMatchObject([
      { channel: 'email', status: 'arrived', legal_day: '2026-06-05', evidence: { accepted: { attempts: 1 } } },
      { channel: 'platform' },
    ]);
    const inbox = await bench.pool.query('select count(*) from inbox_message where enterprise_id = $1', [enterpriseId]);
    expect(inbox.rows[0].count).toBe(1);
    await bench.chainIsWhole();
  });

  test('GX24-4.1b: more than three months, a wrong role and a second order are refused, and no number is taken', async () => {
    const { caseId } = await warned({ confirmed: true });
    expect(await order(caseId, '2026-06-03', 4)).toMatchObject({
      outcome: 'refused',
      refusal: { clause: 'GX24-4.1b' },
    });
    const byEnterprise = {
      caseId,
      termMonths: 3,
      actor: { name: '演示', role: 'enterprise' },
      ...at('2026-06-03'),
    } as const;
    expect(await issueOrder(bench.tools, byEnterprise)).toMatchObject({ outcome: 'refused' });
    const tomorrow = { caseId, termMonths: 3, actor: CITY, onDay: '2026-06-04', recordedAt: instant('2026-06-03') };
    expect(await issueOrder(bench.tools, tomorrow)).toMatchObject({ outcome: 'refused' });
    expect((await bench.pool.query('select 1 from document_sequence')).rowCount).toBe(0);
    expect(await order(caseId, '2026-06-03')).toMatchObject({ outcome: 'done' });
    expect(await order(caseId, '2026-06-03')).toMatchObject({ outcome: 'refused' });
    expect(await bench.documents(caseId)).toEqual(['order']);
  });

  test('GX24-A.2: an answer that never came leaves the attempt uncertain until the same Message-ID is accepted', async () => {
    const { enterpriseId, caseId } = await warned({ confirmed: true });
    await order(caseId, '2026-06-03');
    await bench.deliver(instant('2026-06-03', '10:00:01'), saying(new MailNotTaken('unknown', 'Connection closed')));
    const email = async () => (await bench.attempts(caseId)).find((attempt) => attempt.channel === 'email');
    expect(await email()).toMatchObject({ status: 'uncertain', legal_day: null });
    // A refusal now says nothing of the sending before it.
    await bench.deliver(instant('2026-06-03', '12:00:00'), saying(new MailNotTaken('refused', '550 no such user')));
    expect(await email()).toMatchObject({ status: 'uncertain' });
    expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'ordered' });
    await bench.deliver(instant('2026-06-04'));
    expect(await email()).toMatchObject({ status: 'arrived', legal_day: '2026-06-04' });
    expect(new Set((await received()).map((mail) => mail.messageId)).size).toBe(1);
    expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'rectifying', served_on: { order: '2026-06-04' } });
  });

  test('GX24-5.1a: rejected by the server the mail counts as returned; the bureau is told and EMS is open', async () => {
    const { enterpriseId, caseId } = await warned({ confirmed: true });
    await order(caseId, '2026-06-03');
    const send = { caseId, document: 'order', actor: CITY, ...at('2026-06-03') } as const;
    expect(await sendByEms(bench.tools, send)).toMatchObject({ outcome: 'refused', refusal: { clause: 'GX24-A.2' } });
    await bench.deliver(instant('2026-06-03'), saying(new MailNotTaken('refused', '550 5.1.1 no such user')));
    expect((await bench.attempts(caseId)).find((attempt) => attempt.channel === 'email')).toMatchObject({
      status: 'failed',
    });
    const due = await dueList(bench.pool, { scope: '4501', today: '2026-06-03', limit: 10 });
    expect(due.map((entry) => entry.what)).toContain('send-ems-order');
    expect(await sendByEms(bench.tools, { ...send, ...at('2026-06-04') })).toMatchObject({ outcome: 'done' });
    expect(await sendAgain(bench.pool, 'no such attempt', { name: '演示', at: instant('2026-06-04') })).toBe(false);
    expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'ordered', served_on: {} });
  });
});

describe('at once', () => {
  test('GX24-4.1b: of several who issue the same order one does, and no number is lost; of several senders one records', async () => {
    const { enterpriseId, caseId } = await warned({ confirmed: true });
    // The warning goes first, so that the order's mail is the one that is held up.
    await bench.deliver(instant('2026-06-02'));
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => order(caseId, '2026-06-03')));
    expect(outcomes.map((each) => each.outcome).sort()).toEqual(['done', ...Array(5).fill('refused')]);
    expect((await bench.pool.query('select last from document_sequence')).rows).toEqual([{ last: 1 }]);
    // The same message in the hands of two workers: the lease of the first is over while it still sends.
    const gate = Promise.withResolvers<void>();
    const slow: MailSender = {
      async send(mail) {
        await gate.promise;
        return bench.sender.send(mail);
      },
      close: () => undefined,
    };
    const first = bench.deliver(instant('2026-06-03', '10:00:01'), slow);
    await expect
      .poll(async () => (await bench.pool.query("select 1 from outbox where status = 'sending'")).rowCount)
      .toBe(1);
    const second = bench.deliver(instant('2026-06-03', '10:20:00'));
    await second;
    gate.resolve();
    await first;
    expect((await received()).length).toBe(1);
    const arrivals = await bench.pool.query("select count(*) from case_event where case_id = $1 and act = 'arrived'", [
      caseId,
    ]);
    expect(arrivals.rows[0].count).toBe(2);
    expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'rectifying' });
    await bench.chainIsWhole();
  });
});

describe('without a confirmation', () => {
  test('GX24-5.1a: EMS with list and waybill; returned, the public notice serves on the 30th day after publication', async () => {
    const { enterpriseId, caseId } = await warned({ confirmed: false });
    const issued = await order(caseId, '2026-06-03');
    expect(issued).toMatchObject({ outcome: 'done', attempts: [] });
    await sendByEms(bench.tools, { caseId, document: 'order', actor: CITY, ...at('2026-06-03') });
    const posted = await postEmsBatch(bench.tools, {
      scope: '4501',
      actor: CITY,
      postedOn: '2026-06-04',
      recordedAt: instant('2026-06-04'),
    });
    if (posted.outcome !== 'done') throw new Error(JSON.stringify(posted));
    const [letter] = posted.letters;
    expect(letter?.address).toBe('南宁市演示路 1 号');
    await recordWaybills(bench.pool, {
      rows: [{ attempt: letter?.attempt ?? '', waybill: 'EB000000001CS' }],
      actor: CITY,
      recordedAt: instant('2026-06-04'),
    });
    const receipt = { waybill: 'EB000000001CS', outcome: 'refused', on: '2026-06-08' };
    const recorded = {
      receipts: [receipt],
      actor: { name: '演示', role: 'city' },
      recordedAt: instant('2026-06-10'),
    };
    expect(await recordReceipts(bench.pool, recorded)).toMatchObject({
      results: [{ outcome: 'recorded', servedOn: null }],
    });
    expect(await recordReceipts(bench.pool, recorded)).toMatchObject({ results: [{ outcome: 'already' }] });
    // 民事诉讼法 95: one refused letter is not enough; two officers who find nobody on another day are the second attempt.
    const publish = { caseIds: [caseId], document: 'order' as const, actor: CITY, ...at('2026-06-11') };
    expect(await publishNotice(bench.tools, publish)).toMatchObject({
      served: [],
      refusals: [{ refusal: { clause: '民事诉讼法-95' } }],
    });
    expect(await bench.brought(caseId, 'order', '2026-06-11', 'city', 'absent')).toMatchObject({ outcome: 'done' });
    const notice = await publishNotice(bench.tools, publish);
    expect(notice).toMatchObject({ outcome: 'done', served: [caseId], refusals: [] });
    const stated = await bench.pool.query("select data from official_document where kind = 'public-notice'");
    expect(stated.rows[0].data).toMatchObject({
      enterprises: [
        {
          attempts: [
            { on: '2026-06-08', how: '邮政特快专递', outcome: '拒收' },
            { on: '2026-06-11', how: '直接送达', outcome: '受送达人不在' },
          ],
          remedies: { reviewBody: '南宁市人民政府' },
        },
      ],
    });
    await elapseCases(bench.pool, '2026-07-12', instant('2026-07-12'));
    expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'rectifying', served_on: { order: '2026-07-11' } });
    expect(await settleNotices(bench.pool, instant('2026-07-12'))).toBe(1);
    expect((await bench.attempts(caseId)).map((each) => [each.channel, each.status, each.legal_day])).toEqual([
      ['ems', 'failed', '2026-06-08'],
      ['direct', 'failed', '2026-06-11'],
      ['public-notice', 'arrived', '2026-07-11'],
    ]);
    await bench.chainIsWhole();
  });

  test('GX24-5.1b: the address used is kept as it was, whatever the contact data become', async () => {
    const { enterpriseId, caseId } = await warned({ confirmed: false });
    await order(caseId, '2026-06-03');
    await sendByEms(bench.tools, { caseId, document: 'order', actor: CITY, ...at('2026-06-03') });
    await bench.address(enterpriseId, '柳州市另一处');
    const [attempt] = await bench.attempts(caseId);
    expect(attempt.address).toBe('南宁市演示路 1 号');
    expect(attempt.address_source).toMatch(/^enterprise-contact:\d+$/);
    await expect(bench.pool.query('delete from service_attempt')).rejects.toThrow('is kept');
  });
});

describe('revocation', () => {
  test('GX24-4.1e: overdue, notice of intent, time to be heard, decision, announcement, and the register shows it revoked', async () => {
    const { enterpriseId, caseId } = await warned({ confirmed: true });
    await order(caseId, '2026-06-03');
    await bench.deliver(instant('2026-06-03'));
    const early = await notifyIntent(bench.tools, { caseId, actor: AUTHORITY, ...at('2026-06-20') });
    expect(early).toMatchObject({ outcome: 'refused', refusal: { clause: 'GX24-4.1e' } });
    await elapseCases(bench.pool, '2026-07-04', instant('2026-07-04'));
    expect(await notifyIntent(bench.tools, { caseId, actor: AUTHORITY, ...at('2026-07-06') })).toMatchObject({
      outcome: 'done',
    });
    await bench.deliver(instant('2026-07-06'));
    expect(await bench.caseOf(enterpriseId)).toMatchObject({ stage: 'intent-notified' });
    const decide = { caseId, result: 'revoke', actor: AUTHORITY } as const;
    expect(await decideRevocation(bench.tools, { ...decide, ...at('2026-07-08') })).toMatchObject({
      outcome: 'refused',
    });
    expect(await decideRevocation(bench.tools, { ...decide, ...at('2026-07-14') })).toMatchObject({ outcome: 'done' });
    // 行政许可法 44: before it is served there is nothing to announce.
    expect(await announceDecision(bench.tools, { caseId, actor: AUTHORITY, ...at('2026-07-14') })).toMatchObject({
      outcome: 'refused',
      refusal: { clause: '行政许可法-44' },
    });
    await bench.deliver(instant('2026-07-14'));
    expect(await announceDecision(bench.tools, { caseId, actor: AUTHORITY, ...at('2026-07-15') })).toMatchObject({
      outcome: 'done',
    });
    expect(await bench.caseOf(enterpriseId)).toMatchObject({
      stage: 'revoked',
      closed_on: '2026-07-15',
      marked: false,
    });
    expect(await bench.documents(caseId)).toEqual(['order', 'intent', 'decision', 'announcement']);
    const register = await bench.pool.query('select status, ended_on from qualification where enterprise_id = $1', [
      enterpriseId,
    ]);
    expect(register.rows).toEqual([{ status: 'revoked', ended_on: '2026-07-15' }]);
    expect((await received()).length).toBe(3);
    const published = await bench.pool.query('select kind, published_on from publication');
    expect(published.rows).toEqual([{ kind: 'announcement', published_on: '2026-07-15' }]);
    await bench.chainIsWhole();
  });
});
