import type { VerdictChange } from '#features/verification/queries.ts';
import { Day, Minute } from './dates.tsx';
import { StatusBadge } from './status-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from './table.tsx';

/** `4/5，其中 4/4` of the stored counts; requirements apart by semicolons. */
export function countsInWords(counts: string): string {
  if (!/^\d/.test(counts)) return '—';
  return counts
    .split(';')
    .map((requirement) => {
      const [total = '', ...subsets] = requirement.split(',');
      return subsets.length === 0 ? total : `${total}（其中 ${subsets.join('、')}）`;
    })
    .join('；');
}

/** How the verdict changed: only changes are rows, the newest first. */
export function VerdictHistory({ changes }: { readonly changes: readonly VerdictChange[] }) {
  return (
    <Table
      caption="结论的变化（只列变化）"
      heads={['变动日', '结论', '计入/应有', '尚缺', '发现时间']}
      numeric={['尚缺']}
      look="narrow"
    >
      <Rows>
        {changes.map((change) => (
          <Row key={change.knownFrom.toISOString()}>
            <HeadCell head="变动日">
              <Day day={change.asOf} />
            </HeadCell>
            <Cell head="结论">
              <StatusBadge verdict={change.verdict} marked={false} />
            </Cell>
            <Cell head="计入/应有">{countsInWords(change.counts)}</Cell>
            <Cell head="尚缺" numeric>
              {change.shortage > 0 ? `${change.shortage} 人` : '—'}
            </Cell>
            <Cell head="发现时间">
              <Minute instant={change.knownFrom} />
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}
