import type { ReactNode } from 'react';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, type FormError } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Answered, type AnsweredShown } from './answered.tsx';

export interface StepPageProps {
  readonly csrf: string;
  readonly caseId: string;
  readonly enterprise: string;
  readonly qualification: string;
  readonly step: string;
  readonly title: string;
  /** what follows when it is done */
  readonly what: string;
  readonly citation: string;
  readonly errors: readonly FormError[];
  readonly button: string;
  readonly answered: AnsweredShown;
  readonly children: ReactNode;
}

/** One step of a case that issues no document of the office: its form, and what it brings. */
export function StepPage(props: StepPageProps) {
  const { csrf, caseId, enterprise, qualification, step, title, what, citation, errors, button, answered, children } =
    props;
  const back = `/office/cases/${caseId}`;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { label: '案件', address: '/office/cases' },
          { label: enterprise, address: back },
        ]}
        lead={qualification}
      />
      <ErrorSummary errors={errors} />
      <Answered {...answered} />
      <form method="post" action={`${back}/steps/${step}`} className="narrow" encType="multipart/form-data">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="take" />
        <p className="lead">{what}</p>
        {citation === '' ? null : <p className="muted">依据：{citation}</p>}
        {children}
        <p className="act-buttons">
          <button type="submit" className="primary">
            {button}
          </button>
          <a href={back}>取消，不办理</a>
        </p>
      </form>
    </>
  );
}
