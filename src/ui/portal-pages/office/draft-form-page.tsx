import type { ReactNode } from 'react';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, type FormError } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Answered, type AnsweredShown } from './answered.tsx';

export interface DraftFormPageProps {
  readonly csrf: string;
  readonly what: string;
  readonly title: string;
  /** what sealing will bring */
  readonly brings: string;
  readonly citation: string;
  readonly cases: readonly { readonly id: string; readonly enterprise: string; readonly qualification: string }[];
  readonly errors: readonly FormError[];
  /** what the enterprises said, for whoever has to answer it */
  readonly answered: readonly (AnsweredShown & { readonly of: string })[];
  /** the form takes a file */
  readonly multipart: boolean;
  readonly children: ReactNode;
}

/** 拟稿: the particulars of an act on the chosen cases. Nothing is issued before somebody else has reviewed it and it is sealed. */
export function DraftFormPage(props: DraftFormPageProps) {
  const { csrf, what, title, brings, citation, cases, errors, answered, multipart, children } = props;
  return (
    <>
      <PageHead
        title={`拟制${title}`}
        crumbs={[{ label: '待办', address: `/office?what=${encodeURIComponent(what)}` }]}
        lead={`共 ${cases.length} 件`}
      />
      <ErrorSummary errors={errors} />
      {what === 'decide' && answered.every(({ events }) => events.length === 0) ? (
        <p>系统中没有企业的陈述申辩，也没有听证申请。</p>
      ) : null}
      {answered.map((each) => (
        <Answered key={each.of} {...each} />
      ))}
      <form
        method="post"
        action="/office/drafts/new"
        className="narrow"
        encType={multipart ? 'multipart/form-data' : undefined}
      >
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="draft" />
        <input type="hidden" name="what" value={what} />
        <p className="lead">{brings}</p>
        {citation === '' ? null : <p className="muted">依据：{citation}</p>}
        {children}
        <details open={cases.length <= 10}>
          <summary>对象（{cases.length} 件）</summary>
          <p className="muted">不办理的取消勾选。</p>
          <ul className="plain">
            {cases.map((each) => (
              <li key={each.id}>
                <input
                  type="checkbox"
                  name="case"
                  value={each.id}
                  defaultChecked
                  aria-label={`办理${each.enterprise}的${each.qualification}`}
                />{' '}
                <a href={`/office/cases/${each.id}`}>{each.enterprise}</a>{' '}
                <span className="muted">{each.qualification}</span>
              </li>
            ))}
          </ul>
        </details>
        <p className="act-buttons">
          <button type="submit" className="primary">
            拟稿并送审
          </button>
          <a href="/office">取消，不办理</a>
        </p>
      </form>
    </>
  );
}
