import { Children, type ReactNode } from 'react';
import { TextField } from './fields.tsx';

/** Field of the authenticator's code, in every form that asks for it again. */
export const SECOND_FACTOR_FIELD = 'factor';
/** Fields of the passkey's answer and of the question that it answers. */
export const PASSKEY_FIELD = 'passkey';
export const PASSKEY_TOKEN_FIELD = 'passkeyToken';
/** What a passkey's answer covers where the form is no document of its own: the act, and the row that it is about. */
export const PROVED_FIELDS = ['act', 'id'] as const;

const SIGNING_SCRIPT = process.env.QUALWATCH_SIGNING_SCRIPT ?? '/portal-signing.js';

/** By what whoever is signed in can be made sure of once more. */
export interface ProofOffered {
  /** an authenticator is bound */
  readonly code: boolean;
  /** what a passkey of the account is to sign, as JSON, and the token of the question */
  readonly passkey: { readonly options: string; readonly token: string } | undefined;
  readonly demonstrationCode: string | undefined;
}

/** A button of the form; `act` where the form has several. */
export interface ProvedAct {
  readonly label: string;
  readonly act?: string;
}

export interface SecondProofProps {
  readonly offered: ProofOffered;
  /** the acts of the form, the usual one first */
  readonly acts: readonly ProvedAct[];
  readonly error?: string | undefined;
  /** where several forms of a page ask */
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly hint?: string | undefined;
  /** what a passkey's answer covers */
  readonly signed?: readonly string[] | undefined;
  /** beside the buttons: 取消 … */
  readonly children?: ReactNode;
}

function Buttons(props: SecondProofProps & { readonly byPasskey: boolean; readonly primary: boolean }) {
  const { acts, byPasskey, primary, children } = props;
  return (
    <p className="act-buttons">
      {acts.map(({ label, act }, at) => (
        <button
          key={label}
          type="submit"
          {...(act === undefined ? {} : { name: 'act', value: act })}
          className={primary && at === 0 ? 'primary' : undefined}
          data-sign={byPasskey ? true : undefined}
        >
          {byPasskey ? `用通行密钥验证：${label}` : label}
        </button>
      ))}
      {byPasskey || Children.count(children) === 0 ? null : children}
    </p>
  );
}

/** The passkey needs script, so this part shows itself (public/portal-signing.js). */
function ByPasskey(props: SecondProofProps & { readonly passkey: NonNullable<ProofOffered['passkey']> }) {
  const { passkey, offered, signed = PROVED_FIELDS } = props;
  const instead = offered.code ? '，或者填写动态口令' : '';
  return (
    <>
      <div data-passkey-signing={passkey.options} data-signed-fields={signed.join(' ')} hidden>
        <input type="hidden" name={PASSKEY_FIELD} />
        <input type="hidden" name={PASSKEY_TOKEN_FIELD} defaultValue={passkey.token} />
        <p className="field-error" role="alert" data-passkey-problem hidden>
          没有完成通行密钥的验证，尚未办理。请再试一次{instead}。
        </p>
        <Buttons {...props} byPasskey primary={!offered.code} />
      </div>
      <script src={SIGNING_SCRIPT} defer />
      {offered.code ? null : (
        <noscript>
          <p className="hint">浏览器没有启用脚本，不能使用通行密钥。请启用脚本后重新打开本页。</p>
        </noscript>
      )}
    </>
  );
}

/** The last part of a form that asks for the second factor again: the code of an authenticator or a passkey, each with the form's buttons. */
export function SecondProof(props: SecondProofProps) {
  const { offered, error, id, label = '动态口令', hint } = props;
  const { code, passkey, demonstrationCode } = offered;
  if (!code && passkey === undefined) {
    return (
      <p className="portal-notice attention">
        办理须以动态口令或者通行密钥再次验证，您的账号两样都没有绑定。请先在“账户与安全”的“第二重验证”中绑定其中一种。
      </p>
    );
  }
  return (
    <>
      {code ? (
        <>
          <TextField
            name={SECOND_FACTOR_FIELD}
            id={id ?? SECOND_FACTOR_FIELD}
            label={label}
            hint={demonstrationCode === undefined ? hint : `演示账号，当前动态口令 ${demonstrationCode}`}
            error={error}
            required={passkey === undefined}
            width="short"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
          />
          <Buttons {...props} byPasskey={false} primary />
        </>
      ) : error === undefined ? null : (
        <p id={id ?? SECOND_FACTOR_FIELD} className="field-error">
          {error}
        </p>
      )}
      {passkey === undefined ? null : <ByPasskey {...props} passkey={passkey} />}
    </>
  );
}
