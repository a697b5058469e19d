import type { Claim } from '#platform/database/scoped-pool.ts';

/** What a person may be on the platform (GX21-A1, 等保三级 L3-CES1-07/08). */
export const ACCOUNT_ROLES = {
  'legal-representative': '企业法定代表人',
  operator: '企业经办人',
  handler: '经办人',
  reviewer: '审核人',
  'legal-reviewer': '法制审核人员',
  /** 负责人: signs what was discussed collectively */
  head: '负责人',
  'seal-keeper': '用印人',
  auditor: '审计员',
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  /** whoever signed up for himself: tenderers, bidders' staff, registered practitioners */
  tenderer: '个人用户',
} as const;
export type AccountRole = keyof typeof ACCOUNT_ROLES;

export const OFFICE_LEVELS = {
  district: '区县主管部门',
  city: '市级主管部门',
  province: '省级主管部门',
  'approval-bureau': '行政审批局',
} as const;
export type OfficeLevel = keyof typeof OFFICE_LEVELS;

export function isAccountRole(text: string): text is AccountRole {
  return Object.hasOwn(ACCOUNT_ROLES, text);
}

export function isOfficeLevel(text: string): text is OfficeLevel {
  return Object.hasOwn(OFFICE_LEVELS, text);
}

/** A role as somebody holds it: for an office, for an enterprise, or for oneself. */
export interface HeldRole {
  readonly id: string;
  readonly role: AccountRole;
  readonly level: OfficeLevel | null;
  /** prefix of division codes of the office */
  readonly division: string | null;
  readonly enterpriseId: number | null;
  readonly enterprise: string | null;
}

/** The portal in which a role does its work. */
export type Portal = 'enterprise' | 'bureau' | 'province' | 'approval' | 'audit' | 'system' | 'security' | 'tenderer';

export function portalOf(held: Pick<HeldRole, 'role' | 'level'>): Portal {
  switch (held.role) {
    case 'legal-representative':
    case 'operator':
      return 'enterprise';
    case 'handler':
    case 'reviewer':
    case 'legal-reviewer':
    case 'head':
    case 'seal-keeper':
      if (held.level === 'province') return 'province';
      return held.level === 'approval-bureau' ? 'approval' : 'bureau';
    case 'auditor':
      return 'audit';
    case 'system-administrator':
      return 'system';
    case 'security-administrator':
      return 'security';
    case 'tenderer':
      return 'tenderer';
  }
}

/** The three administrators are three (L3-CES1-08), and none of them handles cases. */
export const EXCLUSIVE_ROLES: readonly AccountRole[] = ['auditor', 'system-administrator', 'security-administrator'];

const OFFICE_ROLES: readonly AccountRole[] = ['handler', 'reviewer', 'legal-reviewer', 'head', 'seal-keeper'];
const ENTERPRISE_ROLES: readonly AccountRole[] = ['legal-representative', 'operator'];

/** Whether a role acts with the power of an office. */
export function isOfOffice(role: AccountRole): boolean {
  return OFFICE_ROLES.includes(role);
}

/**
 * Whether somebody who holds `present` may also be given `wanted`; the reason where not. The trigger `account_role_kept_apart` holds the
 * same in the database.
 */
export function refusalToCombine(present: readonly AccountRole[], wanted: AccountRole): string | undefined {
  const others = present.filter((role) => role !== wanted);
  const all = [...others, wanted];
  if (all.some(isOfOffice) && all.some((role) => ENTERPRISE_ROLES.includes(role))) {
    return '主管部门人员不得代表企业办理，企业人员不得担任主管部门的角色。请另设账号。';
  }
  const exclusive = [...others, wanted].find((role) => EXCLUSIVE_ROLES.includes(role));
  if (exclusive === undefined || others.length === 0) return undefined;
  return `${ACCOUNT_ROLES[exclusive]}须由专人担任，不得同时担任其他角色。请另设账号。`;
}

/** What the database shows to somebody acting in a role, in an installation that serves `province`. */
export function claimOf(held: HeldRole, accountId: string, province: string): Claim {
  const place = held.division === province ? '*' : held.division;
  switch (portalOf(held)) {
    case 'enterprise':
      return { viewer: 'enterprise', scope: null, enterpriseId: held.enterpriseId, accountId };
    case 'bureau':
    case 'province':
    case 'approval':
      return { viewer: 'office', scope: place, enterpriseId: null, accountId };
    case 'audit':
      return { viewer: 'auditor', scope: place, enterpriseId: null, accountId };
    case 'system':
      return { viewer: 'system', scope: null, enterpriseId: null, accountId };
    case 'security':
      return { viewer: 'security', scope: null, enterpriseId: null, accountId };
    case 'tenderer':
      return { viewer: 'administration', scope: null, enterpriseId: null, accountId };
  }
}

/** Who must sign in by an authenticator or a passkey; the others may also use a code by text message (GX21-A1). */
export function needsAuthenticator(role: AccountRole): boolean {
  return role !== 'legal-representative' && role !== 'operator' && role !== 'tenderer';
}
