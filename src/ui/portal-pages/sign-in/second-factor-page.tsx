import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

export interface SecondFactorPageProps {
  /** next-auth's own form token */
  readonly authToken: string;
  /** whole address to go on to */
  readonly callbackUrl: string;
  readonly errors: readonly FormError[];
  readonly authenticator: boolean;
  readonly recovery: boolean;
  /** masked phone, where a code may be sent by text message; and the token of the one that was sent */
  readonly textMessage:
    | { readonly phone: string; readonly sent: string | undefined; readonly refused: string | undefined }
    | undefined;
  /** what the browser is to sign, as JSON, and the token of the question */
  readonly passkey: { readonly options: string; readonly token: string } | undefined;
  /** first sign-in: the authenticator to set up */
  readonly enrolment: { readonly id: string; readonly secret: string; readonly picture: string } | undefined;
  /** demonstration accounts: the code of this moment */
  readonly demonstrationCode: string | undefined;
}

function Hidden({ authToken, callbackUrl }: Pick<SecondFactorPageProps, 'authToken' | 'callbackUrl'>) {
  return (
    <>
      <input type="hidden" name="csrfToken" value={authToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
    </>
  );
}

const ACTION = '/api/auth/callback/credentials';

function Enrolment({ enrolment }: { readonly enrolment: NonNullable<SecondFactorPageProps['enrolment']> }) {
  return (
    <>
      <input type="hidden" name="enrolment" value={enrolment.id} />
      <p>
        首次登录，请先绑定身份验证器：用手机上的身份验证器应用扫描下图，或者手工输入密钥，再填写它显示的 6 位动态口令。
      </p>
      <p>
        {/* biome-ignore lint/performance/noImgElement: a route handler's page has no next/image */}
        <img src={enrolment.picture} alt="身份验证器的二维码，内容与下面的密钥相同" width={200} height={200} />
      </p>
      <p>
        密钥 <code>{enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
    </>
  );
}

function codeHint(props: SecondFactorPageProps): string {
  if (props.demonstrationCode !== undefined) return `演示账号，当前动态口令 ${props.demonstrationCode}`;
  return props.recovery ? '身份验证器显示的 6 位数字；设备不在身边时可填一个备用码。' : '身份验证器显示的 6 位数字。';
}

/** Second step of signing in: an authenticator, a passkey, a text message, or a recovery code. */
export function SecondFactorPage(props: SecondFactorPageProps) {
  const { errors, authenticator, textMessage, passkey, enrolment } = props;
  const sent = textMessage?.sent;
  return (
    <>
      <PageHead title="验证身份" lead="密码正确。为保证是本人办理，还需再验证一次。" />
      {passkey === undefined ? null : (
        <form method="post" action={ACTION} className="narrow" data-passkey-sign-in={passkey.options} hidden>
          <Hidden {...props} />
          <input type="hidden" name="passkey" value="" />
          <input type="hidden" name="passkeyToken" value={passkey.token} />
          <p className="act-buttons">
            <button type="submit" className="primary">
              使用通行密钥
            </button>
          </p>
        </form>
      )}
      {authenticator || enrolment !== undefined || sent !== undefined ? (
        <form method="post" action={ACTION} className="narrow">
          <Hidden {...props} />
          {sent === undefined ? null : <input type="hidden" name="messageToken" value={sent} />}
          <ErrorSummary errors={errors} />
          {enrolment === undefined ? null : <Enrolment enrolment={enrolment} />}
          <TextField
            name="code"
            label={sent === undefined ? '动态口令' : '短信验证码'}
            hint={sent === undefined ? codeHint(props) : `已发送至 ${textMessage?.phone ?? ''}，5 分钟内有效。`}
            error={errorOf(errors, 'code')}
            required
            width="short"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
          />
          <p className="act-buttons">
            <button type="submit" className="primary">
              登录
            </button>
            <a href="/sign-in">换一个账号</a>
          </p>
        </form>
      ) : null}
      {textMessage === undefined ? null : (
        <form method="post" action="/sign-in/text-message" className="narrow">
          {textMessage.refused === undefined ? null : <p className="field-error">{textMessage.refused}</p>}
          <p>
            <button type="submit">{sent === undefined ? `发送验证码到 ${textMessage.phone}` : '重新发送验证码'}</button>
          </p>
        </form>
      )}
    </>
  );
}
