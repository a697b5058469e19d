import type { CaseChecked } from '#features/audit-trail/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Progress } from '#ui/portal/progress.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

/** A check of all chains, as the worker does it. */
export interface WholeCheck {
  readonly id: string;
  readonly status: string;
  readonly done: number;
  readonly total: number;
  readonly askedAt: Date;
  readonly askedByName: string;
  readonly cases: number;
  readonly broken: readonly { readonly caseId: string; readonly fault: string }[];
  readonly failure: string | null;
}

export interface ChainsPageProps {
  readonly csrf: string;
  readonly caseId: string;
  readonly checked: readonly CaseChecked[] | null;
  readonly whole: readonly WholeCheck[];
  readonly errors: readonly FormError[];
}

function Verdict({ fault }: { readonly fault: string | null }) {
  return fault === null ? <StateBadge tone="met" word="完整" /> : <StateBadge tone="fail" word="有误" />;
}

function Checked({ checked }: { readonly checked: readonly CaseChecked[] }) {
  if (checked.length === 0) return <p>没有案件可以核验。</p>;
  const broken = checked.filter(({ fault }) => fault !== null).length;
  return (
    <>
      <p className="lead">
        核验 {checked.length} 件，{broken === 0 ? '全部完整。' : `${broken} 件有误，请立即查明。`}
      </p>
      <Table caption="核验结果" heads={['案件', '资质', '事件', '结果', '说明']} numeric={['事件']}>
        <Rows>
          {checked.map((each) => (
            <Row key={each.caseId}>
              <HeadCell head="案件">
                <a href={`/office/cases/${each.caseId}`}>{each.enterprise}</a>
              </HeadCell>
              <Cell head="资质">{each.qualification}</Cell>
              <Cell head="事件" numeric>
                {each.events}
              </Cell>
              <Cell head="结果">
                <Verdict fault={each.fault} />
              </Cell>
              <Cell head="说明">{each.fault ?? '每一事件与前一事件衔接，案件状态与事件一致'}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </>
  );
}

function Whole({ check }: { readonly check: WholeCheck }) {
  if (check.status === 'waiting' || check.status === 'running') {
    return (
      <Progress
        label="核验全部案件"
        done={check.done}
        total={check.total}
        unit="件"
        text="由后台任务核验，可以离开本页。"
      />
    );
  }
  return (
    <div>
      <p>
        <Minute instant={check.askedAt} />　{check.askedByName}提出：
        {check.failure !== null
          ? `没有完成（${check.failure}）`
          : `核验 ${check.cases} 件，${check.broken.length === 0 ? '全部完整' : `${check.broken.length} 件有误`}`}
      </p>
      {check.broken.length === 0 ? null : (
        <ul>
          {check.broken.map(({ caseId, fault }) => (
            <li key={caseId}>
              <a href={`/office/cases/${caseId}`}>{caseId}</a>：{fault}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** 案件事件链: one case, a sample or all cases held to the hashes of their events. */
export function ChainsPage({ csrf, caseId, checked, whole, errors }: ChainsPageProps) {
  return (
    <>
      <PageHead
        title="案件事件链"
        lead="案件由其事件推得，每一事件以散列值接续前一事件；改动、删除或补插任何一条都会在此显示。"
      />
      <ErrorSummary errors={errors} />
      <h2>核验指定案件</h2>
      <form action="/audit/chains">
        <TextField
          name="case"
          label="案件编号"
          value={caseId}
          error={errorOf(errors, 'case')}
          width="full"
          maxLength={36}
        />
        <p className="act-buttons">
          <button type="submit">核验这一件</button>
          <a href="/audit/chains?sample=20">随机抽查 20 件</a>
        </p>
      </form>
      {checked === null ? null : <Checked checked={checked} />}
      <h2>核验全部案件</h2>
      <form method="post" action="/audit/chains">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="check-all" />
        <p className="act-buttons">
          <button type="submit" className="primary">
            核验全部案件
          </button>
        </p>
      </form>
      {whole.map((check) => (
        <Whole key={check.id} check={check} />
      ))}
    </>
  );
}
