import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { brokenAt } from '#features/casework/event-hash.ts';
import { openPress, type Press } from '#features/documents/commands.ts';
import { deliverDueMail } from '#features/notification/commands.ts';
import {
  demonstrationOffices,
  recordDemonstrationRemedies,
  recordOffices,
  type ServiceTools,
  serveDirectly,
} from '#features/service/commands.ts';
import { runMonth } from '#features/verification/commands.ts';
import type { Command } from '#law/regimes/command.ts';
import type { Role } from '#law/regimes/words.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { type DevelopmentMailbox, startDevelopmentMailbox } from '#platform/mail/development-mailbox.ts';
import { type MailSender, openSmtp } from '#platform/mail/smtp.ts';
import { syntheticUscc } from '../../src/features/demo/synthetic-identifiers.ts';
import { actByThree } from './by-three.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addEnterprise, KNOWN } from './registry-fixture.ts';

export const instant = (day: string, time = '10:00:00') => new Date(`${day}T${time}+08:00`);

/** What the post brings back for a signed letter: the day, who signed and as what, and the receipt itself. */
export const signedReceipt = (waybill: string, on: string) => ({
  waybill,
  outcome: 'signed',
  on,
  signedBy: '演示签收人',
  relation: '负责收件的人',
  scan: { name: `${waybill}.pdf`, mediaType: 'application/pdf', bytes: Buffer.from(`%PDF- 回执 ${waybill}`) },
});

let serial = 0;
let press: Press | undefined;

/** A database, a real SMTP server and a press, as the product puts them together. */
export async function serviceBench(province: string) {
  const database: TestDatabase = await createTestDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), 'qualwatch-service-'));
  const mailbox: DevelopmentMailbox = await startDevelopmentMailbox({ folder, smtpPort: 0, webPort: 0 });
  const sender: MailSender = openSmtp(`smtp://127.0.0.1:${mailbox.smtpPort}`, {
    from: '资质哨 <no-reply@demo.invalid>',
    server: 'addressee',
  });
  press ??= openPress({ baseUrl: 'https://qualwatch.demo.invalid' });
  const tools: ServiceTools = { pool: database.pool, press };
  await recordOffices(database.pool, demonstrationOffices(province), { name: '演示管理员', at: KNOWN });
  await recordDemonstrationRemedies(database.pool, demonstrationOffices(province), KNOWN);

  const bench = {
    database,
    pool: database.pool,
    tools,
    mailbox,
    sender,
    folder,
    async run(day: string) {
      const request = { month: day.slice(0, 7), scope: '', asOf: day, instant: instant(day, '02:00:00') };
      return runMonth(database.url, database.pool, request, { province });
    },
    /** A synthetic enterprise with a code that passes its check digit, as the documents demand. */
    async enterprise(options: Parameters<typeof addEnterprise>[1]) {
      const added = await addEnterprise(database.pool, options);
      serial++;
      const uscc = syntheticUscc(serial);
      await database.pool.query('update enterprise set uscc = $2 where id = $1', [added.id, uscc]);
      return { ...added, uscc };
    },
    async confirm(enterpriseId: number, signedOn: string, email = 'songda@demo.invalid') {
      await database.pool.query(
        `insert into service_confirmation (enterprise_id, signed_on, email, signed_by, known_from) values ($1, $2, $3, '演示法人', $4)`,
        [enterpriseId, signedOn, email, KNOWN],
      );
    },
    async address(enterpriseId: number, address: string) {
      await database.pool.query(
        'update enterprise_contact set address = $2 where enterprise_id = $1 and known_to is null',
        [enterpriseId, address],
      );
    },
    async deliver(at: Date, by: MailSender = sender) {
      return deliverDueMail({
        pool: database.pool,
        sender: by,
        baseUrl: 'https://qualwatch.demo.invalid',
        now: () => at,
      });
    },
    /** Two officers bring a document and have it signed for, or find nobody. */
    async brought(
      caseId: string,
      document: 'order' | 'intent' | 'decision',
      onDay: string,
      role: Role,
      outcome: 'signed' | 'absent' = 'signed',
    ) {
      return serveDirectly(tools, {
        caseId,
        document,
        outcome,
        broughtOn: onDay,
        place: '演示路 1 号',
        placeReason: '企业来电告知在此办公',
        ...(outcome === 'signed' ? { signer: '演示签收人', relation: '负责收件的人' } : {}),
        account: '门卫称无人',
        officers: [
          { name: '送达甲', certificate: '1' },
          { name: '送达乙', certificate: '2' },
        ],
        evidence: [
          {
            kind: 'receipt',
            name: '送达回证.pdf',
            mediaType: 'application/pdf',
            source: '演示',
            takenOn: onDay,
            bytes: Buffer.from(`%PDF- ${caseId} ${document} ${onDay} ${outcome}`),
          },
        ],
        actor: { name: '演示送达经办人', role },
        onDay,
        recordedAt: instant(onDay),
      });
    },
    async step(caseId: string, onDay: string, command: Command) {
      return inTransaction(database.pool, (transaction) =>
        actByThree(transaction, { caseId, command, actor: '演示', onDay, recordedAt: instant(onDay) }),
      );
    },
    async caseOf(enterpriseId: number) {
      const found = await database.pool.query(
        `select id, stage, closed_on, marked, public, restrictions, deadline, served_on from cases where enterprise_id = $1
         order by opened_on desc, last_sequence desc limit 1`,
        [enterpriseId],
      );
      return found.rows[0];
    },
    async attempts(caseId: string) {
      const found = await database.pool.query(
        `select id, channel, number, status, address, address_source, confirmation_id, legal_day, document_kind, evidence, waybill
         from service_attempt where case_id = $1 order by prepared_at, channel, id`,
        [caseId],
      );
      return found.rows;
    },
    async documents(caseId: string): Promise<string[]> {
      const found = await database.pool.query<{ kind: string }>(
        'select kind from official_document where case_id = $1 order by recorded_at, kind',
        [caseId],
      );
      return found.rows.map((row) => row.kind);
    },
    async chainIsWhole() {
      const events = await database.pool.query(
        `select case_id as "caseId", sequence, on_day as "onDay", act, actor, clause, content, previous_hash as "previousHash", hash
         from case_event order by case_id, sequence`,
      );
      for (const [, rows] of Map.groupBy(events.rows, (row) => row.caseId)) expect(brokenAt(rows)).toBeUndefined();
    },
    async close() {
      sender.close();
      await mailbox.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

export type ServiceBench = Awaited<ReturnType<typeof serviceBench>>;
