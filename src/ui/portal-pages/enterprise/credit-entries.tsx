import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

/** An entry of the enterprise's credit record, as its list shows it. */
export interface OwnCredit {
  readonly id: string;
  readonly kind: string;
  readonly day: string;
  readonly office: string;
  readonly qualification: string;
  readonly withdrawnOn: string | null;
  readonly statements: number;
}

/** SX23-3.0: what stands on the credit record, withdrawn entries too; each leads to its evidence and the enterprise's say. */
export function CreditRecord({ entries }: { readonly entries: readonly OwnCredit[] }) {
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby="credit">
      <h2 id="credit">信用记录</h2>
      <Table
        caption="信用记录，最近的在前"
        heads={['情形', '所涉资质', '认定日期', '认定机关', '贵单位的陈述', '状态']}
      >
        <Rows>
          {entries.map((entry) => (
            <Row key={entry.id}>
              <HeadCell head="情形">
                <a href={`/enterprise/credit/${entry.id}`}>{entry.kind}</a>
              </HeadCell>
              <Cell head="所涉资质">{entry.qualification}</Cell>
              <Cell head="认定日期">{entry.day}</Cell>
              <Cell head="认定机关">{entry.office}</Cell>
              <Cell head="贵单位的陈述">
                {entry.statements > 0 ? (
                  `已陈述 ${entry.statements} 次`
                ) : entry.withdrawnOn === null ? (
                  <a href={`/enterprise/credit/${entry.id}#state`}>可以陈述意见</a>
                ) : (
                  '没有陈述'
                )}
              </Cell>
              <Cell head="状态">
                {entry.withdrawnOn === null ? (
                  <StateBadge tone="attention" word="有效" />
                ) : (
                  <StateBadge tone="closed" word="已撤销" />
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </section>
  );
}
