import type { ConfirmationShown, EmailCheckShown } from '#features/service/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { RefusedAct } from '#ui/portal/refused-act.tsx';
import {
  PASSKEY_FIELD,
  PASSKEY_TOKEN_FIELD,
  type ProofOffered,
  SECOND_FACTOR_FIELD,
} from '#ui/portal/second-proof.tsx';
import { SignaturePad } from '#ui/portal/signature-pad.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';

/** The form as it was typed. */
export interface ConfirmationFields {
  readonly legalRepresentative: string;
  readonly idNumber: string;
  readonly email: string;
}

export interface ConfirmationPageProps {
  readonly csrf: string;
  readonly citation: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly registeredRepresentative: string | null;
  readonly typed: ConfirmationFields;
  /** the check of an address that is under way or done */
  readonly check: EmailCheckShown | null;
  readonly maySign: boolean;
  /** by what the signer is made sure of; null where this person does not sign now */
  readonly offered: ProofOffered | null;
  /** signature that was drawn before the form was refused */
  readonly drawn: string | undefined;
  readonly history: readonly ConfirmationShown[];
  readonly errors: readonly FormError[];
}

const SIGNING_SCRIPT = process.env.QUALWATCH_SIGNING_SCRIPT ?? '/portal-signing.js';
const MOST_SEAL_PAGE = 10 * 1024 * 1024;
export const ADDRESS = '/enterprise/confirmation';

/** What a passkey's signature covers, in this order: everything that the signed form will say. */
export const SIGNED_FIELDS = ['legalRepresentative', 'idNumber', 'email', 'signature', 'signatureFile'] as const;

function EmailCheck({
  check,
  errors,
  email,
}: {
  check: EmailCheckShown | null;
  errors: readonly FormError[];
  email: string;
}) {
  if (check !== null && check.confirmedAt !== null) {
    const same = check.email.toLowerCase() === email.toLowerCase();
    return (
      <p>
        <StateBadge tone="met" word="已验证" /> {check.email}　<Minute instant={check.confirmedAt} />
        {same ? null : '（与上面填写的不一致，请改正或者重新验证）'}{' '}
        <button type="submit" name="act" value="send-mail">
          换邮箱后重新验证
        </button>
      </p>
    );
  }
  return (
    <>
      <p>
        <button type="submit" name="act" value="send-mail" className={check === null ? 'primary' : undefined}>
          {check === null ? '发送验证邮件' : '重新发送验证邮件'}
        </button>
      </p>
      {check === null ? null : (
        <>
          <p>
            验证邮件已发送到 {check.email}，<Minute instant={check.expiresAt} />{' '}
            前有效。打开邮件中的链接后点“我已打开链接”，或者填写邮件中的验证码。
          </p>
          <TextField
            name="mailCode"
            label="邮件中的 6 位验证码"
            width="short"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            error={errorOf(errors, 'mailCode')}
          />
          <p className="act-buttons">
            <button type="submit" name="act" value="type-code" className="primary">
              验证邮箱
            </button>
            <button type="submit" name="act" value="look-again">
              我已打开链接
            </button>
          </p>
        </>
      )}
    </>
  );
}

/** Signing by passkey: the browser lets it sign the question together with the digest of the form. Needs script, so it shows itself. */
function SignWithPasskey({ passkey, only }: { passkey: NonNullable<ProofOffered['passkey']>; only: boolean }) {
  return (
    <>
      <div data-passkey-signing={passkey.options} data-signed-fields={SIGNED_FIELDS.join(' ')} hidden>
        <input type="hidden" name={PASSKEY_FIELD} />
        <input type="hidden" name={PASSKEY_TOKEN_FIELD} defaultValue={passkey.token} />
        <p className="hint">用指纹、面容或者设备密码确认是法定代表人本人签署；所签的是以上填写和签名的全部内容。</p>
        <p className="field-error" role="alert" data-passkey-problem hidden>
          没有完成通行密钥的验证，尚未签署。请再试一次{only ? '' : '，或者填写动态口令'}。
        </p>
        <p className="act-buttons">
          <button type="submit" name="act" value="sign" className="primary" data-sign>
            用通行密钥验证并签署
          </button>
        </p>
      </div>
      <script src={SIGNING_SCRIPT} defer />
      <noscript>
        <p className="hint">
          浏览器没有启用脚本，不能使用通行密钥。
          {only ? '请启用脚本后重新打开本页，或者在“账户与安全”的“第二重验证”中绑定身份验证器。' : ''}
        </p>
      </noscript>
    </>
  );
}

/** Signing by the authenticator's code, which needs no script. */
function SignWithCode({ errors, offered }: { errors: readonly FormError[]; offered: ProofOffered }) {
  const { demonstrationCode, passkey } = offered;
  return (
    <>
      <TextField
        name={SECOND_FACTOR_FIELD}
        label={passkey === undefined ? '动态口令' : '或者填写动态口令'}
        hint={
          demonstrationCode === undefined
            ? '身份验证器显示的 6 位数字，用于确认是法定代表人本人签署。'
            : `演示账号，当前动态口令 ${demonstrationCode}`
        }
        required={passkey === undefined}
        width="short"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
        error={errorOf(errors, SECOND_FACTOR_FIELD)}
      />
      <p className="act-buttons">
        <button type="submit" name="act" value="sign" className={passkey === undefined ? 'primary' : undefined}>
          签署送达确认书
        </button>
      </p>
    </>
  );
}

function SignPart(props: ConfirmationPageProps) {
  const { check, errors, maySign, offered } = props;
  if (!maySign) {
    return (
      <RefusedAct
        act="签署送达确认书"
        reasons={['只有法定代表人可以签署。']}
        cure="请法定代表人登录后在本页签署；已验证的电子邮箱在 24 小时内仍然有效。"
      />
    );
  }
  if (offered === null || check === null || check.confirmedAt === null) {
    return <p className="muted">电子邮箱验证后，在这里签名。</p>;
  }
  const { code, passkey } = offered;
  if (!code && passkey === undefined) {
    return (
      <RefusedAct
        act="签署送达确认书"
        reasons={['签署须以动态口令或者通行密钥再次验证，贵账号两样都没有绑定。']}
        cure="请先在“账户与安全”的“第二重验证”中绑定其中一种，再回到本页签署。"
      />
    );
  }
  return (
    <>
      <SignaturePad
        name="signature"
        fileName="signatureFile"
        label="法定代表人签名，或者签字盖章页"
        error={errorOf(errors, 'signatureFile')}
        maxBytes={MOST_SEAL_PAGE}
        file={{
          label: '上传签字盖章页（不手写签名时）',
          hint: '打印预览的确认书，由法定代表人签字、加盖公章后扫描或者拍照。手写签名后不必上传。',
          accept: ['.pdf', '.png', '.jpg'],
        }}
        drawn={props.drawn}
      />
      <p className="final">
        <b>签署后：</b>
        平台推送和电子邮件均到达之日即为文书送达之日，期限自次日起算。所载信息变更的，应在五日内重新签署。
      </p>
      {passkey === undefined ? null : <SignWithPasskey passkey={passkey} only={!code} />}
      {code ? <SignWithCode errors={errors} offered={offered} /> : null}
    </>
  );
}

/** The form in its three steps: fill in, prove the address, sign. */
export function ConfirmationForm(props: ConfirmationPageProps) {
  const { csrf, typed, errors, registeredRepresentative, check } = props;
  return (
    <form method="post" action={ADDRESS} encType="multipart/form-data" noValidate>
      <CsrfField token={csrf} />
      {/* The first button is what the Enter key presses: of all of them the one that changes nothing. */}
      <button type="submit" name="act" value="look-again" hidden tabIndex={-1}>
        保留已填内容
      </button>
      <h3 className="step">第一步　填写</h3>
      <Facts
        of={[
          ['企业名称', props.enterprise],
          ['统一社会信用代码', props.uscc],
        ]}
      />
      <TextField
        name="legalRepresentative"
        label="法定代表人"
        hint={
          registeredRepresentative === null
            ? undefined
            : `登记的法定代表人为${registeredRepresentative}；已经变更的填写现任，主管部门会核实。`
        }
        value={typed.legalRepresentative}
        required
        maxLength={50}
        error={errorOf(errors, 'legalRepresentative')}
      />
      <TextField
        name="idNumber"
        label="法定代表人身份证号码"
        hint="18 位。加密保存，只出现在签署的确认书上，每次打开都有记录。"
        value={typed.idNumber}
        required
        maxLength={18}
        autoComplete="off"
        error={errorOf(errors, 'idNumber')}
      />
      <TextField
        name="email"
        label="接收文书的电子邮箱"
        hint="选用有人每天查看的邮箱。须经验证邮件往返确认后才能签署。"
        value={typed.email}
        type="email"
        autoComplete="email"
        required
        maxLength={254}
        error={errorOf(errors, 'email')}
      />
      <p>
        <button type="submit" name="act" value="preview" formTarget="_blank">
          预览确认书（PDF，新窗口）
        </button>
      </p>
      <h3 className="step">第二步　验证电子邮箱</h3>
      <EmailCheck check={check} errors={errors} email={typed.email} />
      <h3 className="step">第三步　签署</h3>
      <SignPart {...props} />
    </form>
  );
}
