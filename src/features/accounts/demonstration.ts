import { createHash } from 'node:crypto';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { createAccount, grantRole } from './administration.ts';
import type { AccountRole, OfficeLevel } from './roles.ts';
import { beginAuthenticator } from './second-factors.ts';

/** Of every demonstration account. Production refuses to start while one is there. */
export const DEMONSTRATION_PASSWORD = 'Yanshi-2026';

export interface DemonstrationSignIn {
  readonly signInName: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly level: OfficeLevel | null;
  readonly division: string | null;
  readonly enterpriseId: number | null;
}

export interface DemonstrationPlaces {
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly enterpriseId: number;
}

function officials(level: OfficeLevel, prefix: string, called: string, division: string): DemonstrationSignIn[] {
  const of = (role: AccountRole, suffix: string, title: string): DemonstrationSignIn => ({
    signInName: `${prefix}-${suffix}`,
    name: `演示${called}${title}`,
    role,
    level,
    division,
    enterpriseId: null,
  });
  return [
    of('handler', 'jingban', '经办人'),
    of('reviewer', 'shenhe', '审核人'),
    of('legal-reviewer', 'fazhi', '法制审核人员'),
    of('head', 'fuzeren', '负责人'),
    of('seal-keeper', 'yongyin', '用印人'),
  ];
}

/** One account for every role, for the places and the enterprise that the demo data name. */
export function demonstrationSignIns(places: DemonstrationPlaces): DemonstrationSignIn[] {
  const { province, city, district, enterpriseId } = places;
  const administrator = (role: AccountRole, signInName: string, name: string): DemonstrationSignIn => ({
    signInName,
    name,
    role,
    level: null,
    division: province,
    enterpriseId: null,
  });
  const ofEnterprise = (role: AccountRole, signInName: string, name: string): DemonstrationSignIn => ({
    signInName,
    name,
    role,
    level: null,
    division: null,
    enterpriseId,
  });
  return [
    ofEnterprise('legal-representative', 'qiye-faren', '演示企业法定代表人'),
    ofEnterprise('operator', 'qiye-jingban', '演示企业经办人'),
    ...officials('district', 'quxian', '区县', district),
    ...officials('city', 'shiji', '市级', city),
    ...officials('province', 'shengji', '省级', province),
    ...officials('approval-bureau', 'shenpi', '审批局', city),
    administrator('auditor', 'shenji', '演示审计员'),
    administrator('system-administrator', 'xitong', '演示系统管理员'),
    administrator('security-administrator', 'anquan', '演示安全管理员'),
    administrator('security-administrator', 'anquan-fuhe', '演示安全管理员（复核）'),
    { signInName: 'zhaobiao', name: '演示招标人', role: 'tenderer', level: null, division: null, enterpriseId: null },
  ];
}

/** A secret that follows from the name, so that tests and the sign-in page know the code; worthless outside a demonstration. */
export function demonstrationSecret(signInName: string): Buffer {
  return createHash('sha256').update(`qualwatch demonstration ${signInName}`).digest().subarray(0, 20);
}

/** Makes the demonstration accounts where they are missing. @returns how many were made */
export async function makeDemonstrationAccounts(
  pool: Pool,
  wanted: readonly DemonstrationSignIn[],
  now: Date,
): Promise<number> {
  let made = 0;
  for (const each of wanted) {
    await inTransaction(pool, async (transaction) => {
      const { signInName, name, role, level, division, enterpriseId } = each;
      const created = await createAccount(
        transaction,
        { signInName, name, phone: '13800000000', password: DEMONSTRATION_PASSWORD },
        { name: '演示数据' },
        now,
        { demonstration: true },
      );
      if (created.outcome !== 'done') return;
      const { accountId } = created;
      await grantRole(transaction, { accountId, role, level, division, enterpriseId }, { name: '演示数据' }, now);
      const begun = await beginAuthenticator(
        transaction,
        { id: accountId, signInName },
        { name: '演示身份验证器', now, secret: demonstrationSecret(signInName) },
      );
      await transaction.query('update second_factor set confirmed_at = $2 where id = $1', [begun.id, now]);
      made++;
    });
  }
  return made;
}

/** A database with public passwords, on which production does not start. */
export class DemonstrationInProduction extends Error {}

/**
 * A production installation does not run with sign-ins whose password everybody can read.
 * @throws Error in Chinese where one is there
 */
export async function refuseDemonstrationInProduction(pool: Pool, mode: 'development' | 'production'): Promise<void> {
  if (mode === 'development') return;
  const found = await pool.query<{ sign_in_name: string }>(
    "select sign_in_name from account where demonstration and status = 'active' order by sign_in_name limit 3",
  );
  if (found.rows.length === 0) return;
  const names = found.rows.map((row) => row.sign_in_name).join('、');
  throw new DemonstrationInProduction(
    `数据库中有演示账号（${names} 等），其密码是公开的，生产环境不能启动。请使用没有演示数据的数据库；演示环境请设置 QUALWATCH_MODE=development。`,
  );
}
