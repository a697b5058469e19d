import type { OwnPerson } from '#features/accounts/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { RefusedAct } from '#ui/portal/refused-act.tsx';
import { type EnterpriseOfPerson, OwnEnterprise } from './registered-at.tsx';

export interface OwnRegistrationsPageProps {
  readonly csrf: string;
  readonly today: string;
  readonly person: OwnPerson;
  readonly enterprises: readonly EnterpriseOfPerson[];
  readonly idNumber: string;
  readonly asked: string | undefined;
  readonly errors: readonly FormError[];
}

const ADDRESS = '/account/registrations';

function AskForm({ csrf, person, idNumber, errors }: OwnRegistrationsPageProps) {
  return (
    <form method="post" action={ADDRESS} className="narrow">
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value="ask-proof" />
      <ErrorSummary errors={errors} />
      <p>
        注册执业人员经实名核验后，可以在这里查看本人的注册信息、证书到期日和计入情况。核对姓名（{person.name}
        ）、身份证号码和手机号码（{person.phone}），验证码发送到该手机。
      </p>
      <TextField
        name="idNumber"
        label="身份证号码"
        hint="只用于核验和查找本人的注册；平台不保存号码，只保存不能还原的校验值，可以随时解除。"
        value={idNumber}
        maxLength={18}
        autoComplete="off"
        required
        error={errorOf(errors, 'idNumber')}
      />
      <p className="act-buttons">
        <button type="submit" className="primary">
          核验，获取验证码
        </button>
      </p>
    </form>
  );
}

function CodeForm({ csrf, asked, person, errors }: OwnRegistrationsPageProps & { readonly asked: string }) {
  return (
    <form method="post" action={ADDRESS} className="narrow">
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value="prove" />
      <input type="hidden" name="token" value={asked} />
      <ErrorSummary errors={errors} />
      <TextField
        name="code"
        label="验证码"
        hint={`已发送到 ${person.phone}，10 分钟内有效。`}
        width="short"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        required
        error={errorOf(errors, 'code')}
      />
      <p className="act-buttons">
        <button type="submit" className="primary">
          完成核验
        </button>
        <a href={ADDRESS}>没有收到，重新获取</a>
      </p>
    </form>
  );
}

function WrongEntry({ enterprises }: Pick<OwnRegistrationsPageProps, 'enterprises'>) {
  return (
    <section aria-labelledby="wrong-entry">
      <h2 id="wrong-entry">登记有误或者没有列出的</h2>
      <p>平台从注册管理系统取得登记数据，自己不能更改。请按下列顺序办理，登记更正后平台自动更新：</p>
      <ol>
        <li>由所在企业在注册管理系统核对申报；已经离职的，要求企业办理注销或者变更注册。</li>
        <li>
          企业不办理，或者本人没有在该企业执业的，向企业注册地主管部门反映
          {enterprises.length === 0 ? '' : `（${[...new Set(enterprises.map(({ office }) => office))].join('、')}）`}
          ，并附身份证、劳动合同或者离职证明。
        </li>
      </ol>
    </section>
  );
}

function Forget({ csrf, person }: Pick<OwnRegistrationsPageProps, 'csrf' | 'person'>) {
  if (person.provedAt === null) return null;
  return (
    <details>
      <summary>解除实名核验</summary>
      <form method="post" action={ADDRESS}>
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="forget" />
        <p>
          <Minute instant={person.provedAt} /> 完成实名核验。解除后，账号不再显示注册信息；登记本身不受影响。
        </p>
        <p>
          <button type="submit">解除实名核验</button>
        </p>
      </form>
    </details>
  );
}

function Found({ enterprises, today, person }: OwnRegistrationsPageProps) {
  if (person.practitionerId === null) {
    return (
      <EmptyState
        what="登记中没有以您的身份证号码登记的注册执业人员"
        why="可能尚未注册，或者登记数据没有载明身份证号码。登记更新后这里自动显示。"
      />
    );
  }
  if (enterprises.length === 0) {
    return <EmptyState what="您目前没有有效的注册登记" why="以前的注册已经注销或者变更到本省以外。" />;
  }
  return enterprises.map((each) => <OwnEnterprise key={each.id} of={each} today={today} />);
}

/** GX21-A1: the registrations of whoever is signed in: where, until when, where counted and why not, and where to turn when it is wrong. */
export function OwnRegistrationsPage(props: OwnRegistrationsPageProps) {
  const { person, asked, enterprises } = props;
  const proved = person.provedAt !== null;
  return (
    <>
      <PageHead
        title="本人的注册"
        lead={
          proved
            ? `${person.registeredName ?? person.name}　登记中的注册、有效期和计入情况`
            : '查看以您的身份证号码登记的注册执业信息。'
        }
      />
      {proved ? (
        <Found {...props} />
      ) : asked !== undefined ? (
        <CodeForm {...props} asked={asked} />
      ) : person.phone === null ? (
        <RefusedAct
          act="实名核验"
          reasons={['账号没有登记手机号码。']}
          cure="请用登记了本人手机号码的个人账号登录，没有的可以注册一个。"
        />
      ) : (
        <AskForm {...props} />
      )}
      {proved ? <WrongEntry enterprises={enterprises} /> : null}
      <Forget {...props} />
    </>
  );
}
