import { ErrorSummary } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

export interface EnrolmentPageProps {
  readonly signInName: string;
  readonly factorId: string;
  readonly secret: string;
  readonly picture: string;
  readonly wrong: boolean;
}

const WRONG = '动态口令不正确。密钥已重新生成，请重新扫描后填写新的口令。';

/** Last page of the sign-up: the authenticator, without which nothing can be signed. */
export function EnrolmentPage({ signInName, factorId, secret, picture, wrong }: EnrolmentPageProps) {
  return (
    <>
      <PageHead
        title="绑定身份验证器"
        lead={`账号 ${signInName} 已经设立。签署送达确认书等事项须用身份验证器再次验证。`}
      />
      <form method="post" action="/sign-up/authenticator" className="narrow">
        <ErrorSummary errors={wrong ? [{ field: 'code', text: WRONG }] : []} />
        <input type="hidden" name="factorId" value={factorId} />
        <p>用手机上的身份验证器应用扫描下图，或者手工输入密钥，再填写它显示的 6 位动态口令。</p>
        <p>
          {/* biome-ignore lint/performance/noImgElement: a route handler's page has no next/image */}
          <img src={picture} alt="身份验证器的二维码，内容与下面的密钥相同" width={200} height={200} />
        </p>
        <p>
          密钥 <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        <TextField
          name="code"
          label="动态口令"
          required
          width="short"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          error={wrong ? WRONG : undefined}
        />
        <p className="act-buttons">
          <button type="submit" className="primary">
            绑定
          </button>
          <a href="/sign-in">以后再绑定，先登录</a>
        </p>
      </form>
    </>
  );
}

/** The sign-up is done. */
export function SignedUpPage() {
  return (
    <>
      <PageHead title="注册完成" />
      <p>账号已设立，身份验证器已绑定。登录时填写登录名、密码和动态口令（或者短信验证码）。</p>
      <p className="act-buttons">
        <a className="button primary" href="/sign-in">
          登录
        </a>
      </p>
    </>
  );
}
