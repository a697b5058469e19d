import {
  ACCOUNT_ROLES,
  type AccountRole,
  enterpriseByCode,
  isAccountRole,
  isOfficeLevel,
  OFFICE_LEVELS,
  type OfficeLevel,
} from '#features/accounts/queries.ts';
import { readUscc } from '#features/codes/queries.ts';
import { divisionName, divisionsWithin, parseDivisionCode } from '#law/identifiers/division-code.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { placeName } from './portals.ts';

/** A role as a form names it, checked. */
export interface RoleRead {
  readonly role: AccountRole;
  readonly level: OfficeLevel | null;
  readonly division: string | null;
  readonly enterpriseId: number | null;
}

const LENGTHS: Readonly<Record<OfficeLevel, readonly number[]>> = {
  district: [6],
  city: [4],
  province: [2],
  'approval-bureau': [2, 4],
};

/** Every place of the province: itself, its cities, their districts. */
export function divisionOptions(province: string): { readonly value: string; readonly label: string }[] {
  const code = parseDivisionCode(province.padEnd(6, '0'));
  if (!code.ok) return [];
  return [
    { value: province, label: placeName(province) },
    ...divisionsWithin(code.value).flatMap((city) => {
      const name = divisionName(city) ?? city;
      return [
        { value: city.slice(0, 4), label: name },
        ...divisionsWithin(city).map((district) => ({
          value: `${district}`,
          label: `${name}　${divisionName(district) ?? district}`,
        })),
      ];
    }),
  ];
}

export const ROLE_OPTIONS = Object.entries(ACCOUNT_ROLES).map(([value, label]) => ({ value, label }));
export const LEVEL_OPTIONS = Object.entries(OFFICE_LEVELS).map(([value, label]) => ({ value, label }));

/** Reads what a form says of a role: an office's role needs office and place, an enterprise's its code. */
export async function roleIn(
  typed: (field: string) => string,
  accounts: Pool,
  province: string,
): Promise<RoleRead | readonly FormError[]> {
  const role = typed('role');
  if (!isAccountRole(role)) return [{ field: 'role', text: '请选择角色。' }];
  switch (role) {
    case 'handler':
    case 'reviewer':
    case 'legal-reviewer':
    case 'head':
    case 'seal-keeper':
      return officeRole(role, typed, province);
    case 'legal-representative':
    case 'operator':
      return enterpriseRole(role, typed, accounts);
    case 'auditor':
    case 'system-administrator':
    case 'security-administrator':
      return { role, level: null, division: province, enterpriseId: null };
    case 'tenderer':
      return { role, level: null, division: null, enterpriseId: null };
  }
}

function officeRole(
  role: AccountRole,
  typed: (field: string) => string,
  province: string,
): RoleRead | readonly FormError[] {
  const [level, division] = [typed('level'), typed('division')];
  if (!isOfficeLevel(level)) return [{ field: 'level', text: '请选择机关层级。' }];
  if (!divisionOptions(province).some(({ value }) => value === division)) {
    return [{ field: 'division', text: '请选择管辖区划。' }];
  }
  if (!LENGTHS[level].includes(division.length)) {
    return [{ field: 'division', text: `管辖区划与“${OFFICE_LEVELS[level]}”不符，请重新选择。` }];
  }
  return { role, level, division, enterpriseId: null };
}

async function enterpriseRole(
  role: AccountRole,
  typed: (field: string) => string,
  accounts: Pool,
): Promise<RoleRead | readonly FormError[]> {
  const uscc = await readUscc(accounts, typed('uscc'));
  if (!uscc.ok) return [{ field: 'uscc', text: uscc.reason }];
  const enterpriseId = await enterpriseByCode(accounts, uscc.value);
  if (enterpriseId === undefined) return [{ field: 'uscc', text: '登记中没有这家企业，请核对统一社会信用代码。' }];
  return { role, level: null, division: null, enterpriseId };
}
