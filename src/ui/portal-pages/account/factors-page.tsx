import type { ReactNode } from 'react';
import { minuteOf } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface FactorsPageProps {
  readonly csrf: string;
  /** the password was given once more: what follows may be changed */
  readonly proved: boolean;
  readonly errors: readonly FormError[];
  readonly factors: readonly {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly addedAt: Date;
    readonly lastUsedAt: Date | null;
  }[];
  readonly recoveryLeft: number;
  /** an authenticator being added */
  readonly begun: { readonly id: string; readonly secret: string; readonly picture: string } | undefined;
  /** shown once */
  readonly recoveryCodes: readonly string[] | undefined;
  /** what the browser is to make a passkey from, and the token of the question */
  readonly passkey: { readonly options: string; readonly token: string };
}

const KINDS: Readonly<Record<string, string>> = { totp: '身份验证器', passkey: '通行密钥', sms: '短信验证码' };

function Form({ csrf, act, children }: { csrf: string; act: string; children: ReactNode }) {
  return (
    <form method="post" action="/account/factors" className="narrow">
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value={act} />
      {children}
    </form>
  );
}

function Begun({
  csrf,
  begun,
  errors,
}: {
  csrf: string;
  begun: NonNullable<FactorsPageProps['begun']>;
  errors: readonly FormError[];
}) {
  return (
    <Form csrf={csrf} act="confirm">
      <input type="hidden" name="id" value={begun.id} />
      <p>用手机上的身份验证器应用扫描下图，或者手工输入密钥，再填写它显示的 6 位动态口令。</p>
      <p>
        {/* biome-ignore lint/performance/noImgElement: a route handler's page has no next/image */}
        <img src={begun.picture} alt="身份验证器的二维码，内容与下面的密钥相同" width={200} height={200} />
      </p>
      <p>
        密钥 <code>{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <TextField
        name="code"
        label="动态口令"
        required
        width="short"
        inputMode="numeric"
        autoComplete="one-time-code"
        error={errorOf(errors, 'code')}
      />
      <p>
        <button type="submit" className="primary">
          绑定
        </button>
      </p>
    </Form>
  );
}

/** Whoever only finds the session open changes nothing here. */
function Password({ csrf, errors }: Pick<FactorsPageProps, 'csrf' | 'errors'>) {
  return (
    <>
      <h2>更改验证方式</h2>
      <p>添加、解除验证方式和生成备用码之前，请再填写一次密码，10 分钟内有效。</p>
      <Form csrf={csrf} act="prove">
        <TextField
          name="password"
          label="当前密码"
          required
          type="password"
          autoComplete="current-password"
          error={errorOf(errors, 'password')}
        />
        <p>
          <button type="submit" className="primary">
            继续
          </button>
        </p>
      </Form>
    </>
  );
}

function Changes({ csrf, begun, errors, passkey, recoveryLeft }: FactorsPageProps) {
  return (
    <>
      <h2>添加身份验证器</h2>
      <p>手机上的身份验证器应用每 30 秒显示一个 6 位动态口令，不需要网络。</p>
      {begun === undefined ? (
        <Form csrf={csrf} act="begin">
          <p>
            <button type="submit">添加身份验证器</button>
          </p>
        </Form>
      ) : (
        <Begun csrf={csrf} begun={begun} errors={errors} />
      )}
      <h2>添加通行密钥</h2>
      <p>
        通行密钥（企业身份锁）保存在您的电脑、手机或硬件密钥中，登录、签署送达确认书时用指纹、面容或其密码确认。需要浏览器支持脚本。
      </p>
      <form method="post" action="/account/factors" className="narrow" data-passkey-enrolment={passkey.options} hidden>
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="add-passkey" />
        <input type="hidden" name="response" value="" />
        <input type="hidden" name="token" value={passkey.token} />
        <TextField name="name" label="名称" hint="便于辨认，如“办公室电脑”。" value="通行密钥" />
        <p>
          <button type="submit">添加通行密钥</button>
        </p>
      </form>
      <h2>备用码</h2>
      <p>
        {recoveryLeft === 0
          ? '手机不在身边时，可以用备用码登录，每个只能用一次。还没有生成过，或者已经用完。'
          : `还有 ${recoveryLeft} 个备用码可用。重新生成后，原有备用码作废。`}
      </p>
      <Form csrf={csrf} act="recovery">
        <p>
          <button type="submit">{recoveryLeft === 0 ? '生成备用码' : '重新生成备用码'}</button>
        </p>
      </Form>
    </>
  );
}

/** 第二重验证: authenticators, passkeys and recovery codes of the account. */
export function FactorsPage(props: FactorsPageProps) {
  const { csrf, proved, errors, factors, recoveryCodes } = props;
  return (
    <>
      <PageHead
        title="第二重验证"
        crumbs={[{ label: '账户与安全', address: '/account' }]}
        lead="登录和签署时，在密码之外再验证一次。建议至少绑定两种，设备遗失时还能登录。"
      />
      <ErrorSummary errors={errors} />
      {recoveryCodes === undefined ? null : (
        <section aria-labelledby="codes">
          <h2 id="codes">备用码</h2>
          <p>以下备用码只显示这一次，每个只能用一次。请打印或抄下后妥善保管。</p>
          <ul>
            {recoveryCodes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Table caption="已绑定的验证方式" heads={['方式', '绑定时间', '最近使用', '操作']}>
        <Rows>
          {factors.map((factor) => (
            <Row key={factor.id}>
              <HeadCell head="方式">
                {KINDS[factor.kind] ?? factor.kind} · {factor.name}
              </HeadCell>
              <Cell head="绑定时间">{minuteOf(factor.addedAt)}</Cell>
              <Cell head="最近使用">{factor.lastUsedAt === null ? '尚未使用' : minuteOf(factor.lastUsedAt)}</Cell>
              <Cell head="操作">
                {proved ? (
                  <form method="post" action="/account/factors">
                    <CsrfField token={csrf} />
                    <input type="hidden" name="act" value="end" />
                    <input type="hidden" name="id" value={factor.id} />
                    <button type="submit">解除</button>
                  </form>
                ) : (
                  '填写密码后可以解除'
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {proved ? <Changes {...props} /> : <Password csrf={csrf} errors={errors} />}
    </>
  );
}
