import type { SealsChecked } from '#features/audit-trail/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

/** 审计封存: the trail in stretches, each sealed onto the one before, reckoned anew when the page is opened. */
export function SealsPage({ seals, broken, unsealed }: SealsChecked) {
  return (
    <>
      <PageHead
        title="审计封存"
        lead="后台任务每十分钟将新的审计记录封存，每次封存以散列值接续前一次。打开本页时逐次重新计算。"
        badge={
          seals.length === 0 ? undefined : broken === 0 ? (
            <StateBadge tone="met" word="全部相符" />
          ) : (
            <StateBadge tone="fail" word={`${broken} 次不符`} />
          )
        }
      />
      <p>尚未封存的记录 {unsealed} 条。</p>
      {seals.length === 0 ? (
        <EmptyState what="还没有封存" why="有审计记录后十分钟内自动封存。" />
      ) : (
        <Table caption="封存" heads={['编号', '记录', '条数', '封存时间', '结果', '散列值']} numeric={['编号', '条数']}>
          <Rows>
            {seals.toReversed().map((seal) => (
              <Row key={seal.number}>
                <HeadCell head="编号">{seal.number}</HeadCell>
                <Cell head="记录">
                  {seal.firstEntry} – {seal.lastEntry}
                </Cell>
                <Cell head="条数" numeric>
                  {seal.entries}
                </Cell>
                <Cell head="封存时间">
                  <Minute instant={seal.sealedAt} />
                </Cell>
                <Cell head="结果">
                  {seal.fault === null ? (
                    <StateBadge tone="met" word="相符" />
                  ) : (
                    <strong className="short">{seal.fault}</strong>
                  )}
                </Cell>
                <Cell head="散列值">
                  <code title={seal.hash}>{seal.hash.slice(0, 16)}…</code>
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </>
  );
}
