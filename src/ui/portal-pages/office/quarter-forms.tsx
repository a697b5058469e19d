import { RadioGroup } from '#ui/portal/choices.tsx';
import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf } from '#ui/portal/error-summary.tsx';
import { DayField, SelectField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import type { QuartersPageProps } from './quarters-page.tsx';

/** The city signs and reports; once more asked, since one summary stands for a quarter. */
export function ReportForm({ csrf, quarter, summary, reporting }: QuartersPageProps) {
  if (reporting === undefined || summary === undefined) return null;
  return (
    <section aria-labelledby="report">
      <h2 id="report">报送</h2>
      <ConfirmAct
        action={`/office/quarters?quarter=${quarter}`}
        csrf={csrf}
        button={summary.complete ? '签发并报送季度汇总' : '签发阶段数字'}
        cancelAddress={`/office/quarters?quarter=${quarter}`}
        what={
          summary.complete
            ? `将 ${quarter} 的撤回情况汇总制成报告，报省级主管部门。`
            : `季度尚未结束，只能签发截至今天的阶段数字；季度结束后仍须报送季度汇总。`
        }
        toWhom={['省级主管部门']}
        clauses={[{ id: reporting.clause, citation: reporting.citation }]}
        whoSigns={reporting.office}
        final="每季度报送一份汇总，报送后不能更改。"
        carried={[
          ['act', 'report'],
          ['quarter', quarter],
        ]}
        errors={reporting.errors}
      >
        <TextField
          name="signer"
          label="签发人"
          value={reporting.typed.signer}
          required
          error={errorOf(reporting.errors, 'signer')}
        />
        <TextAreaField
          name="problems"
          label="存在的问题和建议"
          hint="没有的可以不填。"
          value={reporting.typed.problems}
          maxLength={2000}
        />
      </ConfirmAct>
    </section>
  );
}

/** The province records what it looked into, or criticised. */
export function ReviewForm({ csrf, today, quarter, cities, reviewing }: QuartersPageProps) {
  if (reviewing === undefined) return null;
  const { typed, errors } = reviewing;
  return (
    <section aria-labelledby="review">
      <h2 id="review">登记抽查或者通报</h2>
      <ErrorSummary errors={errors} />
      <form method="post" action={`/office/quarters?quarter=${quarter}`} className="narrow">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="review" />
        <input type="hidden" name="quarter" value={quarter} />
        <SelectField
          name="city"
          label="市"
          value={typed.city}
          options={cities.map(({ city, name }) => ({ value: city, label: name }))}
          none="请选择"
          required
          error={errorOf(errors, 'city')}
        />
        <RadioGroup
          name="kind"
          label="事项"
          value={typed.kind}
          required
          error={errorOf(errors, 'kind')}
          options={[
            { value: 'spot-check', label: '抽查' },
            { value: 'criticism', label: '通报批评' },
          ]}
        />
        <DayField name="onDay" label="日期" value={typed.onDay} max={today} required error={errorOf(errors, 'onDay')} />
        <TextField
          name="number"
          label="文号"
          hint="通报批评必须填写。"
          value={typed.number}
          error={errorOf(errors, 'number')}
        />
        <TextAreaField
          name="content"
          label="情况"
          hint="抽查的范围和结果，或者通报的事由。"
          value={typed.content}
          required
          maxLength={4000}
          error={errorOf(errors, 'content')}
        />
        <p>
          <button type="submit" className="primary">
            登记
          </button>
        </p>
      </form>
    </section>
  );
}
