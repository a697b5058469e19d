import type { RunSummary } from '#features/verification/queries.ts';
import { Day, Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { BarChart } from '#ui/portal/bar-chart.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Progress } from '#ui/portal/progress.tsx';
import { RunVersions } from './run-versions.tsx';
import { countFacts, RunBadge, runName } from './run-words.tsx';

export interface ChangeRow {
  readonly label: string;
  readonly newlyFailing: number;
  readonly recovered: number;
}

export interface RunPageProps {
  readonly csrf: string;
  readonly run: RunSummary;
  readonly progress: { readonly partitions: number; readonly done: number } | null;
  /** of a held run: what it would change, by city */
  readonly staged: readonly ChangeRow[];
  /** against the month before; null where there is none */
  readonly before: {
    readonly month: string | null;
    readonly byCity: readonly ChangeRow[];
    readonly bySeries: readonly ChangeRow[];
  } | null;
  readonly mayDecide: boolean;
  /** it was asked for and is under way */
  readonly releasing: string | null;
  readonly errors: readonly FormError[];
  readonly reason: string;
}

const SERIES = ['新不达标', '恢复达标'];

function Changes({
  id,
  question,
  of,
  rows,
}: {
  readonly id: string;
  readonly question: string;
  readonly of: string;
  readonly rows: readonly ChangeRow[];
}) {
  if (rows.length === 0) return <p className="muted">{question}没有变化。</p>;
  return (
    <BarChart
      id={id}
      question={question}
      of={of}
      unit="项"
      series={SERIES}
      rows={rows.map(({ label, newlyFailing, recovered }) => ({ label, values: [newlyFailing, recovered] }))}
    />
  );
}

function Decision({ csrf, run, errors, reason }: Pick<RunPageProps, 'csrf' | 'run' | 'errors' | 'reason'>) {
  return (
    <form method="post" action={`/province/runs/${run.id}`} className="confirm-act">
      <CsrfField token={csrf} />
      <h2>放行或者作废</h2>
      <p>
        放行后全部结论自放行之日起生效：不达标的立案预警、标注，并发出通知；作废的不产生任何结果，
        {run.kind === 'month' ? '本月可以重新核查' : '有关企业待数据更正后再复核，每月核查时也会再比对'}
        。两者都不可撤销，姓名和理由记入审计。
      </p>
      <TextAreaField
        name="reason"
        label="理由"
        hint="写明核对了哪些数据来源、结论为何可信或者不可信。"
        value={reason}
        error={errorOf(errors, 'reason')}
        required
        maxLength={1000}
      />
      <p className="act-buttons">
        <button type="submit" name="act" value="release" className="primary">
          放行，使结论生效
        </button>
        <button type="submit" name="act" value="discard">
          作废
        </button>
      </p>
    </form>
  );
}

/** One run: how far it is, what it found, what differs from the month before; a held one is released or discarded here. */
export function RunPage(props: RunPageProps) {
  const { run, progress, staged, before, mayDecide, releasing, errors } = props;
  return (
    <>
      <PageHead
        title={runName(run)}
        lead={run.kind === 'month' ? undefined : '数据变化后对有关企业的复核，因结论变化过多暂停。'}
        crumbs={[{ label: '核查', address: '/province/runs' }]}
        badge={<RunBadge status={run.status} />}
      />
      <ErrorSummary errors={errors} />
      {progress === null ? null : (
        <Progress
          label="正在核查"
          done={progress.done}
          total={progress.partitions}
          unit="段"
          text="每段约五万家企业。可以离开本页；全部完成后一次生效。"
        />
      )}
      {run.heldReason === null ? null : (
        <p className="portal-notice attention">
          <b>暂停原因</b>　{run.heldReason}
        </p>
      )}
      <Facts
        of={[
          ['核查日期', <Day key="day" day={run.asOf} />],
          ['数据时刻', <Minute key="at" instant={run.instant} />],
          [
            run.status === 'discarded' ? '作废时间' : '生效时间',
            run.settledAt === null ? null : <Minute key="settled" instant={run.settledAt} />,
          ],
          [run.status === 'discarded' ? '作废人' : '放行人', run.releasedBy],
          ['理由', run.releaseReason],
          ...countFacts(run.counts),
        ]}
      />
      <RunVersions run={run} />
      {run.status === 'held' ? (
        <>
          <h2>放行后将要改变的结论</h2>
          {staged.length === 0 ? (
            <p>有关企业此后已经再次复核，放行这次核查不会改变任何结论，可以作废。</p>
          ) : (
            <>
              <p>
                <a href={`/province/runs/${run.id}/difference`}>导出逐项名单（CSV）</a>
              </p>
              <Changes id="staged" question="放行后各市有多少项资质的结论改变" of="市" rows={staged} />
            </>
          )}
          {releasing !== null ? (
            <p className="portal-notice done">
              已经提出放行，<a href={`/province/jobs/${releasing}`}>正在办理</a>。
            </p>
          ) : mayDecide ? (
            <Decision {...props} />
          ) : (
            <p className="muted">由省级审核人放行或者作废。</p>
          )}
        </>
      ) : null}
      {run.status === 'discarded' ? (
        <p className="muted">
          已经作废，没有产生任何结果。
          {run.kind === 'month' ? <a href="/province/runs">重新核查本月</a> : null}
        </p>
      ) : null}
      {run.status !== 'settled' || run.kind !== 'month' ? null : before === null ? (
        <p className="muted">此前没有已生效的月度核查，没有可比的上月。</p>
      ) : (
        <>
          <h2>与 {before.month} 相比</h2>
          <p>
            <a href={`/province/runs/${run.id}/difference`}>导出逐项名单（CSV）</a>
          </p>
          <Changes id="cities" question="各市新不达标和恢复达标的资质有多少" of="市" rows={before.byCity} />
          <Changes id="series" question="各序列新不达标和恢复达标的资质有多少" of="序列" rows={before.bySeries} />
        </>
      )}
    </>
  );
}
