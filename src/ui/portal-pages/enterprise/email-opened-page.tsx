import { ErrorSummary } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

export interface EmailOpenedPageProps {
  readonly token: string;
  readonly state: 'asked' | 'confirmed';
  readonly email: string | undefined;
  readonly refusal: string | undefined;
}

/** Where the link of the verification mail leads. */
export function EmailOpenedPage({ token, state, email, refusal }: EmailOpenedPageProps) {
  if (state === 'confirmed') {
    return (
      <>
        <PageHead title="电子邮箱已验证" />
        <p>{email} 已通过验证。请回到填写送达确认书的页面，点“我已打开链接”，继续签署。</p>
        <p>
          <a href="/enterprise/confirmation">打开送达确认书页面</a>
        </p>
      </>
    );
  }
  return (
    <>
      <PageHead title="验证电子邮箱" />
      <ErrorSummary errors={refusal === undefined ? [] : [{ text: refusal }]} />
      <p>确认这是贵单位填写的电子邮箱，用于接收资质动态核查的文书。不是贵单位操作的，请直接关闭本页。</p>
      <form method="post" action="/enterprise/confirmation/email">
        <input type="hidden" name="token" value={token} />
        <p className="act-buttons">
          <button type="submit" className="primary">
            确认电子邮箱
          </button>
        </p>
      </form>
    </>
  );
}
