import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { type OfficeProfile, officeProfileSchema } from './offices.ts';

const SETTING = 'service.offices';

/** The offices of the installation, provinces first. */
export async function officeList(pool: Pool): Promise<OfficeProfile[]> {
  const result = await pool.query<{ value: unknown }>('select value from setting where name = $1', [SETTING]);
  const value = result.rows[0]?.value;
  const offices = value === undefined ? [] : officeProfileSchema.array().parse(value);
  return offices.sort(
    (a, b) => a.office.divisionCode.localeCompare(b.office.divisionCode) || a.level.localeCompare(b.level),
  );
}

/** Changes one office; who issues under which mark stays unique. @returns what is wrong, by field; empty where it stands */
export async function changeOffice(
  pool: Pool,
  id: string,
  change: unknown,
  by: { readonly name: string; readonly at: Date },
): Promise<Readonly<Record<string, string>>> {
  const read = officeProfileSchema.safeParse(change);
  if (!read.success) {
    return Object.fromEntries(
      read.error.issues.map((issue) => [
        issue.path.join('.'),
        issue.code === 'too_small' ? '请填写这一项。' : issue.message,
      ]),
    );
  }
  return inTransaction(pool, async (transaction): Promise<Readonly<Record<string, string>>> => {
    const found = await transaction.query<{ value: unknown }>('select value from setting where name = $1 for update', [
      SETTING,
    ]);
    const offices = officeProfileSchema.array().parse(found.rows[0]?.value ?? []);
    const before = offices.find(({ office }) => office.id === id);
    if (before === undefined) return { form: '这个机关已不在登记之中，请返回列表。' };
    const same = offices.find(({ office }) => office.id !== id && office.mark === read.data.office.mark);
    if (same !== undefined) return { 'office.mark': `“${read.data.office.mark}”已由${same.office.name}使用，请另定。` };
    // Numbers run by the office's id, and its scope is what its people may see: neither is changed here.
    const after = {
      ...read.data,
      level: before.level,
      office: { ...read.data.office, id, divisionCode: before.office.divisionCode },
    };
    await transaction.query('update setting set value = $2, recorded_at = $3, recorded_by = $4 where name = $1', [
      SETTING,
      JSON.stringify(offices.map((each) => (each.office.id === id ? after : each))),
      by.at,
      by.name,
    ]);
    await recordAudit(transaction, {
      at: by.at,
      actor: by.name,
      action: 'record-offices',
      subject: `office:${id}`,
      content: { before, after },
    });
    return {};
  });
}
