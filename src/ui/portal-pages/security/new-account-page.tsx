import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { RoleFields, type RoleFieldsProps } from './role-fields.tsx';

export interface NewAccountPageProps extends RoleFieldsProps {
  readonly csrf: string;
}

/** 新设账号: person, role and scope at once. */
export function NewAccountPage({ csrf, typed, errors, ...lists }: NewAccountPageProps) {
  return (
    <>
      <PageHead title="新设账号" crumbs={[{ label: '账号', address: '/security' }]} />
      <form method="post" action="/security/accounts/new">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="create" />
        <ErrorSummary errors={errors} />
        <TextField
          name="signInName"
          label="登录名"
          hint="以字母开头，3 至 40 位小写字母、数字、点、下划线或短横。设定后不能修改。"
          value={typed('signInName')}
          required
          maxLength={40}
          error={errorOf(errors, 'signInName')}
        />
        <TextField
          name="name"
          label="姓名"
          value={typed('name')}
          required
          maxLength={60}
          error={errorOf(errors, 'name')}
        />
        <TextField
          name="email"
          label="本人的电子邮箱"
          hint="确认后，设置密码的链接寄到这里；安全管理员不接触密码。"
          type="email"
          value={typed('email')}
          required
          error={errorOf(errors, 'email')}
        />
        <TextField
          name="phone"
          label="手机号码"
          type="tel"
          inputMode="numeric"
          value={typed('phone')}
          maxLength={11}
          error={errorOf(errors, 'phone')}
        />
        <RoleFields typed={typed} errors={errors} {...lists} />
        <TextField
          name="reason"
          label="理由"
          hint="例如任职文件的文号。由另一名安全管理员确认后设立。"
          value={typed('reason')}
          required
          maxLength={500}
          error={errorOf(errors, 'reason')}
        />
        <p className="act-buttons">
          <button type="submit" className="primary">
            申请设立
          </button>
          <a href="/security">取消</a>
        </p>
      </form>
    </>
  );
}
