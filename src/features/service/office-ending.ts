import { governing } from '#features/casework/queries.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { isStanding, officeList, officeListForChange, type RecordedBy, writeOfficeList } from './office-list.ts';
import type { OfficeProfile } from './offices.ts';

/** What else has to be known before an office is ended. */
export interface EndingContext {
  /** prefix of the province that the installation serves */
  readonly province: string;
  /** names of those who hold a role for it; accounts are read by their own connection */
  readonly officials: readonly string[];
  /** its drafts that are neither issued nor given up */
  readonly openDrafts: number;
}

/** What hangs on an office. */
export interface OfficeTies {
  /** why it cannot be ended now; empty where it can */
  readonly reasons: readonly string[];
  /** documents under its name, which stand whatever becomes of it */
  readonly documents: number;
  /** who takes its place over, where the law of places knows one */
  readonly successor: string | null;
}

interface Counts {
  readonly duties: number;
  readonly enterprises: number;
  readonly documents: number;
}

async function countsOf(database: Queries, { office, level }: OfficeProfile): Promise<Counts> {
  const result = await database.query<Counts>(
    `select (select count(distinct case_id) from case_duty where handler = $1 and starts_with(division_code, $2)) as duties,
       (select count(*) from enterprise where starts_with(division_code, $2)) as enterprises,
       (select count(*) from official_document where office = $3) as documents`,
    [level, office.divisionCode, office.id],
  );
  return result.rows[0] ?? { duties: 0, enterprises: 0, documents: 0 };
}

function named(names: readonly string[]): string {
  return `${names.slice(0, 3).join('、')}${names.length > 3 ? ` 等 ${names.length} 个` : ''}`;
}

/** Whether the regime of the place has anything for an office of this level to do. */
function isCalledUpon({ office, level }: OfficeProfile, province: string): boolean {
  const regime = governing(office.divisionCode, province)?.regime;
  if (regime === undefined) return false;
  const roles = Object.values(regime.roles).flatMap((role) => (typeof role === 'string' ? role : Object.values(role)));
  return roles.some((role) => role === level || (role === 'licensing-authority' && level === 'city'));
}

async function tiesAmong(
  database: Queries,
  offices: readonly OfficeProfile[],
  profile: OfficeProfile,
  { province, officials, openDrafts }: EndingContext,
): Promise<OfficeTies> {
  const { office, level } = profile;
  const counts = await countsOf(database, profile);
  const standing = offices.filter((each) => isStanding(each) && each.office.id !== office.id);
  const successor = standing.find(
    (each) => each.level === level && office.divisionCode.startsWith(each.office.divisionCode),
  );
  const reasons: string[] = [];
  if (level === 'province')
    reasons.push('异议、复核等事项由省级主管部门办理，不能没有这一机关；更名的请修改机关名称。');
  if (successor === undefined && counts.duties > 0) {
    reasons.push(`${counts.duties} 件在办案件还有应由该机关办理的事项，须先办结。`);
  }
  if (successor === undefined && level !== 'province' && counts.enterprises > 0 && isCalledUpon(profile, province)) {
    reasons.push(
      `该地登记企业 ${counts.enterprises} 家，其案件依规定由这一层级的机关办理，没有别的机关可以接替；机构更名的请修改机关名称。`,
    );
  }
  if (openDrafts > 0) reasons.push(`${openDrafts} 件文稿尚未制发，须先用印制发或者撤稿。`);
  if (officials.length > 0) {
    reasons.push(`${named(officials)}以该机关的身份登录，须先由安全管理员收回其角色。`);
  }
  const naming = level === 'approval-bureau' ? standing.filter((each) => each.approvalBureau === office.name) : [];
  if (naming.length > 0) {
    reasons.push(`${named(naming.map((each) => each.office.name))}把它登记为同级行政审批局，须先改填。`);
  }
  return { reasons, documents: counts.documents, successor: successor?.office.name ?? null };
}

/** What hangs on an office, and whether it can be ended. */
export async function officeTies(pool: Pool, profile: OfficeProfile, context: EndingContext): Promise<OfficeTies> {
  return tiesAmong(pool, await officeList(pool), profile, context);
}

/** Ends an office: it issues nothing from now on; documents, numbers and mark stand. @returns why not; empty where it ended */
export async function endOffice(
  pool: Pool,
  id: string,
  ending: RecordedBy & { readonly onDay: string; readonly reason: string },
  context: EndingContext,
): Promise<readonly string[]> {
  const { name, at, onDay, reason } = ending;
  return inTransaction(pool, async (transaction) => {
    const offices = await officeListForChange(transaction);
    const before = offices.find(({ office }) => office.id === id);
    if (before === undefined) return ['这个机关已不在登记之中，请返回列表。'];
    if (!isStanding(before)) return ['这个机关已由他人停用，没有再次办理。'];
    const { reasons } = await tiesAmong(transaction, offices, before, context);
    if (reasons.length > 0) return reasons;
    const after: OfficeProfile = { ...before, ended: { on: onDay, by: name, reason } };
    await writeOfficeList(
      transaction,
      offices.map((each) => (each.office.id === id ? after : each)),
      { name, at },
    );
    await recordAudit(transaction, {
      at,
      actor: name,
      action: 'end-office',
      subject: `office:${id}`,
      content: { office: before.office.name, reason },
    });
    return [];
  });
}
