import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

export const OFFICE_FIELDS: readonly {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
}[] = [
  { name: 'office.name', label: '机关名称', hint: '全称，印在文书的发文机关标志和落款处。', required: true },
  { name: 'office.mark', label: '发文代字', hint: '如：桂建。不得与其他机关相同。', required: true },
  { name: 'office.printer', label: '印发机关', hint: '与机关办公室不同的填写。', required: false },
  { name: 'contact.person', label: '联系科室或联系人', required: false },
  { name: 'contact.phone', label: '联系电话', required: true },
  { name: 'contact.address', label: '地址', required: false },
  { name: 'email', label: '电子邮箱', hint: '接收联系信息变更等告知。', required: false },
  { name: 'remedies.reviewBody', label: '行政复议机关', hint: '如：南宁市人民政府。', required: true },
  { name: 'remedies.court', label: '行政诉讼受理法院', hint: '如：南宁铁路运输法院。', required: true },
  { name: 'approvalBureau', label: '同级行政审批局', hint: '撤回建议函发往这里。', required: false },
];

export interface OfficePageProps {
  readonly csrf: string;
  readonly id: string;
  readonly name: string;
  readonly levelName: string;
  readonly place: string;
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
  readonly maySave: boolean;
}

/** One office: what stands on its documents. */
export function OfficePage({ csrf, id, name, levelName, place, typed, errors, maySave }: OfficePageProps) {
  return (
    <>
      <PageHead title={name} crumbs={[{ label: '发文机关', address: '/province/offices' }]} />
      <Facts
        of={[
          ['层级', levelName],
          ['管辖', place],
          ['编号序列', id],
        ]}
      />
      {maySave ? (
        <form method="post" action={`/province/offices/${encodeURIComponent(id)}`}>
          <CsrfField token={csrf} />
          <input type="hidden" name="act" value="save" />
          <ErrorSummary errors={errors} />
          {OFFICE_FIELDS.map((field) => (
            <TextField
              key={field.name}
              {...field}
              value={typed(field.name)}
              width="full"
              maxLength={200}
              error={errorOf(errors, field.name)}
            />
          ))}
          <p className="muted">修改只影响此后制发的文书；已经制发的文书不变。</p>
          <p className="act-buttons">
            <button type="submit" className="primary">
              保存
            </button>
            <a href="/province/offices">取消</a>
          </p>
        </form>
      ) : (
        <Facts of={OFFICE_FIELDS.map((field) => [field.label, typed(field.name)])} />
      )}
    </>
  );
}
