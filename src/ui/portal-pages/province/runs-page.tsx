import type { RunSummary } from '#features/verification/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { JobBadge, RunBadge, runName } from './run-words.tsx';

export interface JobLine {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly askedByName: string;
  readonly askedAt: Date;
}

/** Jobs that somebody asked for, newest first. */
export function JobTable({ caption, jobs }: { readonly caption: string; readonly jobs: readonly JobLine[] }) {
  if (jobs.length === 0) return null;
  return (
    <Table caption={caption} heads={['任务', '状态', '提出人', '提出时间']}>
      <Rows>
        {jobs.map((job) => (
          <Row key={job.id}>
            <HeadCell head="任务">
              <a href={`/province/jobs/${job.id}`}>{job.name}</a>
            </HeadCell>
            <Cell head="状态">
              <JobBadge status={job.status} />
            </Cell>
            <Cell head="提出人">{job.askedByName}</Cell>
            <Cell head="提出时间">
              <Minute instant={job.askedAt} />
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

export interface RunsPageProps {
  readonly csrf: string;
  readonly month: string;
  /** the month has a run already */
  readonly monthHasRun: boolean;
  readonly mayDecide: boolean;
  readonly mayAsk: boolean;
  readonly runs: readonly RunSummary[];
  readonly jobs: readonly JobLine[];
  readonly waitingForRecheck: number;
}

const number = (counts: RunSummary['counts'], name: string) => counts?.[name]?.toLocaleString('zh-CN') ?? '—';

/** 核查: when the next run comes, what the last ones found, and the way to start one now. */
export function RunsPage(props: RunsPageProps) {
  const { csrf, month, monthHasRun, mayAsk, mayDecide, runs, jobs, waitingForRecheck } = props;
  const held = runs.filter(({ status }) => status === 'held');
  const present = runs.find((run) => run.month === month && run.status !== 'discarded');
  return (
    <>
      <PageHead
        title="核查"
        lead="每月 1 日 02:10 对全部资质核查一次；数据有变化的企业、注册到期等时间带来的变化随时复核。"
      />
      {held.length === 0 ? null : (
        <div className="portal-notice attention">
          <p>
            <b>待放行</b>　有 {held.length} 次核查因
            {held.some(({ heldReason }) => heldReason?.includes('注册人员来源'))
              ? '结论变化过多或者数据来源异常'
              : '结论变化过多'}
            被暂停，尚未产生任何结果；
            {mayDecide ? '请核对数据后放行或者作废。' : '由省级审核人核对数据后放行或者作废。'}
          </p>
          <ul className="plain">
            {held.map((run) => (
              <li key={run.id}>
                <a href={`/province/runs/${run.id}`}>{runName(run)}</a>　{run.heldReason}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Facts
        of={[
          [
            `${month} 核查`,
            present === undefined ? (
              monthHasRun ? (
                '已经核查'
              ) : (
                '尚未进行'
              )
            ) : (
              <a key="present" href={`/province/runs/${present.id}`}>
                <RunBadge status={present.status} />
              </a>
            ),
          ],
          ['等待复核的企业', `${waitingForRecheck} 家`],
        ]}
      />
      {mayAsk ? (
        <form method="post" action="/province/runs" className="act-buttons">
          <CsrfField token={csrf} />
          {monthHasRun ? null : (
            <button type="submit" name="act" value="start" className="primary">
              现在进行本月核查
            </button>
          )}
          <button type="submit" name="act" value="dry-run">
            试算一次（不产生结果）
          </button>
          {monthHasRun ? null : (
            <p className="muted">
              发起核查即表示本月的注册人员数据已经到齐：没有声明过范围的来源视为到此刻为止完整，缺少的人员据此计算。
            </p>
          )}
        </form>
      ) : (
        <p className="muted">核查由省级经办人发起，由省级审核人放行。</p>
      )}
      <JobTable caption="最近的试算和放行" jobs={jobs} />
      <h2>历次核查</h2>
      <WorkList
        caption="月度核查"
        rows={runs}
        keyOf={(run) => String(run.id)}
        addressOf={(run) => `/province/runs/${run.id}`}
        nameOf={runName}
        columns={[
          { head: '核查', cell: (run) => run.month ?? runName(run) },
          { head: '状态', cell: (run) => <RunBadge status={run.status} /> },
          { head: '数据时刻', cell: (run) => <Minute instant={run.instant} />, align: 'code' },
          { head: '资质', cell: (run) => number(run.counts, 'qualifications'), align: 'number' },
          { head: '不达标', cell: (run) => number(run.counts, 'notMet'), align: 'number' },
          { head: '待核实', cell: (run) => number(run.counts, 'undetermined'), align: 'number' },
          { head: '待核查', cell: (run) => number(run.counts, 'unknown'), align: 'number' },
          { head: '新立案', cell: (run) => number(run.counts, 'warned'), align: 'number' },
          { head: '销案', cell: (run) => number(run.counts, 'cleared'), align: 'number' },
        ]}
        emptyAtFirst={{ what: '还没有核查', why: '每月 1 日自动进行；也可以现在进行本月核查。' }}
      />
    </>
  );
}
