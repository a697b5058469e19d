import { z } from 'zod';
import { breakersSchema } from '#features/intake/schema.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';

const plausibilitySchema = z.object({
  share: z.number().min(0).max(1),
  minimum: z.int().min(0),
});

/** A number that the installation is run by, as a form shows it. */
export interface SettingField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly unit: '%' | '项';
}

interface SettingGroup {
  readonly title: string;
  readonly what: string;
  readonly fields: readonly SettingField[];
  readonly schema: z.ZodType<Record<string, number>>;
  readonly usual: Readonly<Record<string, number>>;
}

/** The settings that an administrator changes on a page, by the name under which they are stored. */
export const SETTINGS = {
  'verification.plausibility-breaker': {
    title: '核查的合理界限',
    what: '一次核查将改变的结论超过界限的，暂停并等待省级审核人放行。',
    fields: [
      { name: 'share', label: '占现有结论的比例', hint: '超过这一比例，且超过下面的项数，才暂停。', unit: '%' },
      { name: 'minimum', label: '项数', hint: '不超过这一项数的，不暂停。', unit: '项' },
    ],
    schema: plausibilitySchema,
    usual: { share: 0.05, minimum: 20 },
  },
  'intake.breakers': {
    title: '导入的合理界限',
    what: '一个文件超过界限的，整个文件暂停，不写入任何数据。',
    fields: [
      { name: 'removedShare', label: '注销占该来源现有的比例', hint: '全量文件中缺失的视为注销。', unit: '%' },
      { name: 'refusedShare', label: '被拒绝的行占文件的比例', hint: '不足 20 行的文件不看。', unit: '%' },
      { name: 'changedShare', label: '变更占现有注册的比例', hint: '只看注册人员。', unit: '%' },
      {
        name: 'byHandShare',
        label: '一人在网页上导入、更正的占现有登记的比例',
        hint: '近 7 日新增、变更、注销合计，超过这一比例且超过下面条数的，由另一人放行。',
        unit: '%',
      },
      { name: 'byHandMinimum', label: '一人在网页上导入、更正的条数', hint: '不超过这一条数的，不暂停。', unit: '项' },
    ],
    schema: breakersSchema,
    usual: { removedShare: 0.1, refusedShare: 0.2, changedShare: 0.5, byHandShare: 0.01, byHandMinimum: 50 },
  },
} as const satisfies Readonly<Record<string, SettingGroup>>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES: readonly SettingName[] = ['verification.plausibility-breaker', 'intake.breakers'];

export function isSettingName(text: string): text is SettingName {
  return Object.hasOwn(SETTINGS, text);
}

/** The same group, however its fields are named. */
export function settingGroup(name: SettingName): SettingGroup {
  return SETTINGS[name];
}

export interface SettingStanding {
  readonly name: SettingName;
  readonly value: Readonly<Record<string, number>>;
  /** null: the usual value, which nobody has changed */
  readonly recordedAt: Date | null;
  readonly recordedBy: string | null;
}

export async function settingsStanding(pool: Pool): Promise<SettingStanding[]> {
  const result = await pool.query<{ name: string; value: unknown; recordedAt: Date; recordedBy: string }>(
    'select name, value, recorded_at as "recordedAt", recorded_by as "recordedBy" from setting where name = any($1)',
    [SETTING_NAMES],
  );
  return SETTING_NAMES.map((name) => {
    const { schema, usual } = settingGroup(name);
    const row = result.rows.find((each) => each.name === name);
    if (row === undefined) return { name, value: usual, recordedAt: null, recordedBy: null };
    return { name, value: schema.parse(row.value), recordedAt: row.recordedAt, recordedBy: row.recordedBy };
  });
}

/** Changes a setting, with who and what it was before. @returns what is wrong, by field; empty where it stands now */
export async function changeSetting(
  pool: Pool,
  name: SettingName,
  value: Readonly<Record<string, number>>,
  by: { readonly name: string; readonly at: Date; readonly reason: string },
): Promise<Readonly<Record<string, string>>> {
  const { schema, fields } = settingGroup(name);
  const read = schema.safeParse(value);
  if (!read.success) {
    const wrong = new Set(read.error.issues.map((issue) => String(issue.path[0])));
    return Object.fromEntries(
      fields
        .filter((field) => wrong.has(field.name))
        .map((field) => [field.name, field.unit === '%' ? '请填写 0 至 100 的数。' : '请填写不小于 0 的整数。']),
    );
  }
  await inTransaction(pool, async (transaction) => {
    const before = await transaction.query<{ value: unknown }>('select value from setting where name = $1 for update', [
      name,
    ]);
    await transaction.query(
      `insert into setting (name, value, recorded_at, recorded_by) values ($1, $2, $3, $4)
       on conflict (name) do update set value = excluded.value, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`,
      [name, JSON.stringify(read.data), by.at, by.name],
    );
    await recordAudit(transaction, {
      at: by.at,
      actor: by.name,
      action: 'change-setting',
      subject: `setting:${name}`,
      content: { before: before.rows[0]?.value ?? null, after: read.data, reason: by.reason },
    });
  });
  return {};
}
