import { ErrorSummary, type FormError } from '#ui/portal/error-summary.tsx';
import { NewPasswordFields } from '#ui/portal/new-password-fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

/** 设置密码: by the link that went to the person's own address. */
export function SetPasswordPage(props: {
  readonly token: string;
  readonly signInName: string;
  readonly name: string;
  readonly errors: readonly FormError[];
}) {
  const { token, signInName, name, errors } = props;
  return (
    <>
      <PageHead title="设置密码" lead={`${name}，您的登录名是 ${signInName}。设置密码后登录，并绑定第二重验证。`} />
      <form method="post" action="/sign-in/password" className="narrow">
        <input type="hidden" name="token" value={token} />
        <ErrorSummary errors={errors} />
        <NewPasswordFields beyond="不得包含登录名" errors={errors} />
        <p className="act-buttons">
          <button type="submit" className="primary">
            设置密码
          </button>
        </p>
      </form>
    </>
  );
}

export function LinkGonePage() {
  return (
    <>
      <PageHead
        title="链接已失效"
        lead="链接已经用过、已满 72 小时，或者另发了新的链接。请与本单位的安全管理员联系，重新申请。"
      />
      <p>
        <a href="/sign-in">返回登录</a>
      </p>
    </>
  );
}
