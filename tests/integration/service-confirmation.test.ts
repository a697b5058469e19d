import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { syntheticResidentId } from '#features/demo/synthetic-identifiers.ts';
import { openDocumentFile } from '#features/documents/commands.ts';
import {
  confirmEmail,
  demonstrationOffices,
  previewConfirmation,
  recordOffices,
  requestEmailCheck,
  sendByEms,
  signConfirmation,
  withdrawConfirmation,
} from '#features/service/commands.ts';
import { confirmationHistory, confirmationOf, inboxOf, officeNotices } from '#features/service/queries.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { poppler } from '../unit/features/documents/poppler.ts';
import { issueOrder } from './by-three.ts';
import { pngOf } from './png.ts';
import { instant, type ServiceBench, serviceBench } from './service-fixture.ts';

let bench: ServiceBench;
beforeEach(async () => {
  bench = await serviceBench('45');
  const offices = demonstrationOffices('45').map((each) =>
    /^4501(00)?$/.test(each.office.divisionCode) ? { ...each, email: 'nanning@demo.invalid' } : each,
  );
  await recordOffices(bench.pool, offices, { name: '演示管理员', at: instant('2026-05-01') });
});
afterEach(() => bench.close());

const ID_NUMBER = syntheticResidentId('1980-01-01', 7);
const CITY = { name: '演示市局经办人', role: 'city' } as const;
const pad = { kind: 'pad', bytes: pngOf(300, 100, true) } as const;

async function mailsTo(address: string) {
  const files = readdirSync(bench.folder).filter((name) => name.endsWith('.eml'));
  const mails = await Promise.all(files.map((file) => PostalMime.parse(readFileSync(path.join(bench.folder, file)))));
  return mails.filter((mail) => mail.to?.some((to) => to.address === address));
}

/** Asks for the mail, reads it in the mailbox, and opens its link. */
async function verified(enterpriseId: number, email: string, day: string, time = '09:00:00') {
  const asked = await requestEmailCheck(bench.pool, { enterpriseId, email, by: '演示操作员', at: instant(day, time) });
  if (asked.outcome !== 'done') throw new Error(JSON.stringify(asked));
  await bench.deliver(instant(day, time));
  const mail = (await mailsTo(email)).findLast((each) => each.subject?.includes('电子邮箱验证'));
  const token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const confirmed = await confirmEmail(bench.pool, { token, at: instant(day, time) });
  expect(confirmed).toMatchObject({ outcome: 'done', checkId: asked.checkId, enterpriseId, email });
  return { checkId: asked.checkId, token, text: mail?.text ?? '' };
}

function signing(enterpriseId: number, emailCheckId: string, email: string, day: string) {
  return {
    enterpriseId,
    form: { legalRepresentative: '演示法人', idNumber: ID_NUMBER, email },
    emailCheckId,
    signature: pad,
    secondFactor: { method: 'totp', at: instant(day, '09:58:00') },
    by: '演示操作员',
    at: instant(day),
  } as const;
}

async function sign(enterpriseId: number, email: string, day: string) {
  const { checkId } = await verified(enterpriseId, email, day);
  const signed = await signConfirmation(bench.tools, signing(enterpriseId, checkId, email, day));
  if (signed.outcome !== 'done') throw new Error(JSON.stringify(signed));
  return signed;
}

async function pdfOf(documentId: string) {
  const pdf = await inTransaction(bench.pool, (transaction) =>
    openDocumentFile(transaction, documentId, { actor: '演示操作员', at: instant('2026-06-02') }),
  );
  if (pdf === undefined) throw new Error('no file');
  return pdf;
}

test('GX24-A.1: the preview is the form itself, unsigned and unstored, with what was typed and blanks for the rest', async () => {
  const { id, uscc } = await bench.enterprise({ rows: ['GC-01-3'] });
  const form = { legalRepresentative: '演示法人', idNumber: '450103', email: 'songda@demo.invalid' };
  const preview = await previewConfirmation(bench.pool, { enterpriseId: id, form, at: instant('2026-06-01') });
  if (preview.outcome !== 'done') throw new Error(JSON.stringify(preview));
  const words = poppler('pdftotext', preview.pdf, '-layout').replaceAll(/\s/g, '');
  expect(words).toContain('资质动态核查结果送达确认书');
  expect(words).toContain(uscc);
  expect(words).toContain('演示法人');
  expect(words).toContain('songda@demo.invalid');
  expect(words).toContain('预览件');
  // A number that is not one yet stays a blank line instead of spoiling the preview.
  expect(words).not.toContain('号码：450103');
  expect(poppler('pdfsig', preview.pdf)).not.toContain('Signature is Valid');
  expect((await bench.pool.query('select 1 from official_document')).rowCount).toBe(0);
});

test('a sign that no document can draw is refused in words, and the confirmation can be signed without it', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'] });
  const email = 'songda@demo.invalid';
  const { checkId } = await verified(id, email, '2026-06-01');
  const given = signing(id, checkId, email, '2026-06-01');
  const form = { ...given.form, legalRepresentative: '演\u{1f600}法人\u202e' };
  const reason = expect.stringContaining('文书字体中没有“\u{1f600}\u202e”');
  expect(await previewConfirmation(bench.pool, { enterpriseId: id, form, at: given.at })).toMatchObject({
    refusal: { reason },
  });
  expect(await signConfirmation(bench.tools, { ...given, form })).toMatchObject({ refusal: { reason } });
  expect(await signConfirmation(bench.tools, given)).toMatchObject({ outcome: 'done' });
});

test('GX24-A.1, GX24-5.1a: address confirmed by mail, signed with pad and second factor; sealed form, inbox, bureau told, nothing readable left', async () => {
  const { id, uscc } = await bench.enterprise({ rows: ['GC-01-3'] });
  const { checkId, token, text } = await verified(id, 'songda@demo.invalid', '2026-06-01');
  const signed = await signConfirmation(bench.tools, signing(id, checkId, 'songda@demo.invalid', '2026-06-01'));
  if (signed.outcome !== 'done') throw new Error(JSON.stringify(signed));
  const pdf = await pdfOf(signed.documentId);
  expect(poppler('pdfsig', pdf)).toContain('Signature is Valid.');
  const words = poppler('pdftotext', pdf, '-layout').replaceAll(/\s/g, '');
  for (const each of [uscc, ID_NUMBER, 'songda@demo.invalid', '2026年6月1日', '动态口令'])
    expect(words).toContain(each);
  expect(poppler('pdfimages', pdf, '-list')).toMatch(/image/);
  expect(await inboxOf(bench.pool, id, 5)).toMatchObject([
    { documentId: signed.documentId, kind: 'service-confirmation' },
  ]);
  expect(await confirmationOf(bench.pool, id, instant('2026-06-02'))).toMatchObject({
    signedOn: '2026-06-01',
    email: 'songda@demo.invalid',
    documentId: signed.documentId,
  });
  expect(await confirmationOf(bench.pool, id, instant('2026-06-01', '09:30:00'))).toBeUndefined();
  expect(await officeNotices(bench.pool, { scope: '4501', limit: 5 })).toMatchObject([{ kind: 'confirmation-signed' }]);
  expect(await officeNotices(bench.pool, { scope: '4502', limit: 5 })).toEqual([]);
  await bench.deliver(instant('2026-06-01', '10:01:00'));
  expect(await mailsTo('nanning@demo.invalid')).toHaveLength(1);
  // The ID number, the token and the code stand in no row that a reader of the database could use.
  const code = /验证码：(\d{6})/.exec(text)?.[1] ?? '';
  const dump = await bench.pool.query(
    `select string_agg(t::text, ' ') as all from (
       select to_jsonb(c)::text from service_confirmation c union all select to_jsonb(k)::text from email_check k
       union all select to_jsonb(o)::text from outbox o union all select to_jsonb(a)::text from audit_entry a
       union all select to_jsonb(d)::text from official_document d union all select encode(pdf, 'escape') from official_document_file
       union all select to_jsonb(n)::text from office_notice n) t`,
  );
  const stored = String(dump.rows[0].all);
  expect(stored.length).toBeGreaterThan(1000);
  for (const secret of [ID_NUMBER, token]) expect(stored).not.toContain(secret);
  expect(stored).not.toMatch(new RegExp(`[^0-9]${code}[^0-9]`));
  for (const mail of await mailsTo('songda@demo.invalid')) expect(mail.text).not.toContain(ID_NUMBER);
});

test('GX24-A.1: what is missing or wrong is said, and nothing of it is kept', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'] });
  const other = await bench.enterprise({ rows: ['GC-01-3'] });
  const { checkId } = await verified(id, 'songda@demo.invalid', '2026-06-01');
  const good = signing(id, checkId, 'songda@demo.invalid', '2026-06-01');
  const reasonOf = async (change: object) => {
    const answer = await signConfirmation(bench.tools, { ...good, ...change });
    return answer.outcome === 'refused' ? answer.refusal.reason : answer.outcome;
  };
  expect(await reasonOf({ form: { ...good.form, idNumber: `${ID_NUMBER.slice(0, 17)}*` } })).toContain('星号');
  expect(await reasonOf({ form: { ...good.form, email: 'other@demo.invalid' } })).toContain('不一致');
  expect(await reasonOf({ enterpriseId: other.id })).toContain('尚未验证');
  expect(await reasonOf({ secondFactor: { method: 'totp', at: instant('2026-06-01', '09:30:00') } })).toContain(
    '二次验证',
  );
  expect(await reasonOf({ signature: { kind: 'pad', bytes: pngOf(300, 100, false) } })).toContain('没有笔迹');
  const cut = pad.bytes.subarray(0, pad.bytes.length - 30);
  expect(await reasonOf({ signature: { kind: 'pad', bytes: cut } })).toContain('已损坏');
  expect(await reasonOf({ signature: { kind: 'seal-page', bytes: Buffer.from('<script>') } })).toContain('不是PNG');
  const large = Buffer.concat([pad.bytes, Buffer.alloc(1024 * 1024)]);
  expect(await reasonOf({ signature: { kind: 'pad', bytes: large } })).toContain('超过 1 MB');
  expect((await bench.pool.query('select 1 from service_confirmation')).rowCount).toBe(0);
  expect((await bench.pool.query('select 1 from email_check where used_at is not null')).rowCount).toBe(0);
  expect(await reasonOf({})).toBe('done');
  expect(await reasonOf({})).toContain('已经用于');
});

test('GX24-A.1: the code is good for half an hour and five tries, and only the newest mail counts', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'] });
  const ask = async (time: string) => {
    const asked = await requestEmailCheck(bench.pool, {
      enterpriseId: id,
      email: 'songda@demo.invalid',
      by: '演示操作员',
      at: instant('2026-06-01', time),
    });
    if (asked.outcome !== 'done') throw new Error(JSON.stringify(asked));
    return asked.checkId;
  };
  const type = (checkId: string, code: string, time: string) =>
    confirmEmail(bench.pool, { checkId, code, at: instant('2026-06-01', time) });
  const codeOf = async (time: string) => {
    await bench.deliver(instant('2026-06-01', time));
    const mail = (await mailsTo('songda@demo.invalid')).at(-1);
    return /验证码：(\d{6})/.exec(mail?.text ?? '')?.[1] ?? '';
  };
  const first = await ask('09:00:00');
  const code = await codeOf('09:00:01');
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  expect(await type(first, wrong, '09:01:00')).toMatchObject({ refusal: { reason: '验证码不对，还可以输入 4 次。' } });
  for (let at = 0; at < 4; at++) await type(first, wrong, '09:02:00');
  expect(await type(first, code, '09:03:00')).toMatchObject({ outcome: 'refused' });
  const second = await ask('09:10:00');
  const third = await ask('09:11:00');
  expect(await type(second, '000000', '09:12:00')).toMatchObject({ outcome: 'refused' });
  expect(await type(third, '000000', '09:42:00')).toMatchObject({ outcome: 'refused' });
  for (let at = 0; at < 3; at++) await ask('09:50:00');
  await expect(ask('09:51:00')).rejects.toThrow('一小时内最多');
});

test('GX24-5.1a: a new confirmation serves from the next document on; one that is on its way keeps its own', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  const first = await sign(id, 'first@demo.invalid', '2026-05-20');
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  const order = { caseId, termMonths: 1, actor: CITY, onDay: '2026-06-03', recordedAt: instant('2026-06-03') } as const;
  expect(await issueOrder(bench.tools, order)).toMatchObject({ outcome: 'done' });
  // Replaced between the sending and the arrival.
  const { checkId } = await verified(id, 'second@demo.invalid', '2026-06-03', '08:00:00');
  const again = { ...signing(id, checkId, 'second@demo.invalid', '2026-06-03'), at: instant('2026-06-03', '10:00:30') };
  // Printed, signed, sealed and scanned this time: the scan is kept and named in the form by its hash.
  const scan = { kind: 'seal-page', bytes: Buffer.from('%PDF-1.7\n演示签章页\n%%EOF\n') } as const;
  const proof = { credentialId: '演示钥匙', contentSha256: '00' };
  const secondFactor = { method: 'passkey', at: again.at, proof } as const;
  const replaced = await signConfirmation(bench.tools, { ...again, signature: scan, secondFactor });
  if (replaced.outcome !== 'done') throw new Error(JSON.stringify(replaced));
  expect(replaced).toMatchObject({ replaced: true });
  const words = poppler('pdftotext', await pdfOf(replaced.documentId)).replaceAll(/\s/g, '');
  expect(words).toContain(createHash('sha256').update(scan.bytes).digest('hex'));
  expect(words).toContain('以通行密钥作二次验证');
  const kept = await bench.pool.query('select second_factor from service_confirmation where id = $1', [
    replaced.confirmationId,
  ]);
  expect(kept.rows).toMatchObject([{ second_factor: { method: 'passkey', proof } }]);
  const attempts = await bench.attempts(caseId);
  expect(attempts.find(({ channel }) => channel === 'email')).toMatchObject({ address: 'first@demo.invalid' });
  await bench.deliver(instant('2026-06-04'));
  expect(await bench.caseOf(id)).toMatchObject({ stage: 'rectifying', served_on: { order: '2026-06-04' } });
  expect(await confirmationHistory(bench.pool, id)).toMatchObject([
    { email: 'second@demo.invalid', knownTo: null, secondFactor: 'passkey' },
    { email: 'first@demo.invalid', endedBecause: '已由新签署的确认书代替', secondFactor: 'totp' },
  ]);
  const old = await bench.pool.query('select status from official_document where id = $1', [first.documentId]);
  expect(old.rows).toEqual([{ status: 'withdrawn' }]);
});

test('GX24-5.1a: withdrawn, the next document goes by EMS and the bureau knows why', async () => {
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  await bench.address(id, '南宁市演示路 1 号');
  await sign(id, 'songda@demo.invalid', '2026-05-20');
  await bench.run('2026-06-01');
  const caseId = String((await bench.caseOf(id)).id);
  const taken = { enterpriseId: id, reason: '改由专人收件', by: '演示操作员', at: instant('2026-06-03', '09:00:00') };
  expect(await withdrawConfirmation(bench.tools, { ...taken, reason: ' ' })).toMatchObject({ outcome: 'refused' });
  expect(await withdrawConfirmation(bench.tools, taken)).toMatchObject({ outcome: 'done' });
  expect(await withdrawConfirmation(bench.tools, taken)).toMatchObject({ outcome: 'refused' });
  const day = { onDay: '2026-06-03', recordedAt: instant('2026-06-03') };
  const issued = await issueOrder(bench.tools, { caseId, termMonths: 1, actor: CITY, ...day });
  expect(issued).toMatchObject({ outcome: 'done', attempts: [] });
  const sent = await sendByEms(bench.tools, { caseId, document: 'order', actor: CITY, ...day });
  expect(sent).toMatchObject({ outcome: 'done' });
  const told = await officeNotices(bench.pool, { scope: '450102', unread: true, limit: 5 });
  expect(told.map(({ kind }) => kind)).toEqual(['confirmation-withdrawn', 'confirmation-signed']);
});
