import { ErrorSummary, type FormError } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

export interface PasskeyPageProps {
  /** next-auth's own form token */
  readonly authToken: string;
  /** whole address to go on to */
  readonly callbackUrl: string;
  /** what the browser is to sign, as JSON, and the token of the question */
  readonly options: string;
  readonly passkeyToken: string;
  readonly errors: readonly FormError[];
}

/** Signing in by a passkey alone: it is on the person's device and makes sure who holds it. */
export function PasskeyPage({ authToken, callbackUrl, options, passkeyToken, errors }: PasskeyPageProps) {
  return (
    <>
      <PageHead
        title="用通行密钥登录"
        lead="已在“本人账号—第二重验证”中绑定通行密钥的，不用填写密码；密码多次填错须等待的，也不影响。"
      />
      <ErrorSummary errors={errors} />
      <form
        method="post"
        action="/api/auth/callback/credentials"
        className="narrow"
        data-passkey-sign-in={options}
        hidden
      >
        <input type="hidden" name="csrfToken" value={authToken} />
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <input type="hidden" name="alone" value="passkey" />
        <input type="hidden" name="passkey" value="" />
        <input type="hidden" name="passkeyToken" value={passkeyToken} />
        <p className="act-buttons">
          <button type="submit" className="primary">
            使用通行密钥
          </button>
        </p>
      </form>
      <p>没有出现按钮的，本设备的浏览器不支持通行密钥，或者停用了脚本。安全密钥须支持存放通行密钥。</p>
      <p>
        <a href="/sign-in">用登录名和密码登录</a>
      </p>
    </>
  );
}
