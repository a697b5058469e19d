import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { fillOf, Legend, MOST_SERIES, Patterns } from './chart-patterns.tsx';

export interface BarChartProps {
  /** unique on its page */
  readonly id: string;
  /** the question that it answers: `各城区逾期未整改的案件有多少` */
  readonly question: string;
  /** head of the first column: 城区 */
  readonly of: string;
  readonly unit: string;
  /** one to four; several are stacked in this order */
  readonly series: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly values: readonly number[];
    readonly address?: string | undefined;
  }[];
}

const WIDTH = 320;
const HEIGHT = 14;
const round = (value: number) => Math.round(value * 10) / 10;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function Bar({
  id,
  values,
  greatest,
}: {
  readonly id: string;
  readonly values: readonly number[];
  readonly greatest: number;
}) {
  const scale = (WIDTH - 1) / Math.max(1, greatest);
  const segments = values.map((value, at) => ({ value, at, x: sum(values.slice(0, at)) * scale }));
  return (
    <svg className="chart-bar" aria-hidden="true" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <Patterns id={id} />
      {segments
        .filter(({ value }) => value > 0)
        .map(({ value, at, x }) => (
          <rect
            key={at}
            className="mark"
            x={round(x + 0.5)}
            y=".5"
            width={round(Math.max(1, value * scale))}
            height={HEIGHT - 1}
            fill={fillOf(id, at)}
          />
        ))}
    </svg>
  );
}

/** Amounts side by side: the bars stand in the rows of their own table, so that picture and numbers cannot part. */
export function BarChart({ id, question, of, unit, series, rows }: BarChartProps) {
  if (series.length > MOST_SERIES) throw new Error(`a bar chart has at most ${MOST_SERIES} series`);
  const greatest = Math.max(0, ...rows.map(({ values }) => sum(values)));
  return (
    <figure className="chart bar-chart">
      <figcaption>{question}</figcaption>
      <Legend id={id} series={series} />
      <Table caption={`单位：${unit}`} heads={[of, ...series, '图示']} numeric={series}>
        <Rows>
          {rows.map(({ label, values, address }, at) => (
            <Row key={label}>
              <HeadCell head={of}>{address === undefined ? label : <a href={address}>{label}</a>}</HeadCell>
              {series.map((name, column) => (
                <Cell key={name} head={name} numeric>
                  {values[column] ?? 0}
                </Cell>
              ))}
              <Cell head="图示">
                <Bar id={`${id}-row-${at}`} values={values.slice(0, series.length)} greatest={greatest} />
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </figure>
  );
}
