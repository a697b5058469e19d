import type { ImpactFinding } from '#features/impact/queries.ts';
import { Facts } from '#ui/facts.tsx';
import { BarChart } from '#ui/portal/bar-chart.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Progress } from '#ui/portal/progress.tsx';
import { Tabs } from '#ui/portal/tabs.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';
import { JobBadge } from './run-words.tsx';
import { verdictWord } from './verdict-word.ts';

export interface ImpactPageProps {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly done: number;
  readonly total: number;
  readonly failure: string | null;
  readonly facts: readonly (readonly [string, string])[];
  readonly changes: readonly { readonly change: string; readonly count: number }[];
  readonly change: string;
  readonly series: readonly string[];
  readonly cities: readonly { readonly label: string; readonly values: readonly number[] }[];
  readonly rows: readonly (ImpactFinding & { readonly place: string })[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
}

/** A change of verdict in words: 达标 → 不达标. */
export function changeWords(change: string): string {
  const [previous = '', verdict = ''] = change.split(' ');
  return `${verdictWord(previous)} → ${verdictWord(verdict)}`;
}

/** What a draft would change: counts, by city, and each qualification. */
export function ImpactPage(props: ImpactPageProps) {
  const { id, name, status, done, total, failure, facts, changes, change, series, cities, rows, next, onFirst } = props;
  const address = `/province/standards/impact/${id}`;
  const all = changes.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <PageHead
        title={name}
        crumbs={[
          { label: '标准与政策', address: '/province/standards' },
          { label: '影响测算', address: '/province/standards/impact' },
        ]}
        badge={<JobBadge status={status} />}
        lead="只作测算：现有结论、标注和案件都没有改变。"
      />
      {status === 'waiting' || status === 'running' ? (
        <Progress label="正在比对" done={done} total={total} unit="段" text="由后台任务比对，可以离开本页。" />
      ) : null}
      {failure === null ? null : <p className="portal-notice refused">没有完成：{failure}</p>}
      <Facts of={facts} />
      {status !== 'done' ? null : all === 0 ? (
        <p className="lead">按这一草案，没有一项资质的结论会改变。</p>
      ) : (
        <>
          <BarChart
            id="impact"
            question="各市有多少项资质的结论会改变"
            of="市"
            unit="项"
            series={series.map(changeWords)}
            rows={cities}
          />
          <Tabs
            label="改变"
            items={[
              { label: '全部', address, current: change === '', count: all },
              ...changes.map((each) => ({
                label: changeWords(each.change),
                address: `${address}?change=${encodeURIComponent(each.change)}`,
                current: each.change === change,
                count: each.count,
              })),
            ]}
          />
          <WorkList
            caption="结论会改变的资质"
            rows={rows}
            keyOf={(row) => String(row.qualificationId)}
            addressOf={(row) => `/enterprises/${row.uscc}/qualifications/${row.qualificationId}`}
            nameOf={(row) => row.enterprise}
            columns={[
              { head: '企业', cell: (row) => row.enterprise },
              { head: '资质', cell: (row) => row.qualification },
              { head: '地区', cell: (row) => row.place },
              { head: '现行结论', cell: (row) => verdictWord(row.previous) },
              { head: '按草案', cell: (row) => verdictWord(row.verdict) },
              { head: '缺额', cell: (row) => row.shortage, align: 'number' },
            ]}
            emptyAtFirst={{ what: '没有', why: '没有这一类改变。' }}
            pager={{ first: onFirst ? undefined : address, next }}
          />
        </>
      )}
    </>
  );
}
