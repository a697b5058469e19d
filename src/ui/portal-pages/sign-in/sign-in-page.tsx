import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface DemonstrationShown {
  readonly signInName: string;
  readonly name: string;
  readonly does: string;
}

export interface SignInPageProps {
  readonly signInName: string;
  readonly next: string;
  readonly errors: readonly FormError[];
  /** development only: who may be signed in as, and the password of all of them */
  readonly demonstration: { readonly password: string; readonly accounts: readonly DemonstrationShown[] } | undefined;
}

function Demonstration({ password, accounts }: NonNullable<SignInPageProps['demonstration']>) {
  return (
    <section aria-labelledby="demonstration">
      <h2 id="demonstration">演示账号</h2>
      <p>
        密码均为 <code>{password}</code>；第二步的动态口令显示在页面上。正式环境中没有这些账号。
      </p>
      <Table caption="各身份的演示账号" heads={['登录名', '姓名', '身份']}>
        <Rows>
          {accounts.map((account) => (
            <Row key={account.signInName}>
              <HeadCell head="登录名">
                <code>{account.signInName}</code>
              </HeadCell>
              <Cell head="姓名">{account.name}</Cell>
              <Cell head="身份">{account.does}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </section>
  );
}

/** First step of signing in: name and password. */
export function SignInPage({ signInName, next, errors, demonstration }: SignInPageProps) {
  return (
    <>
      <PageHead title="登录" lead="企业、主管部门、行政审批局、审计人员和个人由此登录。公开查询无需登录。" />
      <form method="post" action="/sign-in" className="narrow">
        <CsrfField token="" />
        <input type="hidden" name="next" value={next} />
        <ErrorSummary errors={errors} />
        <TextField
          name="signInName"
          label="登录名"
          value={signInName}
          autoComplete="username"
          required
          error={errorOf(errors, 'signInName')}
        />
        <TextField
          name="password"
          label="密码"
          type="password"
          autoComplete="current-password"
          required
          error={errorOf(errors, 'password')}
        />
        <p className="act-buttons">
          <button type="submit" className="primary">
            下一步
          </button>
          <a href="/sign-in/passkey">用通行密钥登录</a>
          <a href="/sign-up">注册</a>
        </p>
      </form>
      {demonstration === undefined ? null : <Demonstration {...demonstration} />}
    </>
  );
}
