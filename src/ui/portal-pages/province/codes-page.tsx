import type { CodeConfirmation } from '#features/codes/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { type ProofOffered, SECOND_FACTOR_FIELD, SecondProof } from '#ui/portal/second-proof.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface CodesPageProps {
  readonly csrf: string;
  readonly rows: readonly CodeConfirmation[];
  readonly accountId: string;
  readonly mayRequest: boolean;
  readonly mayDecide: boolean;
  /** null where this person neither asks nor decides */
  readonly offered: ProofOffered | null;
  readonly typed: { readonly code: string; readonly enterprise: string; readonly reason: string };
  readonly errors: readonly FormError[];
  readonly evidenceTypes: readonly string[];
  readonly evidenceBytes: number;
}

const STATUS = { requested: '待确认', confirmed: '已按证照核实', refused: '未予核实' } as const;

function Decision({ csrf, id, offered }: { csrf: string; id: string; offered: ProofOffered }) {
  return (
    <form method="post" action="/province/codes">
      <CsrfField token={csrf} />
      <input type="hidden" name="id" value={id} />
      <div className="field">
        <label htmlFor={`decision-${id}`}>依据或者理由</label>
        <input id={`decision-${id}`} name="decision" className="control" required maxLength={500} />
      </div>
      <SecondProof
        id={`factor-${id}`}
        offered={offered}
        acts={[
          { act: 'confirm', label: '按证照确认' },
          { act: 'refuse', label: '不予确认' },
        ]}
      />
    </form>
  );
}

/** Credit codes that do not compute and were issued so: asked for by one official, confirmed by another. */
export function CodesPage(props: CodesPageProps) {
  const { csrf, rows, accountId, mayRequest, mayDecide, offered, typed, errors, evidenceTypes, evidenceBytes } = props;
  return (
    <>
      <PageHead
        title="代码核实"
        lead="个别登记机关在 2015 至 2016 年颁发的统一社会信用代码第 18 位校验不符。查验过营业执照的，由一人提出、另一人确认，确认后各处都可以使用，并注明“按证照核实”。"
      />
      <ErrorSummary errors={errors} />
      {mayRequest && offered !== null ? (
        <details open={errors.length > 0}>
          <summary>提出核实</summary>
          <form method="post" action="/province/codes" encType="multipart/form-data">
            <CsrfField token={csrf} />
            <input type="hidden" name="act" value="request" />
            <TextField
              name="code"
              label="营业执照上的统一社会信用代码"
              value={typed.code}
              width="full"
              required
              error={errorOf(errors, 'code')}
            />
            <TextField
              name="enterprise"
              label="营业执照上的企业全称"
              value={typed.enterprise}
              width="full"
              required
              error={errorOf(errors, 'enterprise')}
            />
            <TextAreaField
              name="reason"
              label="怎样核实的"
              hint="如“查验营业执照原件，与国家企业信用信息公示系统一致”。"
              value={typed.reason}
              rows={2}
              required
              maxLength={500}
              error={errorOf(errors, 'reason')}
            />
            <UploadField
              name="evidence"
              label="营业执照"
              accept={evidenceTypes}
              maxBytes={evidenceBytes}
              required
              error={errorOf(errors, 'evidence')}
            />
            <SecondProof
              offered={offered}
              acts={[{ label: '提出，交他人确认' }]}
              error={errorOf(errors, SECOND_FACTOR_FIELD)}
            />
          </form>
        </details>
      ) : null}
      {rows.length === 0 ? (
        <p>没有提出过核实的代码。</p>
      ) : (
        <Table caption="提出核实的代码" heads={['代码', '企业', '怎样核实的', '证照', '提出', '状态', '办理']}>
          <Rows>
            {rows.map((row) => (
              <Row key={row.id}>
                <HeadCell head="代码">
                  <code>{row.code}</code>
                </HeadCell>
                <Cell head="企业">{row.enterprise}</Cell>
                <Cell head="怎样核实的">{row.reason}</Cell>
                <Cell head="证照">
                  <a href={`/province/codes/${row.id}/evidence`}>{row.evidenceName}</a>
                </Cell>
                <Cell head="提出">
                  {row.requestedByName}　<Minute instant={row.requestedAt} />
                </Cell>
                <Cell head="状态">{STATUS[row.status]}</Cell>
                <Cell head="办理">
                  {row.status !== 'requested' ? (
                    `${row.decidedByName ?? ''}：${row.decisionReason ?? ''}`
                  ) : row.requestedBy === accountId ? (
                    '本人提出的须由他人确认'
                  ) : mayDecide && offered !== null ? (
                    <Decision csrf={csrf} id={row.id} offered={offered} />
                  ) : (
                    '由省级审核人确认'
                  )}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </>
  );
}
