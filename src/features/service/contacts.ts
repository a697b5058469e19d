import { z } from 'zod';
import { officeCalendar } from '#features/calendar/queries.ts';
import { replaceContact } from '#features/registry/commands.ts';
import { contactAt } from '#features/registry/queries.ts';
import type { LegalDate } from '#law/periods/legal-date.ts';
import { reckonPeriod } from '#law/periods/period.ts';
import { clauseOn } from '#law/regimes/citing.ts';
import { legalDate } from '#law/regimes/command.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { clauseForEnterprise } from './case-clause.ts';
import { day } from './case-facts.ts';
import { tellOffice } from './office-notice.ts';
import { given, type Outcome, refused } from './step.ts';

const field = (most: number, name: string) =>
  z
    .string()
    .trim()
    .max(most, `${name}过长，请核对。`)
    .transform((text) => (text === '' ? null : text));

const changeSchema = z.object({
  enterpriseId: z.int().positive(),
  contact: z.object({
    person: field(50, '联系人'),
    phone: field(30, '联系电话').refine(
      (text) => text === null || /^[\d\s+()（）转-]{5,30}$/.test(text),
      '联系电话有误，请核对后重新填写。',
    ),
    email: field(254, '电子邮箱').refine(
      (text) => text === null || z.email().safeParse(text).success,
      '电子邮箱有误，请核对后重新填写。',
    ),
    address: field(200, '通信地址'),
  }),
  /** the day on which it changed, as the enterprise states it */
  changedOn: legalDate,
  by: z.string().trim().min(1),
  at: z.date(),
});

/** GX24-A.1: changes are updated within 5 days (民法典 201, 203). */
async function tooLate(transaction: Transaction, changedOn: LegalDate, today: LegalDate): Promise<string | null> {
  const term = { unit: 'days', length: 5, rolled: true } as const;
  const { last } = reckonPeriod(changedOn, term, await officeCalendar(transaction));
  return today > last ? `变更于 ${changedOn}，应于 ${last} 前更新，实际于 ${today} 更新，超过五日。` : null;
}

async function confirmedEmail(transaction: Transaction, enterpriseId: number): Promise<string | null> {
  const found = await transaction.query<{ email: string }>(
    'select email from service_confirmation where enterprise_id = $1 and known_to is null',
    [enterpriseId],
  );
  return found.rows[0]?.email ?? null;
}

export interface ContactChanged {
  readonly contactId: number;
  /** told later than five days: accepted all the same, with a note of it */
  readonly late: string | null;
  /** documents still go to this address, which the confirmation names; a new confirmation is needed to change it */
  readonly confirmationStillNames: string | null;
}

/**
 * GX24-5.1b: the enterprise changes its contacts. What stood is closed with its instant, the new ones are the enterprise's own and no
 * feed replaces them, and the bureau of its place is told.
 */
export async function changeContact(pool: Pool, input: z.input<typeof changeSchema>): Promise<Outcome<ContactChanged>> {
  const read = given(changeSchema, input);
  if (!read.ok) return refused(clauseOn(undefined, 'contacts'), read.reason);
  const { enterpriseId, contact, changedOn, by, at } = read.value;
  const clause = await clauseForEnterprise(pool, read.value, 'contacts');
  const today = day(legalDayOf(at));
  if (changedOn > today) return refused(clause, `变更日期 ${changedOn} 晚于今天，请改正。`);
  if (contact.phone === null && contact.email === null) {
    return refused(clause, '联系电话和电子邮箱至少填写一项，否则无法联系贵单位。');
  }
  return inTransaction(pool, async (transaction): Promise<Outcome<ContactChanged>> => {
    const found = await transaction.query<{ name: string; uscc: string; division_code: string }>(
      'select name, uscc, division_code from enterprise where id = $1 for update',
      [enterpriseId],
    );
    const [enterprise] = found.rows;
    if (enterprise === undefined) return refused(clause, '系统中没有这家企业。');
    const before = await contactAt(transaction, enterpriseId, at);
    const changed = (['person', 'phone', 'email', 'address'] as const).filter(
      (name) => (before?.[name] ?? null) !== contact[name],
    );
    if (changed.length === 0) return refused(clause, '联系信息与现有记录相同，无须更新。');
    if (before !== undefined && before.knownFrom >= at) {
      return refused(clause, '刚刚已有一次更新，请刷新页面核对后再提交。');
    }
    const late = await tooLate(transaction, changedOn, today);
    const contactId = await replaceContact(transaction, {
      enterpriseId,
      contact,
      source: `enterprise:${by}`,
      changedOn,
      note: late,
      by,
      at,
    });
    const names = { person: '联系人', phone: '联系电话', email: '电子邮箱', address: '通信地址' } as const;
    await tellOffice(transaction, {
      key: `contact-changed:${contactId}`,
      divisionCode: enterprise.division_code,
      level: 'city',
      kind: 'contact-changed',
      subject: `${enterprise.name}更新了${changed.map((name) => names[name]).join('、')}`,
      text: [
        `${enterprise.name}（${enterprise.uscc}）于 ${today} 更新联系信息（企业填写的变更日期：${changedOn}）：`,
        ...changed.map((name) => `${names[name]}：${before?.[name] ?? '（无）'} → ${contact[name] ?? '（无）'}`),
        ...(late === null ? [] : [late]),
      ].join('\n'),
      link: `/office/enterprises/${enterprise.uscc}`,
      enterpriseId,
      at,
    });
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'change-contact', $3, $4)`,
      [at, by, `enterprise:${enterpriseId}`, JSON.stringify({ contact: contactId, before: before?.id, changed, late })],
    );
    const confirmed = await confirmedEmail(transaction, enterpriseId);
    const differs = confirmed !== null && contact.email !== null && confirmed !== contact.email;
    return { outcome: 'done', events: [], contactId, late, confirmationStillNames: differs ? confirmed : null };
  });
}
