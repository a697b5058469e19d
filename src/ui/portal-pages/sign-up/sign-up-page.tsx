import { ENTERPRISE_KINDS } from '#features/accounts/queries.ts';
import { RadioGroup } from '#ui/portal/choices.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { SelectField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

/** The form as it was typed. */
export interface SignUpTyped {
  readonly kind: string;
  readonly uscc: string;
  readonly enterprise: string;
  readonly representative: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly method: string;
  readonly bank: string;
  readonly bankAccount: string;
  readonly name: string;
}

export const NOTHING_TYPED: SignUpTyped = {
  kind: '',
  uscc: '',
  enterprise: '',
  representative: '',
  idNumber: '',
  phone: '',
  method: '',
  bank: '',
  bankAccount: '',
  name: '',
};

export interface SignUpPageProps {
  /** null: not said yet */
  readonly as: 'enterprise' | 'individual' | null;
  readonly typed: SignUpTyped;
  readonly errors: readonly FormError[];
}

type FormProps = Omit<SignUpPageProps, 'as'>;

const KINDS = Object.entries(ENTERPRISE_KINDS).map(([value, label]) => ({ value, label }));

function Phone({ typed, errors, hint }: FormProps & { readonly hint: string }) {
  return (
    <TextField
      name="phone"
      label="手机号码"
      hint={hint}
      value={typed.phone}
      type="tel"
      autoComplete="tel"
      maxLength={20}
      required
      error={errorOf(errors, 'phone')}
    />
  );
}

function EnterpriseForm({ typed, errors }: FormProps) {
  return (
    <form method="post" action="/sign-up" className="narrow">
      <ErrorSummary errors={errors} />
      <input type="hidden" name="as" value="enterprise" />
      <SelectField
        name="kind"
        label="企业类型"
        none="请选择"
        value={typed.kind}
        options={KINDS}
        required
        error={errorOf(errors, 'kind')}
      />
      <TextField
        name="uscc"
        label="统一社会信用代码"
        hint="营业执照上的 18 位代码。"
        value={typed.uscc}
        maxLength={18}
        required
        error={errorOf(errors, 'uscc')}
      />
      <TextField
        name="enterprise"
        label="企业名称"
        hint="与营业执照一致。登记中已有该企业的，须与登记一致。"
        value={typed.enterprise}
        width="full"
        maxLength={100}
        autoComplete="organization"
        required
        error={errorOf(errors, 'enterprise')}
      />
      <TextField
        name="representative"
        label="法定代表人姓名"
        value={typed.representative}
        maxLength={50}
        autoComplete="name"
        required
        error={errorOf(errors, 'representative')}
      />
      <TextField
        name="idNumber"
        label="法定代表人身份证号码"
        hint="只用于本次核验，平台不保存。"
        value={typed.idNumber}
        maxLength={18}
        autoComplete="off"
        required
        error={errorOf(errors, 'idNumber')}
      />
      <Phone typed={typed} errors={errors} hint="法定代表人本人实名登记的号码，登录时接收验证码。" />
      <RadioGroup
        name="method"
        label="核验方式"
        value={typed.method}
        options={[
          {
            value: 'real-name',
            label: '法定代表人实名核验',
            hint: '核对姓名、身份证号码和手机号码，验证码发送到手机。',
          },
          { value: 'bank-transfer', label: '对公账户打款核验', hint: '向企业基本户打款 0.01 元，附言中有验证码。' },
        ]}
        required
        error={errorOf(errors, 'method')}
      />
      <TextField
        name="bank"
        label="开户银行（打款核验时填写）"
        value={typed.bank}
        width="full"
        maxLength={100}
        error={errorOf(errors, 'bank')}
      />
      <TextField
        name="bankAccount"
        label="基本户账号（打款核验时填写）"
        value={typed.bankAccount}
        inputMode="numeric"
        maxLength={40}
        error={errorOf(errors, 'bankAccount')}
      />
      <p className="act-buttons">
        <button type="submit" className="primary">
          下一步，核验
        </button>
        <a href="/sign-up">返回</a>
      </p>
    </form>
  );
}

function IndividualForm({ typed, errors }: FormProps) {
  return (
    <form method="post" action="/sign-up" className="narrow">
      <ErrorSummary errors={errors} />
      <input type="hidden" name="as" value="individual" />
      <p>个人账号可以：</p>
      <ul>
        <li>经实名核验后查看本人的注册、证书到期日和计入情况；</li>
        <li>保存关注的企业名单，接收公开变化的通知。</li>
      </ul>
      <p>
        不能查看企业未公开的信息，也不能代企业办理事项。要代企业办理的，请注册后把登录名告诉企业的法定代表人，由其授权为经办人。
      </p>
      <TextField
        name="name"
        label="姓名"
        value={typed.name}
        maxLength={50}
        autoComplete="name"
        required
        error={errorOf(errors, 'name')}
      />
      <Phone typed={typed} errors={errors} hint="接收验证码。" />
      <p className="act-buttons">
        <button type="submit" className="primary">
          下一步，获取验证码
        </button>
        <a href="/sign-up">返回</a>
      </p>
    </form>
  );
}

/** GX21-A1: an enterprise signs up through its legal representative; individuals sign up themselves. */
export function SignUpPage({ as, typed, errors }: SignUpPageProps) {
  if (as === 'enterprise') {
    return (
      <>
        <PageHead
          title="企业注册"
          crumbs={[{ label: '注册', address: '/sign-up' }]}
          lead="由法定代表人注册；核验通过后，再由其授权经办人。"
        />
        <EnterpriseForm typed={typed} errors={errors} />
      </>
    );
  }
  if (as === 'individual') {
    return (
      <>
        <PageHead title="个人注册" crumbs={[{ label: '注册', address: '/sign-up' }]} />
        <IndividualForm typed={typed} errors={errors} />
      </>
    );
  }
  return (
    <>
      <PageHead title="注册" lead="主管部门人员的账号由本级安全管理员设立，不在此注册。" />
      <h2>
        <a href="/sign-up?as=enterprise">企业注册</a>
      </h2>
      <p>
        {Object.values(ENTERPRISE_KINDS).join('、')}
        。由法定代表人注册，须备好营业执照、法定代表人身份证，以及本人实名的手机或者企业基本户账号。
      </p>
      <h2>
        <a href="/sign-up?as=individual">个人注册</a>
      </h2>
      <p>注册执业人员、招标人、投标人员和准备担任企业经办人的个人。须备好手机。</p>
      <p>
        已有账号的，请<a href="/sign-in">登录</a>。
      </p>
    </>
  );
}
