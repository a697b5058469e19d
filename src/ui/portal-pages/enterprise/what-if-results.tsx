import type { WhatIf } from '#features/forecast/queries.ts';
import { inWords } from '#ui/dates.tsx';
import { StatusBadge } from '#ui/status-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { countsInWords } from '#ui/verdict-history.tsx';
import { verdictOf } from './verdict-of.ts';

export interface WhatIfResultsProps {
  readonly results: readonly WhatIf[];
  readonly comparedOn: string;
  /** something is supposed: there is a difference to tell, not only today */
  readonly asked: boolean;
}

function change({ before, after }: WhatIf): string {
  if (before.verdict !== after.verdict) return after.verdict === 'met' ? '变为达标' : '结论改变';
  if (before.shortage === after.shortage) return before.counts === after.counts ? '不变' : '结论不变，计入人数有变';
  return after.shortage < before.shortage
    ? `少缺 ${before.shortage - after.shortage} 人`
    : `多缺 ${after.shortage - before.shortage} 人`;
}

const lacking = (shortage: number) => (shortage > 0 ? ` 缺 ${shortage} 人` : '');

/** Every qualification before and after. */
export function WhatIfResults({ results, comparedOn, asked }: WhatIfResultsProps) {
  const changed = results.filter(
    ({ before, after }) => before.verdict !== after.verdict || before.shortage !== after.shortage,
  );
  const summary = asked
    ? changed.length === 0
      ? `按试算的人员在${inWords(comparedOn)}比对，各项资质的结论不变。`
      : `按试算的人员在${inWords(comparedOn)}比对，有 ${changed.length} 项资质的结论或者缺员数改变。`
    : '以下为按今天登记数据比对的结论。在下方增减人员后重新试算。';
  return (
    <section aria-labelledby="results">
      <h2 id="results">各项资质的结论</h2>
      <p role="status">{summary}</p>
      <Table caption="试算前后对照" heads={['资质', '现在', '试算后', '变化', '试算后计入/应有']}>
        <Rows>
          {results.map((result) => (
            <Row key={result.qualification.id}>
              <HeadCell head="资质">
                <a href={`/enterprise/qualifications/${result.qualification.id}`}>{result.qualification.name}</a>
              </HeadCell>
              <Cell head="现在">
                <StatusBadge verdict={verdictOf(result.before.verdict)} marked={false} />
                {lacking(result.before.shortage)}
              </Cell>
              <Cell head="试算后">
                <StatusBadge verdict={verdictOf(result.after.verdict)} marked={false} />
                {lacking(result.after.shortage)}
              </Cell>
              <Cell head="变化">
                {change(result) === '不变' ? <span className="muted">不变</span> : <b>{change(result)}</b>}
              </Cell>
              <Cell head="试算后计入/应有">{countsInWords(result.after.counts)}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </section>
  );
}
