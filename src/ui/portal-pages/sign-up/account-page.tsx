import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

export interface SignUpAccountPageProps {
  readonly method: 'real-name' | 'bank-transfer' | 'text-message';
  /** the enterprise; null for an individual */
  readonly actsFor: string | null;
  readonly name: string;
  readonly typed: { readonly code: string; readonly signInName: string };
  readonly errors: readonly FormError[];
}

const CODE_HINTS = {
  'real-name': '实名核验通过后发送到法定代表人手机的 6 位数字，30 分钟内有效。',
  'bank-transfer': '基本户收到的 0.01 元的附言中的 6 位数字，30 分钟内有效。',
  'text-message': '发送到手机的 6 位数字，30 分钟内有效。',
} as const;

/** Second page of the sign-up: the code that came back, and how one will sign in. */
export function SignUpAccountPage({ method, actsFor, name, typed, errors }: SignUpAccountPageProps) {
  return (
    <>
      <PageHead
        title="设立账号"
        crumbs={[{ label: '注册', address: '/sign-up' }]}
        lead={actsFor === null ? name : `${actsFor}　法定代表人 ${name}`}
      />
      <form method="post" action="/sign-up/account" className="narrow">
        <ErrorSummary errors={errors} />
        <TextField
          name="code"
          label="验证码"
          hint={CODE_HINTS[method]}
          value={typed.code}
          width="short"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          required
          error={errorOf(errors, 'code')}
        />
        <TextField
          name="signInName"
          label="登录名"
          hint="以字母开头，3 至 40 位小写字母、数字、点、下划线或短横。"
          value={typed.signInName}
          autoComplete="username"
          maxLength={40}
          required
          error={errorOf(errors, 'signInName')}
        />
        <TextField
          name="password"
          label="密码"
          hint="至少 10 位，含小写字母、大写字母、数字、符号中的三种，不得包含登录名。"
          type="password"
          autoComplete="new-password"
          maxLength={128}
          required
          error={errorOf(errors, 'password')}
        />
        <TextField
          name="repeated"
          label="再填一次密码"
          type="password"
          autoComplete="new-password"
          maxLength={128}
          required
          error={errorOf(errors, 'repeated')}
        />
        <p className="act-buttons">
          <button type="submit" className="primary">
            设立账号
          </button>
          <a href="/sign-up">重新注册</a>
        </p>
      </form>
    </>
  );
}
