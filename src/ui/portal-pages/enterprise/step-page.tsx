import type { ClauseGround } from '#ui/portal/clause-reference.tsx';
import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { RefusedAct } from '#ui/portal/refused-act.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';

export interface OwnStepPageProps {
  readonly csrf: string;
  readonly address: string;
  readonly caseAddress: string;
  readonly enterprise: string;
  readonly qualification: string;
  /** who hands it in */
  readonly by: string;
  readonly step: {
    readonly name: string;
    readonly button: string;
    readonly what: string;
    readonly text: { readonly label: string; readonly hint: string } | null;
    readonly evidence: 'required' | 'optional';
    readonly final?: string;
  };
  readonly clauses: readonly ClauseGround[];
  readonly refusal: { readonly reason: string; readonly clause: ClauseGround; readonly when: string } | null;
  readonly text: string;
  readonly errors: readonly FormError[];
  readonly maxBytes: number;
  readonly maxFiles: number;
}

/** One step of the enterprise in its case: what it does, by which clause, the words and files it needs, and once more before it is final. */
export function OwnStepPage(props: OwnStepPageProps) {
  const { step, errors, refusal, caseAddress } = props;
  return (
    <>
      <PageHead
        title={step.name}
        crumbs={[
          { label: '概览', address: '/enterprise' },
          { label: props.qualification, address: caseAddress },
        ]}
      />
      {refusal === null ? (
        <ConfirmAct
          action={props.address}
          csrf={props.csrf}
          carried={[['act', 'take']]}
          button={step.button}
          cancelAddress={caseAddress}
          what={step.what}
          toWhom={[props.qualification]}
          clauses={props.clauses}
          signing="提交"
          whoSigns={`${props.enterprise}，${props.by}`}
          final={step.final}
          errors={errors}
          multipart
        >
          {step.text === null ? null : (
            <TextAreaField
              name="text"
              label={step.text.label}
              hint={step.text.hint}
              value={props.text}
              error={errorOf(errors, 'text')}
              rows={8}
              maxLength={2000}
              required
            />
          )}
          <UploadField
            name="evidence"
            label={step.evidence === 'required' ? '证明材料' : '证明材料（可不附）'}
            hint={`如注册证书、社会保险缴费证明、变更受理单，一次最多 ${props.maxFiles} 个文件，合计不超过 25 MB。`}
            error={errorOf(errors, 'evidence')}
            accept={['.pdf', '.png', '.jpg']}
            maxBytes={props.maxBytes}
            required={step.evidence === 'required'}
            multiple
          />
        </ConfirmAct>
      ) : (
        <>
          <ErrorSummary errors={errors} />
          <RefusedAct act={step.name} reasons={[refusal.reason]} clause={refusal.clause} cure={refusal.when} />
          <p>
            <a href={caseAddress}>返回案件</a>
          </p>
        </>
      )}
    </>
  );
}
