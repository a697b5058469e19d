import { divisionName, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { isStanding, type OfficeFaults, officeListForChange, type RecordedBy, writeOfficeList } from './office-list.ts';
import { type OfficeLevel, type OfficeProfile, officeProfileSchema } from './offices.ts';

/** Digits of the places that an office of a level may be for: a bureau of a city is for no district. */
export const OFFICE_PLACES: Readonly<Record<OfficeLevel, readonly number[]>> = {
  district: [6],
  city: [4],
  province: [2],
  'approval-bureau': [2, 4],
};

function checked(profile: unknown): OfficeProfile | OfficeFaults {
  const read = officeProfileSchema.safeParse(profile);
  if (read.success) return read.data;
  return Object.fromEntries(
    read.error.issues.map((issue) => [
      issue.path.join('.'),
      issue.code === 'too_small' ? '请填写这一项。' : issue.message,
    ]),
  );
}

function isProfile(read: OfficeProfile | OfficeFaults): read is OfficeProfile {
  return 'office' in read && typeof read.office !== 'string';
}

/** Name and mark belong to one office, also after its end: its documents and their numbers stand. */
function clashes(offices: readonly OfficeProfile[], { office }: OfficeProfile): OfficeFaults {
  const others = offices.filter((each) => each.office.id !== office.id);
  const faults: Record<string, string> = {};
  const marked = others.find((each) => each.office.mark === office.mark);
  if (marked !== undefined) {
    const once = isStanding(marked) ? '' : '（已停用）';
    faults['office.mark'] = `“${office.mark}”已由${marked.office.name}${once}使用，文号会重复，请另定。`;
  }
  const named = others.find((each) => isStanding(each) && each.office.name === office.name);
  if (named !== undefined) faults['office.name'] = '已有同名的机关，请写全称加以区别。';
  return faults;
}

async function recorded(
  transaction: Transaction,
  change: { readonly before?: OfficeProfile; readonly after: OfficeProfile },
  by: RecordedBy,
  action: 'record-offices' | 'restore-office' = 'record-offices',
): Promise<void> {
  const { id } = change.after.office;
  await recordAudit(transaction, { at: by.at, actor: by.name, action, subject: `office:${id}`, content: change });
}

/** Changes one office; who issues under which mark stays unique. @returns what is wrong, by field; empty where it stands */
export async function changeOffice(pool: Pool, id: string, change: unknown, by: RecordedBy): Promise<OfficeFaults> {
  const read = checked(change);
  if (!isProfile(read)) return read;
  return inTransaction(pool, async (transaction): Promise<OfficeFaults> => {
    const offices = await officeListForChange(transaction);
    const before = offices.find(({ office }) => office.id === id);
    if (before === undefined) return { form: '这个机关已不在登记之中，请返回列表。' };
    if (!isStanding(before)) return { form: '这个机关已经停用，不能修改；需要再用的，请先恢复。' };
    // Numbers run by the office's id, and its scope is what its people may see: neither is changed here.
    const after = {
      ...read,
      level: before.level,
      office: { ...read.office, id, divisionCode: before.office.divisionCode },
    };
    const faults = clashes(offices, after);
    if (Object.keys(faults).length > 0) return faults;
    await writeOfficeList(
      transaction,
      offices.map((each) => (each.office.id === id ? after : each)),
      by,
    );
    await recorded(transaction, { before, after }, by);
    return {};
  });
}

/** An office that is to be recorded: its numbers get a sequence of their own. */
export interface NewOffice {
  readonly level: OfficeLevel;
  /** 2, 4 or 6 digits within the province of the installation */
  readonly division: string;
  readonly province: string;
  /** the rest of its profile */
  readonly profile: Readonly<Record<string, unknown>>;
}

function placeFault({ level, division, province }: NewOffice): string | undefined {
  const code = parseDivisionCode(division);
  if (!code.ok || divisionName(code.value) === undefined || !division.startsWith(province)) {
    return '请选择本省的管辖区划。';
  }
  return OFFICE_PLACES[level].includes(division.length) ? undefined : '管辖区划与机关层级不符，请重新选择。';
}

/** Records a further office. @returns its id, or what is wrong by field */
export async function addOffice(
  pool: Pool,
  wanted: NewOffice,
  by: RecordedBy,
): Promise<{ readonly id: string } | { readonly faults: OfficeFaults }> {
  const { level, division, profile } = wanted;
  const fault = placeFault(wanted);
  // An approval bureau sits beside the bureau of the same place, so the place alone does not name it.
  const id = level === 'approval-bureau' ? `${division}-approval` : division;
  const given = typeof profile.office === 'object' ? profile.office : {};
  const read = checked({ ...profile, level, office: { ...given, id, divisionCode: division } });
  if (!isProfile(read)) return { faults: fault === undefined ? read : { division: fault, ...read } };
  if (fault !== undefined) return { faults: { division: fault } };
  return inTransaction(pool, async (transaction) => {
    const offices = await officeListForChange(transaction);
    const seated = offices.find((each) => each.level === level && each.office.divisionCode === division);
    if (seated !== undefined) {
      const how = isStanding(seated) ? '如需更名请修改它的登记' : '它已停用，请在其页面恢复';
      return { faults: { division: `这一区划已登记同级机关“${seated.office.name}”，${how}。` } };
    }
    const faults = clashes(offices, read);
    if (Object.keys(faults).length > 0) return { faults };
    await writeOfficeList(transaction, [...offices, read], by);
    await recorded(transaction, { after: read }, by);
    return { id };
  });
}

/** Takes an ended office up again, as it stood. @returns why not; undefined where it stands again */
export async function restoreOffice(pool: Pool, id: string, by: RecordedBy): Promise<string | undefined> {
  return inTransaction(pool, async (transaction) => {
    const offices = await officeListForChange(transaction);
    const before = offices.find(({ office }) => office.id === id);
    if (before === undefined) return '这个机关已不在登记之中，请返回列表。';
    if (isStanding(before)) return '这个机关没有停用，无须恢复，可能已由他人办理。';
    const { ended: _ended, ...after } = before;
    const [fault] = Object.values(clashes(offices, after));
    if (fault !== undefined) return fault;
    await writeOfficeList(
      transaction,
      offices.map((each) => (each.office.id === id ? after : each)),
      by,
    );
    await recorded(transaction, { before, after }, by, 'restore-office');
    return undefined;
  });
}
