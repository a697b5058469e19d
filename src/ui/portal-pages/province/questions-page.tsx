import type { AnswerGiven } from '#features/casework/queries.ts';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { type ProofOffered, SECOND_FACTOR_FIELD, SecondProof } from '#ui/portal/second-proof.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

/** `as-now`: how it is done meanwhile; `changes`: the law takes it as data; `recorded`: put on record, nothing rests on it yet. */
export type Effect = 'as-now' | 'changes' | 'recorded';

export interface QuestionShown {
  readonly id: string;
  readonly text: string;
  readonly clause: string;
  readonly meanwhile: string;
  readonly answers: readonly { readonly id: string; readonly text: string; readonly effect: Effect }[];
  readonly given: readonly AnswerGiven[];
}

export interface PreviewShown {
  readonly question: string;
  readonly answer: string;
  readonly open: number;
  readonly changed: number;
  readonly rows: readonly {
    readonly caseId: string;
    readonly enterprise: string;
    readonly stage: string;
    readonly changes: readonly string[];
  }[];
}

export interface QuestionsPageProps {
  readonly csrf: string;
  readonly regimeId: string;
  readonly regimeName: string;
  readonly document: string;
  readonly questions: readonly QuestionShown[];
  readonly preview: PreviewShown | null;
  readonly accountId: string;
  readonly mayAnswer: boolean;
  readonly mayDecide: boolean;
  /** null where this person neither answers nor decides */
  readonly offered: ProofOffered | null;
  readonly today: string;
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
}

const EFFECTS: Readonly<Record<Effect, string>> = {
  'as-now': '与目前的办理相同',
  changes: '自施行日期起改变办理',
  recorded: '只登记、公示在本页，尚不改变办理；需要改变的，请连同依据交维护单位修改制度数据',
};

const STATUS = { requested: '待确认', confirmed: '已确认', refused: '已退回' } as const;

function addressOf({ regimeId }: Pick<QuestionsPageProps, 'regimeId'>): string {
  return `/province/regimes/${encodeURIComponent(regimeId)}/questions`;
}

function Field(props: {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly short?: true;
}) {
  const { id, name, label, value, error, short } = props;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {error === undefined ? null : <p className="error">{error}</p>}
      <input
        id={id}
        name={name}
        className={short ? 'control size-short' : 'control'}
        defaultValue={value}
        maxLength={500}
        autoComplete="off"
        required
      />
    </div>
  );
}

type Proved = QuestionsPageProps & { readonly offered: ProofOffered };

function AnswerForm({ page, question }: { readonly page: Proved; readonly question: QuestionShown }) {
  const { csrf, typed, errors, today } = page;
  const mine = typed('question') === question.id;
  const value = (field: string) => (mine ? typed(field) : '');
  const fault = (field: string) => (mine ? errorOf(errors, field) : undefined);
  const id = (field: string) => `${field}-${question.id}`;
  return (
    <details open={mine && errors.length > 0}>
      <summary>填写答复</summary>
      <form method="post" action={addressOf(page)}>
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="answer" />
        <input type="hidden" name="question" value={question.id} />
        <fieldset>
          <legend>答复</legend>
          {question.answers.map((answer) => (
            <div key={answer.id} className="choice">
              <input
                type="radio"
                id={id(answer.id)}
                name="answer"
                value={answer.id}
                defaultChecked={value('answer') === answer.id}
                required
              />
              <label htmlFor={id(answer.id)}>
                {answer.text}（{EFFECTS[answer.effect]}）
              </label>
            </div>
          ))}
        </fieldset>
        <Field
          id={id('basis')}
          name="basis"
          label="依据（答复函、文件的名称和文号）"
          value={value('basis')}
          error={fault('basis')}
        />
        <Field
          id={id('inForceFrom')}
          name="inForceFrom"
          label="施行日期"
          value={value('inForceFrom') || today}
          error={fault('inForceFrom')}
          short
        />
        <SecondProof
          id={id(SECOND_FACTOR_FIELD)}
          offered={page.offered}
          acts={[{ label: '填写，交他人确认' }]}
          error={fault(SECOND_FACTOR_FIELD)}
        />
      </form>
    </details>
  );
}

function Decision({ page, given }: { readonly page: Proved; readonly given: AnswerGiven }) {
  const mine = page.typed('id') === given.id;
  return (
    <form method="post" action={addressOf(page)}>
      <CsrfField token={page.csrf} />
      <input type="hidden" name="id" value={given.id} />
      <Field
        id={`decision-${given.id}`}
        name="decision"
        label="核对情况或者退回理由"
        value={mine ? page.typed('decision') : ''}
        error={mine ? errorOf(page.errors, 'decision') : undefined}
      />
      <SecondProof
        id={`factor-${given.id}`}
        offered={page.offered}
        acts={[
          { act: 'confirm', label: '确认' },
          { act: 'refuse', label: '退回' },
        ]}
      />
    </form>
  );
}

function settling(page: QuestionsPageProps, given: AnswerGiven) {
  if (given.status !== 'requested') return `${given.decidedByName ?? ''}：${given.decisionReason ?? ''}`;
  if (given.requestedBy === page.accountId) return '本人填写的须由他人确认';
  const { offered } = page;
  return page.mayDecide && offered !== null ? (
    <Decision page={{ ...page, offered }} given={given} />
  ) : (
    '由省级审核人确认'
  );
}

function Given({ page, question }: { readonly page: QuestionsPageProps; readonly question: QuestionShown }) {
  if (question.given.length === 0) return <p className="muted">尚未答复。</p>;
  const textOf = (id: string) => question.answers.find((answer) => answer.id === id)?.text ?? id;
  return (
    <Table caption={`答复：${question.text}`} heads={['答复', '依据', '施行日期', '填写', '状态', '确认']}>
      <Rows>
        {question.given.map((given) => (
          <Row key={given.id}>
            <HeadCell head="答复">{textOf(given.answer)}</HeadCell>
            <Cell head="依据">{given.basis}</Cell>
            <Cell head="施行日期">{given.inForceFrom}</Cell>
            <Cell head="填写">{given.requestedByName}</Cell>
            <Cell head="状态">
              {STATUS[given.status]}
              {given.laidAt === null ? '' : '，已施行'}
            </Cell>
            <Cell head="确认">{settling(page, given)}</Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

function Preview({ preview }: { readonly preview: PreviewShown }) {
  const { open, changed, rows } = preview;
  if (changed === 0) return <p>在办案件 {open} 件，没有一件因此改变。</p>;
  return (
    <>
      <p>
        在办案件 {open} 件，其中 {changed} 件会改变{changed > rows.length ? `，下面列出前 ${rows.length} 件` : ''}
        。以下按今天施行推算，没有写入任何案件。
      </p>
      <Table caption="会改变的案件" heads={['企业', '阶段', '改变']}>
        <Rows>
          {rows.map((row) => (
            <Row key={row.caseId}>
              <HeadCell head="企业">
                <a href={`/office/cases/${row.caseId}`}>{row.enterprise}</a>
              </HeadCell>
              <Cell head="阶段">{row.stage}</Cell>
              <Cell head="改变">
                {row.changes.map((change) => (
                  <span key={change} className="line">
                    {change}
                  </span>
                ))}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </>
  );
}

function Question({ page, question }: { readonly page: QuestionsPageProps; readonly question: QuestionShown }) {
  const { offered } = page;
  const preview = page.preview?.question === question.id ? page.preview : null;
  return (
    <section aria-label={question.text}>
      <h2>{question.text}</h2>
      <Facts
        of={[
          ['条款', question.clause],
          ['目前怎样办', question.meanwhile],
        ]}
      />
      <ul>
        {question.answers.map((answer) => (
          <li key={answer.id}>
            {answer.text}：{EFFECTS[answer.effect]}。
            {answer.effect === 'changes' ? (
              <a href={`${addressOf(page)}?preview=${encodeURIComponent(`${question.id} ${answer.id}`)}`}>
                看哪些案件会改变
              </a>
            ) : null}
          </li>
        ))}
      </ul>
      {preview === null ? null : <Preview preview={preview} />}
      <Given page={page} question={question} />
      {page.mayAnswer && offered !== null ? <AnswerForm page={{ ...page, offered }} question={question} /> : null}
    </section>
  );
}

/** What only an official can settle in a regime: how it is done meanwhile, what an answer would change, and the answers given. */
export function QuestionsPage(props: QuestionsPageProps) {
  const { regimeId, regimeName, document, questions, errors } = props;
  return (
    <>
      <PageHead
        title="待明确的问题"
        crumbs={[
          { label: '适用制度', address: '/province/regimes' },
          { label: regimeName, address: `/province/regimes/${encodeURIComponent(regimeId)}` },
        ]}
        lead={`${document}没有写明、须由主管部门明确的问题。由一人填写答复和依据、另一人确认，自施行日期起适用；此前已经办理的不变。`}
      />
      <ErrorSummary errors={errors} />
      {questions.map((question) => (
        <Question key={question.id} page={props} question={question} />
      ))}
    </>
  );
}
