import type { ReactNode } from 'react';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';

export interface QuarantineRowPageProps {
  readonly csrf: string;
  readonly id: number;
  /** file and line, as whoever brought the file knows it */
  readonly name: string;
  readonly status: string;
  readonly settledBy: string | null;
  readonly settledReason: string | null;
  readonly facts: readonly (readonly [string, ReactNode])[];
  readonly field: string;
  readonly reason: string;
  /** null: the row could not be split into fields, it is shown as it came */
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: string }[] | null;
  readonly original: string | null;
  readonly mayAct: boolean;
  readonly dismissal: string;
  readonly errors: readonly FormError[];
}

const STATUS: Readonly<Record<string, string>> = { waiting: '待处理', replayed: '已更正', dismissed: '不再处理' };

function Correction({ csrf, id, fields, field, reason }: QuarantineRowPageProps) {
  if (fields === null) return null;
  // What has to be mended stands among what was filled in; the many columns that a source leaves empty are out of the way.
  const wrong = field.split('、');
  const given = fields.filter(({ value, label }) => value !== '' || wrong.includes(label));
  const blank = fields.filter((each) => !given.includes(each));
  const fault = wrong.length === 1 ? reason : '这一列有误，原因见上。';
  return (
    <form method="post" action={`/province/quarantine/${id}`}>
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value="replay" />
      <h2>更正后重放</h2>
      <p className="muted">打星的身份证号没有改动的，按原号码读取；要更正的请填写完整号码。</p>
      {given.map((each) => (
        <TextField
          key={each.name}
          name={each.name}
          label={each.label}
          value={each.value}
          width="full"
          error={wrong.includes(each.label) ? fault : undefined}
        />
      ))}
      {blank.length === 0 ? null : (
        <details>
          <summary>来源没有填写的 {blank.length} 列</summary>
          {blank.map((each) => (
            <TextField key={each.name} name={each.name} label={each.label} value="" width="full" />
          ))}
        </details>
      )}
      <p className="act-buttons">
        <button type="submit" className="primary">
          重放这一行
        </button>
      </p>
    </form>
  );
}

/** One refused row: why, as it came, corrected here or dismissed. */
export function QuarantineRowPage(props: QuarantineRowPageProps) {
  const {
    csrf,
    id,
    name,
    status,
    settledBy,
    settledReason,
    facts,
    field,
    reason,
    original,
    mayAct,
    dismissal,
    errors,
  } = props;
  const waiting = status === 'waiting';
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: '隔离区', address: '/province/quarantine' }]}
        badge={<StateBadge tone={waiting ? 'attention' : 'closed'} word={STATUS[status] ?? status} />}
      />
      <ErrorSummary errors={errors} />
      <p className="portal-notice attention">
        <b>{waiting ? '被拒绝的原因' : '当时被拒绝的原因'}</b>　{field}：{reason}
      </p>
      <Facts of={[...facts, ['办理人', settledBy], ['不再处理的理由', settledReason]]} />
      {original === null ? null : (
        <>
          <h2>原文</h2>
          <pre className="break">{original}</pre>
          <p className="muted">这一行没有能分成各列，不能在此更正，请来源单位重新提供。</p>
        </>
      )}
      {waiting && !mayAct ? <p className="muted">由省级经办人更正重放，或者决定不再处理。</p> : null}
      {waiting && mayAct ? (
        <>
          <Correction {...props} />
          <form method="post" action={`/province/quarantine/${id}`}>
            <CsrfField token={csrf} />
            <input type="hidden" name="act" value="dismiss" />
            <h2>不再处理</h2>
            <TextAreaField
              name="reason"
              label="理由"
              hint="显示在隔离区“不再处理”中，并记入审计。"
              value={dismissal}
              rows={2}
              required
              maxLength={500}
              error={errorOf(errors, 'reason')}
            />
            <p className="act-buttons">
              <button type="submit">不再处理这一行</button>
            </p>
          </form>
        </>
      ) : null}
    </>
  );
}
