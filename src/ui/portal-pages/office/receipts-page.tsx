import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { FieldFrame, tie } from '#ui/portal/field-frame.tsx';
import { DayField, SelectField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { CSV_BYTES } from './batch-page.tsx';
import { type LineResult, LineResults } from './line-results.tsx';

/** The fields of one receipt. */
export type ReceiptField = 'waybill' | 'on' | 'outcome' | 'signedBy' | 'relation' | 'scan';

export interface ReceiptsPageProps {
  readonly csrf: string;
  readonly today: string;
  readonly mayRecord: boolean;
  readonly typed: {
    readonly waybill: string;
    readonly outcome: string;
    readonly on: string;
    readonly signedBy: string;
    readonly relation: string;
  };
  readonly outcomes: readonly { readonly value: string; readonly label: string }[];
  /** why the receipt in the field was not recorded */
  readonly refused: { readonly field: ReceiptField; readonly text: string } | undefined;
  readonly fileError: string | undefined;
  readonly scansError: string | undefined;
  readonly results: readonly LineResult[];
  readonly recorded: readonly {
    readonly key: string;
    readonly caseId: string;
    readonly waybill: string;
    readonly enterprise: string;
    readonly document: string;
    readonly outcome: string;
    readonly on: string;
    readonly servedOn: string | null;
    readonly by: string;
    readonly at: string;
  }[];
}

function Scan({ csrf, today, typed, outcomes, refused }: Omit<ReceiptsPageProps, 'results' | 'recorded'>) {
  const errorIn = (field: ReceiptField) => (refused?.field === field ? refused.text : undefined);
  const waybill = {
    name: 'waybill',
    label: '邮件号',
    hint: '扫描回执条码，或者输入后按回车登记。',
    required: true,
    error: errorIn('waybill'),
  };
  return (
    <form method="post" action="/office/post/receipts" className="narrow" encType="multipart/form-data">
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value="scan" />
      {refused === undefined ? null : (
        <p className="field-error" role="alert">
          未登记：{typed.waybill} {refused.text}
        </p>
      )}
      <FieldFrame field={waybill}>
        <input
          {...tie(waybill)}
          className="control size-medium"
          defaultValue={refused === undefined ? '' : typed.waybill}
          maxLength={24}
          autoComplete="off"
          data-focus-first
          // biome-ignore lint/a11y/noAutofocus: the scanner types here all morning; the field is the page's one purpose
          autoFocus
        />
      </FieldFrame>
      <SelectField
        name="outcome"
        label="投递结果"
        value={typed.outcome}
        options={outcomes}
        hint="登记后保留所选结果和日期，便于连续登记。"
        error={errorIn('outcome')}
      />
      <DayField name="on" label="结果日期" value={typed.on} max={today} required error={errorIn('on')} />
      <TextField
        name="signedBy"
        label="签收人"
        hint="签收的必填，按回执填写。"
        value={typed.signedBy}
        error={errorIn('signedBy')}
      />
      <TextField
        name="relation"
        label="与收件单位的关系"
        hint="签收的必填，如法定代表人、负责收件的人。"
        value={typed.relation}
        error={errorIn('relation')}
      />
      <UploadField
        name="scan"
        id="receipt-scan"
        label="回执扫描件或者照片"
        hint="签收的必须附；退回的可以附退回信封。"
        accept={SCAN_TYPES}
        maxBytes={SCAN_BYTES}
        error={errorIn('scan')}
      />
      <p>
        <button type="submit" className="primary">
          登记回执
        </button>
      </p>
    </form>
  );
}

const SCAN_TYPES = ['.pdf', '.png', '.jpg', '.jpeg'] as const;
const SCAN_BYTES = 20 * 1024 * 1024;

/** 登记回执: one field for the scanner, a file for the rest; every receipt is said to be recorded or why not. */
export function ReceiptsPage(props: ReceiptsPageProps) {
  const { csrf, mayRecord, fileError, scansError, results, recorded } = props;
  return (
    <>
      <PageHead
        title="登记邮寄回执"
        crumbs={[{ label: '邮寄', address: '/office/post' }]}
        lead="签收的，以签收之日为送达日；退回、无人签收和地址不详的，列入公告送达。"
      />
      <LineResults results={results} caption="回执导入结果" />
      {mayRecord ? (
        <>
          <section aria-labelledby="scan">
            <h2 id="scan">扫描登记</h2>
            <Scan {...props} />
          </section>
          <section aria-labelledby="import">
            <h2 id="import">导入回执文件</h2>
            <form method="post" action="/office/post/receipts" className="narrow" encType="multipart/form-data">
              <CsrfField token={csrf} />
              <input type="hidden" name="act" value="import" />
              <UploadField
                name="file"
                label="邮政企业提供的回执文件"
                accept={['.csv']}
                maxBytes={CSV_BYTES}
                hint="须有“邮件号”“投递结果”“日期”三列；签收的，还须有“签收人”“签收人关系”。"
                error={fileError}
              />
              <UploadField
                name="scans"
                label="签收回执的扫描件"
                hint="每份以邮件号命名，如 EA123456789CN.pdf；一次至多 100 份，合计不超过 25 MB。"
                accept={SCAN_TYPES}
                maxBytes={SCAN_BYTES}
                multiple
                error={scansError}
              />
              <p>
                <button type="submit">导入</button>
              </p>
            </form>
          </section>
        </>
      ) : (
        <p className="muted">回执由经办人登记。</p>
      )}
      <section aria-labelledby="recorded">
        <h2 id="recorded">最近登记的回执</h2>
        {recorded.length === 0 ? (
          <EmptyState what="没有登记过回执" why="登记的回执会列在这里，最近的在前。" />
        ) : (
          <Table caption="最近登记的回执" heads={['邮件号', '收件单位', '结果', '送达日期', '登记']}>
            <Rows>
              {recorded.map((receipt) => (
                <Row key={receipt.key}>
                  <HeadCell head="邮件号">{receipt.waybill}</HeadCell>
                  <Cell head="收件单位">
                    <a href={`/office/cases/${receipt.caseId}`}>{receipt.enterprise}</a>
                    <span className="line muted">{receipt.document}</span>
                  </Cell>
                  <Cell head="结果">
                    {receipt.outcome} {receipt.on}
                  </Cell>
                  <Cell head="送达日期">{receipt.servedOn ?? '尚未送达'}</Cell>
                  <Cell head="登记">
                    {receipt.by} {receipt.at}
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        )}
      </section>
    </>
  );
}
