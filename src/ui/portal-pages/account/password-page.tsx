import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { NewPasswordFields } from '#ui/portal/new-password-fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

/** 修改密码. A first password that somebody else set has to be changed before anything else. */
export function PasswordPage(props: {
  readonly csrf: string;
  readonly required: boolean;
  readonly errors: readonly FormError[];
}) {
  const { csrf, required, errors } = props;
  return (
    <>
      <PageHead
        title="修改密码"
        lead={
          required
            ? '密码由他人设定或者已满 90 天，请先修改后再办理其他事项。'
            : '修改后，您在其他地方的登录将全部退出。'
        }
      />
      <form method="post" action="/account/password" className="narrow">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="change" />
        <ErrorSummary errors={errors} />
        <TextField
          name="present"
          label="当前密码"
          type="password"
          autoComplete="current-password"
          required
          error={errorOf(errors, 'present')}
        />
        <NewPasswordFields beyond="不得使用最近 5 次用过的密码" errors={errors} />
        <p className="act-buttons">
          <button type="submit" className="primary">
            修改密码
          </button>
          <a href="/account">返回</a>
        </p>
      </form>
    </>
  );
}
