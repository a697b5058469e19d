import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { type Option, SelectField, TextField } from '#ui/portal/fields.tsx';

export interface RoleFieldsProps {
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
  readonly roles: readonly Option[];
  readonly levels: readonly Option[];
  readonly divisions: readonly Option[];
}

/** Role and scope: an office with its place, or an enterprise. */
export function RoleFields({ typed, errors, roles, levels, divisions }: RoleFieldsProps) {
  return (
    <>
      <SelectField
        name="role"
        label="角色"
        none="请选择"
        value={typed('role')}
        options={roles}
        required
        error={errorOf(errors, 'role')}
        hint="系统管理员、安全管理员和审计员须由不同的人担任，不得兼任其他角色。"
      />
      <SelectField
        name="level"
        label="机关层级"
        none="不属于机关"
        value={typed('level')}
        options={levels}
        error={errorOf(errors, 'level')}
        hint="经办人、审核人、法制审核人员、负责人、用印人须选择。"
      />
      <SelectField
        name="division"
        label="管辖区划"
        none="不属于机关"
        value={typed('division')}
        options={divisions}
        error={errorOf(errors, 'division')}
        hint="只能看到和办理这一区划内的企业和案件。"
      />
      <TextField
        name="uscc"
        label="统一社会信用代码"
        value={typed('uscc')}
        maxLength={18}
        error={errorOf(errors, 'uscc')}
        hint="企业法定代表人、企业经办人须填写。"
      />
    </>
  );
}
