import { CheckboxField, RadioGroup } from '#ui/portal/choices.tsx';
import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf } from '#ui/portal/error-summary.tsx';
import { DayField, NumberField, SelectField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { PortalFrame } from '#ui/portal/portal-frame.tsx';
import { RefusedAct } from '#ui/portal/refused-act.tsx';
import { SignaturePad } from '#ui/portal/signature-pad.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { GalleryFrame } from './frame.tsx';

export const GROUND = {
  id: 'GX24-4.1b',
  citation: '桂建管〔2024〕8号第四条第（一）项',
  text: '由企业工商注册地住房城乡建设主管部门向企业下达责令限期整改通知书。',
};

const ERRORS = [
  { field: 'uscc', text: '统一社会信用代码第 18 位校验不符，请核对营业执照后重新填写。' },
  { field: 'term', text: '整改期限应为 1 至 3 个月，现填 9。' },
  { field: 'way', text: '请选择送达方式。' },
  { field: 'evidence', text: '“整改报告.exe”不是 PDF 或图片。' },
  { field: 'agree', text: '请确认已知悉电子送达的法律后果。' },
];

export function FormPage() {
  const of = (field: string) => ({ name: field, error: errorOf(ERRORS, field) });
  return (
    <GalleryFrame title="送达确认书">
      <PageHead
        title="签署送达确认书"
        crumbs={[{ label: '待办', address: '/list.html' }]}
        lead="签署后，责令整改等文书以电子邮件送达贵单位。"
      />
      <form method="post" action="/form.html" encType="multipart/form-data">
        <CsrfField token="token" />
        <ErrorSummary errors={ERRORS} />
        <TextField
          {...of('uscc')}
          label="统一社会信用代码"
          value="91450100000000123A"
          required
          hint="18 位，见营业执照。"
        />
        <TextField name="mail" label="电子邮箱" type="email" autoComplete="email" value="demo@enterprise.invalid" />
        <NumberField {...of('term')} label="整改期限" value="9" unit="个月" required />
        <DayField name="changed" label="变更日期" value="2026-10-20" max="2026-10-28" />
        <SelectField
          name="kind"
          label="材料种类"
          none="请选择"
          options={[
            { value: 'a', label: '社会保险缴费证明' },
            { value: 'b', label: '注册证书', refused: '已由注册系统提供' },
          ]}
        />
        <RadioGroup
          {...of('way')}
          label="送达方式"
          required
          options={[
            { value: 'mail', label: '电子邮件', hint: '到达即为送达。' },
            { value: 'post', label: '邮政特快专递' },
            { value: 'notice', label: '公告送达', refused: '前两种方式未用尽' },
          ]}
        />
        <TextAreaField
          name="note"
          label="说明"
          hint="写明整改措施和完成日期。"
          maxLength={2000}
          value="已补充 1 人。"
        />
        <UploadField
          {...of('evidence')}
          label="证明材料"
          accept={['.pdf', '.jpg', '.png']}
          maxBytes={20 * 1024 * 1024}
          multiple
        />
        <SignaturePad name="signature" fileName="signature-file" label="法定代表人签名" />
        <CheckboxField {...of('agree')} label="已知悉并同意以上述电子邮箱接收文书，到达即为送达" required />
        <p className="act-buttons">
          <button type="submit" className="primary">
            预览确认书
          </button>
          <a href="/list.html">取消</a>
        </p>
      </form>
    </GalleryFrame>
  );
}

export function ConfirmPage() {
  return (
    <GalleryFrame title="确认下达">
      <PageHead title="下达责令限期整改通知书" crumbs={[{ label: '待办', address: '/list.html' }]} />
      <ConfirmAct
        action="/confirm.html"
        csrf="token"
        button="下达通知书"
        cancelAddress="/list.html"
        what="将向下列企业下达《责令限期整改通知书》，整改期限自送达之日起 3 个月。"
        toWhom={Array.from({ length: 14 }, (_, at) => `南宁演示第${at + 1}建筑工程有限公司 · 建筑工程施工总承包三级`)}
        clauses={[GROUND, { id: 'GX24-5.1a', citation: '桂建管〔2024〕8号第五条第一款' }]}
        whoSigns="测试甲（经办）、测试乙（复核），加盖南宁市青秀区住房和城乡建设局印章"
        facts={[['期限', '送达后确定，预计至 2027 年 1 月 28 日']]}
        carried={[
          ['row', 'A-1'],
          ['row', 'A-3'],
        ]}
        final="送达后通知书不能收回，只能另行作出撤案决定。"
        secondFactor={{ code: true, passkey: undefined, demonstrationCode: undefined }}
        errors={[{ field: 'factor', text: '动态验证码已过期，请填写新的 6 位数字。' }]}
      >
        <TextAreaField name="reason" label="办理意见" required />
      </ConfirmAct>
      <h2>其他事项</h2>
      <RefusedAct
        act="撤回资质"
        reasons={['整改期限尚未届满，还剩 12 天。', '本案由您经办，不能由本人复核。']}
        cure="期满且复查仍不达标后，由另一名工作人员办理。"
        clause={GROUND}
      />
    </GalleryFrame>
  );
}

export function SignInPage() {
  return (
    <PortalFrame
      context={{ now: new Date('2026-10-28T02:10:00Z'), address: 'http://127.0.0.1/sign-in', demo: true }}
      title="登录"
      portal={{ name: '登录', home: '/' }}
    >
      <PageHead title="登录" />
      <form method="post" action="/sign-in.html">
        <CsrfField token="token" />
        <TextField name="account" label="账号" autoComplete="username" required />
        <TextField name="password" label="密码" type="password" autoComplete="current-password" required />
        <button type="submit" className="primary">
          登录
        </button>
      </form>
    </PortalFrame>
  );
}
