import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { type ClauseGround, ClauseReference } from '#ui/portal/clause-reference.tsx';
import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { type Evidence, EvidenceList } from '#ui/portal/evidence-list.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';

export interface OwnCreditPageProps {
  readonly csrf: string;
  readonly address: string;
  readonly enterprise: string;
  /** who states, as the entry will name it */
  readonly by: string;
  readonly caseId: string;
  readonly qualification: string;
  readonly kind: string;
  readonly foundOn: string;
  readonly office: string;
  readonly recordedAt: Date;
  readonly description: string;
  readonly clause: ClauseGround;
  readonly withdrawn: { readonly day: string; readonly because: string } | null;
  readonly evidence: readonly Evidence[];
  readonly statements: readonly {
    readonly id: string;
    readonly statement: string;
    readonly at: Date;
    readonly by: string;
    readonly evidence: readonly Evidence[];
  }[];
  readonly typed: string;
  readonly errors: readonly FormError[];
  readonly maxBytes: number;
  readonly maxFiles: number;
}

function Statements({ statements }: Pick<OwnCreditPageProps, 'statements'>) {
  if (statements.length === 0) return <p className="muted">贵单位还没有陈述意见。</p>;
  return (
    <ol className="plain statements">
      {statements.map((each) => (
        <li key={each.id}>
          <p className="muted">
            {each.by}　<Minute instant={each.at} />
          </p>
          <p className="as-written">{each.statement}</p>
          {each.evidence.length === 0 ? null : <EvidenceList items={each.evidence} />}
        </li>
      ))}
    </ol>
  );
}

function StateForm(props: OwnCreditPageProps) {
  const { errors, statements } = props;
  return (
    <section aria-labelledby="state">
      <h2 id="state">{statements.length === 0 ? '陈述意见' : '补充陈述'}</h2>
      <ConfirmAct
        action={props.address}
        csrf={props.csrf}
        carried={[['act', 'state']]}
        button="提交陈述"
        cancelAddress="/enterprise"
        what="陈述与这条记录一并显示，并通知认定机关。认为记录有误的，写明哪里有误并附证明材料，由认定机关复核；复核后撤销的，以电子邮件告知。"
        toWhom={[props.office]}
        clauses={[props.clause]}
        signing="提交"
        whoSigns={`${props.enterprise}，${props.by}`}
        final="提交后不能修改或者删除，可以再次补充。"
        errors={errors}
        multipart
      >
        <TextAreaField
          name="statement"
          label="陈述的意见"
          hint="2000 字以内。没有期限；不陈述的，不视为承认。"
          value={props.typed}
          error={errorOf(errors, 'statement')}
          rows={8}
          maxLength={2000}
          required
        />
        <UploadField
          name="evidence"
          label="证明材料（可不附）"
          hint={`一次最多 ${props.maxFiles} 个文件，合计不超过 25 MB。`}
          error={errorOf(errors, 'evidence')}
          accept={['.pdf', '.png', '.jpg']}
          maxBytes={props.maxBytes}
          multiple
        />
      </ConfirmAct>
    </section>
  );
}

/** The entry was withdrawn while somebody wrote: nothing typed is lost. */
function TypedInVain({ errors, typed }: Pick<OwnCreditPageProps, 'errors' | 'typed'>) {
  if (typed === '') return null;
  return (
    <>
      <ErrorSummary errors={errors} />
      <h2>刚才填写的内容（没有提交）</h2>
      <p className="as-written">{typed}</p>
    </>
  );
}

/** SX23-3.0: an entry of the enterprise's credit record: what was found on which evidence, what the enterprise said to it, and its say. */
export function OwnCreditPage(props: OwnCreditPageProps) {
  const { withdrawn, evidence, statements } = props;
  return (
    <>
      <PageHead
        title="信用记录"
        crumbs={[{ label: '概览', address: '/enterprise' }]}
        badge={
          withdrawn === null ? <StateBadge tone="attention" word="有效" /> : <StateBadge tone="closed" word="已撤销" />
        }
        lead={withdrawn === null ? undefined : '认定机关已撤销这条记录，不需要再陈述意见。'}
      />
      <section aria-labelledby="found">
        <h2 id="found">认定的情形</h2>
        <Facts
          of={[
            ['情形', props.kind],
            ['查明的事实', props.description],
            ['认定机关', props.office],
            ['认定日期', props.foundOn],
            ['记入时间', <Minute key="recorded" instant={props.recordedAt} />],
            [
              '所涉资质',
              <a key="case" href={`/enterprise/cases/${props.caseId}`}>
                {props.qualification}
              </a>,
            ],
            ['依据', <ClauseReference key="clause" clause={props.clause} />],
            ['撤销日期', withdrawn?.day],
            ['撤销的理由', withdrawn?.because],
          ]}
        />
      </section>
      <section aria-labelledby="basis">
        <h2 id="basis">认定所依据的证据</h2>
        <EvidenceList items={evidence} />
      </section>
      <section aria-labelledby="stated">
        <h2 id="stated">贵单位的陈述</h2>
        <Statements statements={statements} />
      </section>
      {withdrawn === null ? <StateForm {...props} /> : <TypedInVain {...props} />}
    </>
  );
}
