import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { type Option, SelectField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { OfficeFields } from './office-fields.tsx';

export interface NewOfficePageProps {
  readonly csrf: string;
  readonly levels: readonly Option[];
  readonly divisions: readonly Option[];
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
}

/** 登记发文机关: a further office that issues. */
export function NewOfficePage({ csrf, levels, divisions, typed, errors }: NewOfficePageProps) {
  return (
    <>
      <PageHead
        title="登记发文机关"
        crumbs={[{ label: '发文机关', address: '/province/offices' }]}
        lead="登记后即可制发文书，文号自成序列。机构更名的不必新登记，请修改原机关的名称。"
      />
      <form method="post" action="/province/offices/new">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="add" />
        <ErrorSummary errors={errors} />
        <SelectField
          name="level"
          label="机关层级"
          none="请选择"
          value={typed('level')}
          options={levels}
          required
          error={errorOf(errors, 'level')}
        />
        <SelectField
          name="division"
          label="管辖区划"
          hint="登记后不能更改。"
          none="请选择"
          value={typed('division')}
          options={divisions}
          required
          error={errorOf(errors, 'division')}
        />
        <OfficeFields typed={typed} errors={errors} />
        <p className="muted">办理人员的账号由安全管理员设立。</p>
        <p className="act-buttons">
          <button type="submit" className="primary">
            登记
          </button>
          <a href="/province/offices">取消</a>
        </p>
      </form>
    </>
  );
}
