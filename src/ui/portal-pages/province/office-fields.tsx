import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';

/** What is recorded of an office, in the order in which it stands on a document. */
export const OFFICE_FIELDS: readonly {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
}[] = [
  { name: 'office.name', label: '机关名称', hint: '全称，印在文书的发文机关标志和落款处。', required: true },
  {
    name: 'office.mark',
    label: '发文代字',
    hint: '如：桂建。不得与其他机关相同，已停用的也不得相同。',
    required: true,
  },
  { name: 'office.printer', label: '印发机关', hint: '与机关办公室不同的填写。', required: false },
  { name: 'contact.person', label: '联系科室或联系人', required: false },
  { name: 'contact.phone', label: '联系电话', required: true },
  { name: 'contact.address', label: '地址', required: false },
  { name: 'email', label: '电子邮箱', hint: '接收联系信息变更等告知。', required: false },
  {
    name: 'approvalBureau',
    label: '同级行政审批局',
    hint: '撤回建议函发往这里；机关本身是行政审批局的不填。',
    required: false,
  },
];

/** The fields of an office, the same for a new one and for a change. */
export function OfficeFields(props: {
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
}) {
  return OFFICE_FIELDS.map((field) => (
    <TextField
      key={field.name}
      {...field}
      value={props.typed(field.name)}
      width="full"
      maxLength={200}
      error={errorOf(props.errors, field.name)}
    />
  ));
}
