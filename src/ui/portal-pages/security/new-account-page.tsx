import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { RoleFields, type RoleFieldsProps } from './role-fields.tsx';

/** The password that was just made: shown this once and kept nowhere. */
export function PasswordShown({ signInName, password }: { readonly signInName: string; readonly password: string }) {
  return (
    <div className="portal-notice attention">
      <p>
        登录名 <code>{signInName}</code>　初始密码 <code className="secret">{password}</code>
      </p>
      <p>密码只在本页显示一次，本平台不保存。请当面或者以密封方式交给本人；首次登录时必须修改，并绑定第二重验证。</p>
    </div>
  );
}

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
        <TextField name="email" label="电子邮箱" type="email" value={typed('email')} error={errorOf(errors, 'email')} />
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
        <p className="act-buttons">
          <button type="submit" className="primary">
            设立账号
          </button>
          <a href="/security">取消</a>
        </p>
      </form>
    </>
  );
}

/** After an account was made or its password reset. */
export function PasswordMadePage({
  title,
  accountId,
  signInName,
  password,
}: {
  readonly title: string;
  readonly accountId: string;
  readonly signInName: string;
  readonly password: string;
}) {
  return (
    <>
      <PageHead title={title} crumbs={[{ label: '账号', address: '/security' }]} />
      <PasswordShown signInName={signInName} password={password} />
      <p>
        <a href={`/security/accounts/${accountId}`}>查看该账号</a>
      </p>
    </>
  );
}
