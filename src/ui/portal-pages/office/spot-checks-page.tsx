import { CheckboxField, RadioGroup } from '#ui/portal/choices.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface CheckForm {
  readonly csrf: string;
  readonly today: string;
  readonly enterpriseId: number;
  readonly enterprise: string;
  readonly projectNumber: string;
  readonly project: string;
  readonly typed: {
    readonly onDay: string;
    readonly officers: string;
    readonly lookedAt: readonly string[];
    readonly result: string;
    readonly findings: string;
  };
  readonly errors: readonly FormError[];
  readonly contents: readonly { readonly value: string; readonly label: string }[];
  readonly results: readonly { readonly value: string; readonly label: string }[];
  readonly evidenceTypes: readonly string[];
  readonly evidenceBytes: number;
}

export interface SpotChecksPageProps {
  readonly form: CheckForm | undefined;
  readonly checks: readonly {
    readonly id: string;
    readonly onDay: string;
    readonly project: string;
    readonly place: string;
    readonly lookedAt: string;
    readonly officers: string;
    readonly result: string;
    readonly findings: string;
    readonly evidenceName: string | null;
    readonly office: string;
  }[];
}

function RecordForm({ of }: { readonly of: CheckForm }) {
  const { typed, errors } = of;
  return (
    <section aria-labelledby="record">
      <h2 id="record">登记抽查</h2>
      <ErrorSummary errors={errors} />
      <p>
        {of.enterprise}　{of.project}
      </p>
      <form
        method="post"
        action={`/office/supervision/checks?enterprise=${of.enterpriseId}&project=${encodeURIComponent(of.projectNumber)}`}
        className="narrow"
        encType="multipart/form-data"
      >
        <CsrfField token={of.csrf} />
        <input type="hidden" name="act" value="record" />
        <DayField
          name="onDay"
          label="检查日期"
          value={typed.onDay}
          max={of.today}
          required
          error={errorOf(errors, 'onDay')}
        />
        <TextField
          name="officers"
          label="检查人员"
          hint="两人以上的用顿号分开。"
          value={typed.officers}
          required
          width="full"
          error={errorOf(errors, 'officers')}
        />
        <fieldset className={errorOf(errors, 'lookedAt') === undefined ? 'field' : 'field wrong'}>
          <legend>
            检查内容 <span className="required">必填</span>
          </legend>
          {errorOf(errors, 'lookedAt') === undefined ? null : (
            <p className="field-error">{errorOf(errors, 'lookedAt')}</p>
          )}
          {of.contents.map((each, at) => (
            <CheckboxField
              key={each.value}
              id={at === 0 ? 'lookedAt' : `lookedAt-${each.value}`}
              name="lookedAt"
              value={each.value}
              label={each.label}
              checked={typed.lookedAt.includes(each.value)}
            />
          ))}
        </fieldset>
        <RadioGroup
          name="result"
          label="检查结果"
          value={typed.result}
          options={of.results}
          required
          error={errorOf(errors, 'result')}
        />
        <TextAreaField
          name="findings"
          label="检查情况"
          hint="应到岗人员及实际到岗、发现的问题、责令改正的要求。"
          value={typed.findings}
          maxLength={4000}
          required
          error={errorOf(errors, 'findings')}
        />
        <UploadField
          name="evidence"
          label="检查记录或者照片"
          accept={of.evidenceTypes}
          maxBytes={of.evidenceBytes}
          error={errorOf(errors, 'evidence')}
        />
        <p className="act-buttons">
          <button type="submit" className="primary">
            登记抽查
          </button>
          <a href="/office/supervision">返回名单</a>
        </p>
      </form>
    </section>
  );
}

/** 抽查记录: what was looked at on the sites of enterprises under priority supervision, and the form to record one. */
export function SpotChecksPage({ form, checks }: SpotChecksPageProps) {
  return (
    <>
      <PageHead
        title="抽查记录"
        crumbs={[{ label: '重点监管名单', address: '/office/supervision' }]}
        lead="对重点监管企业在建工程的人员到岗履职、工程质量和安全生产的抽查；登记后不能修改。"
      />
      {form === undefined ? null : <RecordForm of={form} />}
      <section aria-labelledby="checks">
        <h2 id="checks">已登记的抽查</h2>
        {checks.length === 0 ? (
          <EmptyState
            what="没有抽查记录"
            why="在重点监管名单中选择工程，登记抽查后列在这里。"
            next={{ label: '打开重点监管名单', address: '/office/supervision' }}
          />
        ) : (
          <Table caption="抽查记录" heads={['日期', '工程', '内容与人员', '结果', '材料']}>
            <Rows>
              {checks.map((check) => (
                <Row key={check.id}>
                  <HeadCell head="日期">{check.onDay}</HeadCell>
                  <Cell head="工程">
                    {check.project}
                    <span className="line muted">{check.place}</span>
                  </Cell>
                  <Cell head="内容与人员">
                    {check.lookedAt}
                    <span className="line muted">
                      {check.officers}（{check.office}）
                    </span>
                  </Cell>
                  <Cell head="结果">
                    {check.result}
                    <span className="line">{check.findings}</span>
                  </Cell>
                  <Cell head="材料">
                    {check.evidenceName === null ? (
                      '没有'
                    ) : (
                      <a href={`/office/supervision/checks/${check.id}/evidence`}>{check.evidenceName}</a>
                    )}
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
