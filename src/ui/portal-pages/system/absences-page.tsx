import { Minute } from '#ui/dates.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface AbsencesPageProps {
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
  readonly rows: readonly {
    readonly key: string;
    readonly kind: string;
    readonly place: string;
    readonly detail: string;
    readonly since: Date;
  }[];
  readonly most: number;
}

/** 缺漏: what should be there and is not. The casework itself is not shown to whoever runs the platform. */
export function AbsencesPage({ counts, rows, most }: AbsencesPageProps) {
  return (
    <>
      <PageHead title="缺漏" lead="每日检查应有而没有的邮件、文书、送达和办理。补齐后下次检查时自动消失。" />
      {rows.length === 0 ? (
        <EmptyState what="没有缺漏" why="最近一次检查没有发现应有而没有的事项。" />
      ) : (
        <>
          <p>{counts.map(({ kind, count }) => `${kind} ${count} 处`).join('，')}。</p>
          <Table caption={`最早发现的 ${most} 处`} heads={['事项', '地区', '说明', '发现时间']}>
            <Rows>
              {rows.map((row) => (
                <Row key={row.key}>
                  <HeadCell head="事项">{row.kind}</HeadCell>
                  <Cell head="地区">{row.place}</Cell>
                  <Cell head="说明">{row.detail}</Cell>
                  <Cell head="发现时间">
                    <Minute instant={row.since} />
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        </>
      )}
    </>
  );
}
