import { RadioGroup } from '#ui/portal/choices.tsx';
import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, SelectField, TextAreaField } from '#ui/portal/fields.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface CreditRow {
  readonly id: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly caseId: string;
  readonly kind: string;
  readonly foundOn: string;
  readonly description: string;
  readonly office: string;
  readonly evidence: readonly { readonly id: string; readonly name: string }[];
  readonly statements: readonly {
    readonly key: string;
    readonly text: string;
    readonly by: string;
    readonly files: readonly { readonly id: string; readonly name: string }[];
  }[];
  readonly withdrawn: string | null;
}

export interface RecordForm {
  readonly uscc: string;
  readonly enterprise: string;
  readonly cases: readonly { readonly value: string; readonly label: string }[];
  readonly kinds: readonly { readonly value: string; readonly label: string }[];
  readonly typed: {
    readonly caseId: string;
    readonly kind: string;
    readonly foundOn: string;
    readonly description: string;
  };
  readonly evidenceTypes: readonly string[];
  readonly evidenceBytes: number;
}

export interface CreditPageProps {
  readonly csrf: string;
  readonly today: string;
  readonly q: string;
  readonly rows: readonly CreditRow[];
  readonly mayAct: boolean;
  readonly office: string;
  readonly clause: string;
  readonly citation: string;
  /** the name or code that was asked for is of exactly this enterprise: a record can be begun */
  readonly candidate: { readonly uscc: string; readonly name: string } | undefined;
  readonly recording: RecordForm | undefined;
  readonly withdrawing: { readonly row: CreditRow; readonly reason: string } | undefined;
  readonly errors: readonly FormError[];
}

function Recording({
  csrf,
  today,
  office,
  clause,
  citation,
  errors,
  of,
}: Omit<CreditPageProps, 'recording'> & { of: RecordForm }) {
  if (of.cases.length === 0) {
    return (
      <EmptyState
        what={`${of.enterprise}没有可以据以记录的案件`}
        why="信用档案记入规定有信用档案的制度下的预警案件；该企业没有这样的案件。"
        next={{ label: '返回信用档案', address: '/office/credit' }}
      />
    );
  }
  return (
    <section aria-labelledby="record">
      <h2 id="record">记入信用档案</h2>
      <ConfirmAct
        action={`/office/credit?record=${of.uscc}`}
        csrf={csrf}
        button="记入信用档案"
        cancelAddress={`/office/credit?q=${of.uscc}`}
        what="记录与证据留存；企业将收到告知，可以查看证据并陈述意见，陈述与记录一并显示。"
        toWhom={[of.enterprise]}
        clauses={[{ id: clause, citation }]}
        whoSigns={office}
        final="记录不能删除。有误的，由认定机关撤销，撤销的理由一并保留。"
        carried={[
          ['act', 'record'],
          ['record', of.uscc],
        ]}
        errors={errors}
        multipart
      >
        <SelectField
          name="caseId"
          label="所涉案件"
          value={of.typed.caseId}
          options={of.cases}
          none="请选择"
          required
          width="full"
          error={errorOf(errors, 'caseId')}
        />
        <RadioGroup
          name="kind"
          label="情形"
          value={of.typed.kind}
          options={of.kinds}
          required
          error={errorOf(errors, 'kind')}
        />
        <DayField
          name="foundOn"
          label="认定日期"
          value={of.typed.foundOn}
          max={today}
          required
          error={errorOf(errors, 'foundOn')}
        />
        <TextAreaField
          name="description"
          label="查明的事实"
          hint="不少于 10 个字。"
          value={of.typed.description}
          maxLength={2000}
          required
          error={errorOf(errors, 'description')}
        />
        <UploadField
          name="evidence"
          label="证据"
          accept={of.evidenceTypes}
          maxBytes={of.evidenceBytes}
          required
          error={errorOf(errors, 'evidence')}
        />
      </ConfirmAct>
    </section>
  );
}

function Records({ rows, mayAct, q }: Pick<CreditPageProps, 'rows' | 'mayAct' | 'q'>) {
  if (rows.length === 0) {
    return q === '' ? (
      <EmptyState
        what="没有信用记录"
        why="整改中隐瞒情况或者虚假整改的，由市级或者省级主管部门凭证据记入，列在这里。"
      />
    ) : (
      <EmptyState
        what="没有符合条件的信用记录"
        why="该企业没有被记入信用档案，或者名称、代码有误。"
        next={{ label: '清除筛选条件', address: '/office/credit' }}
      />
    );
  }
  return (
    <Table caption="信用档案" heads={['企业', '情形', '查明的事实', '企业的陈述', '办理']}>
      <Rows>
        {rows.map((row) => (
          <Row key={row.id}>
            <HeadCell head="企业">
              <a href={`/office/cases/${row.caseId}`}>{row.enterprise}</a>
              <span className="line muted">{row.uscc}</span>
            </HeadCell>
            <Cell head="情形">
              {row.kind}
              <span className="line muted">
                {row.foundOn} {row.office}
              </span>
            </Cell>
            <Cell head="查明的事实">
              {row.description}
              {row.evidence.map((file) => (
                <a key={file.id} className="line" href={`/office/cases/${row.caseId}/evidence/${file.id}`}>
                  {file.name}
                </a>
              ))}
            </Cell>
            <Cell head="企业的陈述">
              {row.statements.length === 0
                ? '没有陈述'
                : row.statements.map(({ key, text, by, files }) => (
                    <div key={key} className="statement">
                      <span className="as-written">{text}</span>
                      <span className="line muted">{by}</span>
                      {files.map((file) => (
                        <a key={file.id} className="line" href={`/office/cases/${row.caseId}/evidence/${file.id}`}>
                          {file.name}
                        </a>
                      ))}
                    </div>
                  ))}
            </Cell>
            <Cell head="办理">
              {row.withdrawn === null ? (
                mayAct ? (
                  <a
                    className="code"
                    href={`/office/credit?withdraw=${row.id}`}
                    aria-label={`撤销${row.enterprise}的这条记录`}
                  >
                    撤销记录
                  </a>
                ) : (
                  '有效'
                )
              ) : (
                <>
                  <StateBadge tone="closed" word="已撤销" />
                  <span className="line">{row.withdrawn}</span>
                </>
              )}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** 信用档案: misconduct in rectification, recorded by an authority on evidence, with what the enterprise says to it. */
export function CreditPage(props: CreditPageProps) {
  const { csrf, q, rows, mayAct, office, clause, citation, candidate, recording, withdrawing, errors } = props;
  return (
    <>
      <PageHead title="信用档案" lead="整改中隐瞒有关情况、弄虚作假的记录。数据异常本身不记入。" />
      {recording === undefined ? null : <Recording {...props} of={recording} />}
      {withdrawing === undefined ? null : (
        <section aria-labelledby="withdraw">
          <h2 id="withdraw">撤销信用记录</h2>
          <ConfirmAct
            action={`/office/credit?withdraw=${withdrawing.row.id}`}
            csrf={csrf}
            button="撤销记录"
            cancelAddress="/office/credit"
            what={`撤销对${withdrawing.row.enterprise}“${withdrawing.row.kind}”（${withdrawing.row.foundOn}）的记录；记录保留并注明已撤销及理由。`}
            toWhom={[withdrawing.row.enterprise]}
            clauses={[{ id: clause, citation }]}
            whoSigns={office}
            carried={[
              ['act', 'withdraw'],
              ['withdraw', withdrawing.row.id],
            ]}
            errors={errors}
          >
            <TextAreaField
              name="reason"
              label="撤销的理由"
              value={withdrawing.reason}
              required
              maxLength={2000}
              error={errorOf(errors, 'reason')}
            />
          </ConfirmAct>
        </section>
      )}
      <Filters
        action="/office/credit"
        filtered={q !== ''}
        fields={[{ kind: 'text', name: 'q', label: '企业', value: q, placeholder: '名称或统一社会信用代码' }]}
      />
      {mayAct && recording === undefined ? (
        candidate === undefined ? (
          <p className="muted">要记入信用档案，请先以统一社会信用代码查到企业。</p>
        ) : (
          <p className="act-buttons">
            <a className="button primary" href={`/office/credit?record=${candidate.uscc}`}>
              对{candidate.name}记入信用档案
            </a>
          </p>
        )
      ) : null}
      <Records {...{ rows, mayAct, q }} />
    </>
  );
}
