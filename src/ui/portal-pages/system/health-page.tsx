import type { MailState } from '#features/installation/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface HealthPageProps {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
  readonly workers: readonly { readonly worker: string; readonly beatAt: Date; readonly alive: boolean }[];
  readonly mail: MailState;
  readonly jobs: { readonly waiting: number; readonly running: number; readonly failed: number };
  readonly runs: { readonly evaluating: number; readonly held: number };
  readonly absences: readonly { readonly kind: string; readonly count: number }[];
  readonly feeds: readonly {
    readonly feed: string;
    readonly entity: string;
    readonly last: Date;
    readonly overdue: boolean;
  }[];
}

/** 运行状况: what works and what does not, on one page. */
export function HealthPage({ ready, checks, workers, mail, jobs, runs, absences, feeds }: HealthPageProps) {
  const missing = absences.reduce((total, { count }) => total + count, 0);
  return (
    <>
      <PageHead
        title="运行状况"
        badge={ready ? <StateBadge tone="met" word="正常" /> : <StateBadge tone="fail" word="有故障" />}
        lead="每 30 秒刷新一次。"
      />
      <Table caption="就绪检查" heads={['项目', '结果', '说明']}>
        <Rows>
          {checks.map(({ name, ok, detail }) => (
            <Row key={name}>
              <HeadCell head="项目">{name}</HeadCell>
              <Cell head="结果">
                {ok ? <StateBadge tone="met" word="正常" /> : <StateBadge tone="fail" word="故障" />}
              </Cell>
              <Cell head="说明">{detail}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      <Facts
        of={[
          [
            '到期未发的邮件',
            <a key="due" href="/system/mail">
              {mail.due} 封
            </a>,
          ],
          ['最早一封应发时间', mail.oldestDue === null ? null : <Minute key="oldest" instant={mail.oldestDue} />],
          [
            '未能发出的邮件',
            <a key="failed" href="/system/mail?failed=1">
              {mail.failed} 封
            </a>,
          ],
          ['一天内发出', `${mail.sentToday} 封`],
          ['后台任务', `等待 ${jobs.waiting}，进行中 ${jobs.running}，一天内未完成 ${jobs.failed}`],
          ['核查', `进行中 ${runs.evaluating}，暂停待放行 ${runs.held}`],
          [
            '缺漏',
            <a key="absent" href="/system/absences">
              {missing} 处
            </a>,
          ],
        ]}
      />
      <Table caption="后台任务进程" heads={['进程', '最近心跳', '状态']}>
        <Rows>
          {workers.map(({ worker, beatAt, alive }) => (
            <Row key={worker}>
              <HeadCell head="进程">{worker}</HeadCell>
              <Cell head="最近心跳">
                <Minute instant={beatAt} />
              </Cell>
              <Cell head="状态">
                {alive ? <StateBadge tone="met" word="正常" /> : <StateBadge tone="fail" word="没有应答" />}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {feeds.length === 0 ? (
        <p className="muted">还没有导入过数据。</p>
      ) : (
        <Table caption="数据来源" heads={['来源', '数据', '最近一次', '状态']}>
          <Rows>
            {feeds.map(({ feed, entity, last, overdue }) => (
              <Row key={`${feed} ${entity}`}>
                <HeadCell head="来源">{feed}</HeadCell>
                <Cell head="数据">{entity}</Cell>
                <Cell head="最近一次">
                  <Minute instant={last} />
                </Cell>
                <Cell head="状态">
                  {overdue ? <StateBadge tone="attention" word="超过 35 天" /> : <StateBadge tone="met" word="正常" />}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </>
  );
}
