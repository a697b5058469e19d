import { z } from 'zod';
import { type Office, officeSchema } from '#features/documents/schema.ts';
import {
  city,
  type DivisionCode,
  divisionName,
  divisionsWithin,
  parseDivisionCode,
  province,
} from '#law/identifiers/division-code.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { StepRefused } from './step.ts';

const words = z.string().trim().min(1);

/** An office as its documents name it: letterhead, numbering, whom to call. Before whom its acts are challenged is its own to enter (remedies.ts). */
export const officeProfileSchema = z.strictObject({
  office: officeSchema,
  level: z.enum(['district', 'city', 'province', 'approval-bureau']),
  contact: z.strictObject({ person: words.optional(), phone: words, address: words.optional() }),
  /** 撤回建议函 goes to this bureau (SX23-4.2) */
  approvalBureau: words.optional(),
  /** the office is told here of what it need not act on (GX24-5.1b) */
  email: z.email('机关的电子邮箱有误。').optional(),
  /** issues nothing any more; it is kept, because its documents, its numbers and its mark stand */
  ended: z.strictObject({ on: z.iso.date(), by: words, reason: words }).optional(),
});
export type OfficeProfile = z.output<typeof officeProfileSchema>;
export type OfficeLevel = OfficeProfile['level'];

const SETTING = 'service.offices';
const listSchema = z.array(officeProfileSchema);

/** Records the offices of the installation, replacing what was recorded, with who did it. @returns how many, or what is wrong */
export async function recordOffices(
  pool: Pool,
  offices: unknown,
  by: { readonly name: string; readonly at: Date },
): Promise<number | { readonly problem: string }> {
  const read = listSchema.safeParse(offices);
  if (!read.success) {
    const issues = read.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`);
    return { problem: `发文机关的登记有误：${issues.join('；')}` };
  }
  const list = read.data;
  await inTransaction(pool, async (transaction) => {
    await transaction.query(
      `insert into setting (name, value, recorded_at, recorded_by) values ($1, $2, $3, $4)
       on conflict (name) do update set value = excluded.value, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`,
      [SETTING, JSON.stringify(list), by.at, by.name],
    );
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'record-offices', 'offices', $3)`,
      [by.at, by.name, JSON.stringify({ count: list.length })],
    );
  });
  return list.length;
}

/** Where an office is told of what it need not act on; undefined where none is recorded. */
export async function emailOfOffice(
  database: Pool | Transaction,
  divisionCode: string,
  level: OfficeLevel,
): Promise<string | undefined> {
  try {
    return (await officeOf(database, divisionCode, level)).email;
  } catch (error) {
    if (error instanceof StepRefused) return undefined;
    throw error;
  }
}

/** The office of a level that a place belongs to. @throws StepRefused where none is recorded */
export async function officeOf(
  database: Pool | Transaction,
  divisionCode: string,
  level: OfficeLevel,
): Promise<OfficeProfile> {
  const result = await database.query<{ value: unknown }>('select value from setting where name = $1', [SETTING]);
  const [row] = result.rows;
  const offices = row === undefined ? [] : listSchema.parse(row.value);
  const found = offices
    .filter(
      ({ office, ended, ...each }) =>
        each.level === level && ended === undefined && divisionCode.startsWith(office.divisionCode),
    )
    .sort((a, b) => b.office.divisionCode.length - a.office.divisionCode.length)[0];
  if (found !== undefined) return found;
  throw new StepRefused('GB/T 9704', `${divisionCode} 所属的发文机关尚未登记，请先登记机关名称、发文代字和联系方式。`);
}

/** The level that issues for a licensing level: county and city certificates are the city's matter. */
export function levelOf(licensing: 'city' | 'province' | 'ministry'): OfficeLevel {
  return licensing === 'city' ? 'city' : 'province';
}

function shortName(name: string): string {
  return name.replace(/(?:壮族自治区|自治区|自治州|自治县|省|市|区|县)$/u, '');
}

function demonstrationOffice(code: DivisionCode, level: 'district' | 'city' | 'province'): OfficeProfile {
  const name = divisionName(code) ?? code;
  const above = divisionName(city(code) ?? province(code)) ?? name;
  const prefix = level === 'district' ? above : '';
  const body = level === 'province' ? '住房和城乡建设厅' : '住房和城乡建设局';
  const office: Office = {
    id: code,
    name: `${prefix}${name}${body}`,
    divisionCode: code,
    mark: `${shortName(prefix)}${shortName(name)}建`,
  };
  return {
    office,
    level,
    contact: { person: '建筑市场监管科', phone: '演示号码' },
    approvalBureau: `${name}行政审批服务管理局`,
  };
}

/** SX23-4.2: the bureau that decides on the city's licences, where housing and licensing are two. */
function demonstrationBureau(code: DivisionCode): OfficeProfile {
  const { office, contact, approvalBureau } = demonstrationOffice(code, 'city');
  return {
    office: {
      ...office,
      id: `${code}-approval`,
      name: approvalBureau ?? office.name,
      mark: `${shortName(divisionName(code) ?? code)}审批`,
    },
    level: 'approval-bureau',
    contact: { ...contact, person: '行政许可科' },
  };
}

/** Whether a regime of the province has its approval bureaus take steps (SX23-4.2). */
function bureausDecide(provinceCode: string): boolean {
  return [...REGIMES.values()].some(
    ({ region, roles }) =>
      region.startsWith(provinceCode.slice(0, 2)) && JSON.stringify(roles).includes('"approval-bureau"'),
  );
}

/** Offices of a province made from the division codes, for demonstration and tests: names, marks and numbers are not real ones. */
export function demonstrationOffices(provinceCode: string): OfficeProfile[] {
  const parsed = parseDivisionCode(provinceCode);
  if (!parsed.ok) throw new Error(parsed.reason);
  const cities = divisionsWithin(parsed.value);
  return [
    demonstrationOffice(parsed.value, 'province'),
    ...cities.map((code) => demonstrationOffice(code, 'city')),
    ...(bureausDecide(provinceCode) ? cities.map(demonstrationBureau) : []),
    ...cities.flatMap((code) => divisionsWithin(code).map((district) => demonstrationOffice(district, 'district'))),
  ];
}
