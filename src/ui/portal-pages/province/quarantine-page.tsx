import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import type { Option } from '#ui/portal/fields.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';

export interface QuarantineLine {
  readonly id: number;
  readonly entity: string;
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly settledBy: string | null;
  readonly settledReason: string | null;
}

export interface QuarantinePageProps {
  readonly csrf: string;
  readonly rows: readonly QuarantineLine[];
  readonly waiting: readonly {
    readonly entity: string;
    readonly word: string;
    readonly feed: string;
    readonly rows: number;
  }[];
  readonly filter: { readonly entity: string; readonly status: string; readonly importId: string };
  readonly entities: readonly Option[];
  readonly mayReplay: boolean;
  readonly maxBytes: number;
  readonly tooLarge: string;
  readonly errors: readonly FormError[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
}

const STATUS = [
  { value: '', label: '待处理' },
  { value: 'replayed', label: '已更正' },
  { value: 'dismissed', label: '不再处理' },
];

const EMPTY: Readonly<Record<string, { readonly what: string; readonly why: string }>> = {
  replayed: { what: '没有已更正的行', why: '更正后重放通过的行会列在这里。' },
  dismissed: { what: '没有不再处理的行', why: '写明理由不再处理的行会列在这里。' },
};

/** 隔离区: refused rows until they are corrected and replayed, or dismissed with a reason. */
export function QuarantinePage(props: QuarantinePageProps) {
  const { csrf, rows, waiting, filter, entities, mayReplay, maxBytes, tooLarge, errors, next, onFirst } = props;
  const address = (status: string) =>
    status === '' ? '/province/quarantine' : `/province/quarantine?status=${status}`;
  const filtered = filter.entity !== '' || filter.importId !== '';
  return (
    <>
      <PageHead title="隔离区" lead="有误的行留在这里，直到更正后重放，或者写明理由不再处理。身份证号一律打星。" />
      {waiting.length === 0 ? null : (
        <ul>
          {waiting.map((each) => (
            <li key={`${each.entity} ${each.feed}`}>
              {each.word}（来源：{each.feed}）{each.rows} 行待处理，
              <a href={`/province/quarantine/export?entity=${each.entity}`}>导出{each.word}的待处理行（CSV）</a>
            </li>
          ))}
        </ul>
      )}
      {mayReplay ? (
        <details open={errors.length > 0}>
          <summary>成批更正：上传更正后的文件</summary>
          <form method="post" action="/province/quarantine" encType="multipart/form-data">
            <CsrfField token={csrf} />
            <input type="hidden" name="act" value="replay" />
            <ErrorSummary errors={errors} />
            <UploadField
              name="file"
              label="更正后的文件"
              hint="由上面的“导出”得到，保留“隔离编号”一列；没有改动的打星号码按原号码读取。"
              accept={['.csv', '.xlsx']}
              maxBytes={maxBytes}
              tooLarge={`${tooLarge}。`}
              required
              error={errorOf(errors, 'file')}
            />
            <p className="act-buttons">
              <button type="submit" className="primary">
                重放
              </button>
            </p>
          </form>
        </details>
      ) : null}
      <WorkList
        caption="隔离行"
        rows={rows}
        keyOf={(row) => String(row.id)}
        addressOf={(row) => `/province/quarantine/${row.id}`}
        nameOf={(row) => `第 ${row.line} 行`}
        columns={[
          { head: '行', cell: (row) => <span className="code">第 {row.line} 行</span> },
          { head: '数据', cell: (row) => row.entity },
          { head: '问题字段', cell: (row) => row.field },
          { head: '原因', cell: (row) => row.reason },
          { head: '文件', cell: (row) => row.file },
          ...(filter.status === '' ? [] : [{ head: '办理人', cell: (row: QuarantineLine) => row.settledBy ?? '—' }]),
          ...(filter.status === 'dismissed'
            ? [{ head: '不再处理的理由', cell: (row: QuarantineLine) => row.settledReason ?? '—' }]
            : []),
        ]}
        filters={
          <Filters
            action="/province/quarantine"
            filtered={filtered}
            carried={[
              ...(filter.status === '' ? [] : [['status', filter.status] as const]),
              ...(filter.importId === '' ? [] : [['import', filter.importId] as const]),
            ]}
            views={{
              label: '状态',
              items: STATUS.map(({ value, label }) => ({
                label,
                address: address(value),
                current: value === filter.status,
              })),
            }}
            fields={[
              {
                kind: 'select',
                name: 'entity',
                label: '数据',
                value: filter.entity,
                all: '全部数据',
                options: entities,
              },
            ]}
          />
        }
        filtered={filtered ? { clearAddress: address(filter.status) } : undefined}
        emptyAtFirst={EMPTY[filter.status] ?? { what: '没有隔离行', why: '导入时有误的行会列在这里。' }}
        pager={{ first: onFirst ? undefined : address(filter.status), next }}
      />
    </>
  );
}
