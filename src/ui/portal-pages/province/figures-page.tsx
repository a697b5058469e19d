import type { HandlingTimes, PlaceFigures } from '#features/figures/queries.ts';
import { BarChart } from '#ui/portal/bar-chart.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { LineChart } from '#ui/portal/line-chart.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface FiguresPageProps {
  readonly jurisdiction: string;
  /** 市 or 区县 */
  readonly of: string;
  readonly today: string;
  readonly since: string;
  readonly places: readonly (PlaceFigures & { readonly name: string; readonly address: string })[];
  readonly stages: readonly { readonly label: string; readonly count: number }[];
  readonly months: readonly { readonly month: string; readonly opened: number; readonly closed: number }[];
  readonly times: readonly (HandlingTimes & { readonly name: string })[];
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

function days(value: number | null, of: number): string {
  if (value === null || of === 0) return '—';
  return `${Math.round(value * 10) / 10} 日（${of} 件）`;
}

function Times({ of, since, times }: Pick<FiguresPageProps, 'of' | 'since' | 'times'>) {
  if (times.length === 0) return <EmptyState what="还没有办理时长" why="有案件办理后才能比较。" />;
  return (
    <>
      <p className="muted">
        自 {since}{' '}
        起立案的案件，取中位数；括号内为已经走到这一步的件数。按预警至责令整改由短到长排列，件数少的仅供参考。
      </p>
      <Table
        caption="办理时长"
        heads={['名次', of, '案件', '预警至责令整改', '责令整改至送达', '送达至复查']}
        numeric={['名次', '案件']}
      >
        <Rows>
          {times.map((row, at) => (
            <Row key={row.place}>
              <HeadCell head="名次">{row.toOrder === null ? '—' : at + 1}</HeadCell>
              <Cell head={of}>{row.name}</Cell>
              <Cell head="案件" numeric>
                {row.cases}
              </Cell>
              <Cell head="预警至责令整改">{days(row.toOrder, row.orders)}</Cell>
              <Cell head="责令整改至送达">{days(row.toService, row.services)}</Cell>
              <Cell head="送达至复查">{days(row.toRecheck, row.rechecks)}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </>
  );
}

/** 统计: the jurisdiction by place, stage and month, and how long its offices take. */
export function FiguresPage({ jurisdiction, of, today, since, places, stages, months, times }: FiguresPageProps) {
  const open = sum(places.map((place) => place.open));
  return (
    <>
      <PageHead
        title="统计"
        lead={`${jurisdiction}，截至 ${today}：在办 ${open} 件，其中异常标注 ${sum(places.map(({ marked }) => marked))} 件，期限已过 ${sum(places.map(({ overdue }) => overdue))} 件。`}
      />
      {open === 0 ? (
        <EmptyState what="没有在办案件" why="核查发现不达标的资质时自动立案。" />
      ) : (
        <>
          <BarChart
            id="places"
            question={`各${of}在办案件有多少，多少已作异常标注`}
            of={of}
            unit="件"
            series={['异常标注', '未标注']}
            rows={places.map(({ name, address, open: all, marked }) => ({
              label: name,
              values: [marked, all - marked],
              address,
            }))}
          />
          <BarChart
            id="stages"
            question="在办案件处在哪些阶段"
            of="阶段"
            unit="件"
            series={['案件']}
            rows={stages.map(({ label, count }) => ({ label, values: [count] }))}
          />
        </>
      )}
      <LineChart
        question="每月立案和办结各有多少"
        of="月份"
        unit="件"
        series={['立案', '办结']}
        points={months.map(({ month, opened, closed }) => ({ label: month, values: [opened, closed] }))}
      />
      <h2>办理时长</h2>
      <Times of={of} since={since} times={times} />
    </>
  );
}
