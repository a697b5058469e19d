import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface LineChartProps {
  /** the question that it answers: `每月不达标的资质是多了还是少了` */
  readonly question: string;
  /** head of the first column: 月份 */
  readonly of: string;
  readonly unit: string;
  /** one to three, told apart by their strokes */
  readonly series: readonly string[];
  /** in order; null where there is no value, which breaks the line */
  readonly points: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
}

const WIDTH = 600;
const HEIGHT = 200;
const MARGIN = 6;
const STROKES = ['solid', 'dashed', 'dotted'];
const round = (value: number) => Math.round(value * 10) / 10;

/** The next of 1, 2, 5, 10, 20 … that is not smaller, so that the axis ends on a number people read. */
export function axisEnd(greatest: number): number {
  if (greatest <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(greatest));
  return [1, 2, 4, 5, 8, 10].map((step) => step * power).find((end) => end >= greatest) ?? 10 * power;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function placesOf(points: LineChartProps['points'], series: number, end: number): (Place | null)[] {
  const step = points.length < 2 ? 0 : (WIDTH - 2 * MARGIN) / (points.length - 1);
  return points.map(({ values }, at) => {
    const value = values[series] ?? null;
    if (value === null) return null;
    return { x: round(MARGIN + at * step), y: round(HEIGHT - MARGIN - (value / end) * (HEIGHT - 2 * MARGIN)) };
  });
}

function lineThrough(places: readonly (Place | null)[]): string {
  return places
    .flatMap((place, at) =>
      place === null ? [] : [`${(places[at - 1] ?? null) === null ? 'M' : 'L'}${place.x} ${place.y}`],
    )
    .join('');
}

/** A dot is a stroke of no length with round ends, which keeps its shape while the picture is stretched. */
const dotsAt = (places: readonly (Place | null)[]) =>
  places.flatMap((place) => (place === null ? [] : [`M${place.x} ${place.y}h.01`])).join('');

function Legend({ series }: { readonly series: readonly string[] }) {
  if (series.length < 2) return null;
  return (
    <ul className="legend plain">
      {series.map((name, at) => (
        <li key={name}>
          <svg aria-hidden="true" width={34} height={12} viewBox="0 0 34 12">
            <path className={`line-of ${STROKES[at] ?? ''}`} d="M1 6h32" />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function Picture({ series, points }: Pick<LineChartProps, 'series' | 'points'>) {
  const end = axisEnd(Math.max(0, ...points.flatMap(({ values }) => values.map((value) => value ?? 0))));
  // Only an odd number of points has one in the middle.
  const middle = points.length % 2 === 1 ? points[(points.length - 1) / 2] : undefined;
  return (
    <div className="plot">
      <div className="y-axis" aria-hidden="true">
        <span>{end}</span>
        <span>{end / 2}</span>
        <span>0</span>
      </div>
      <svg
        aria-hidden="true"
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {[MARGIN, HEIGHT / 2, HEIGHT - MARGIN].map((y) => (
          <path key={y} className="rule" d={`M0 ${y}h${WIDTH}`} />
        ))}
        {series.map((name, at) => {
          const places = placesOf(points, at, end);
          return (
            <g key={name}>
              <path className={`line-of ${STROKES[at] ?? ''}`} d={lineThrough(places)} />
              <path className="dots" d={dotsAt(places)} />
            </g>
          );
        })}
      </svg>
      <div className="x-axis" aria-hidden="true">
        <span>{points[0]?.label}</span>
        {points.length > 2 && middle !== undefined ? <span>{middle.label}</span> : null}
        {points.length > 1 ? <span>{points.at(-1)?.label}</span> : null}
      </div>
    </div>
  );
}

/** A course over time, with its table beside it. */
export function LineChart({ question, of, unit, series, points }: LineChartProps) {
  if (series.length > STROKES.length) throw new Error(`a line chart has at most ${STROKES.length} series`);
  return (
    <figure className="chart line-chart">
      <figcaption>{question}</figcaption>
      <div>
        <Legend series={series} />
        <Picture series={series} points={points} />
      </div>
      <Table caption={`单位：${unit}`} heads={[of, ...series]} numeric={series}>
        <Rows>
          {points.map(({ label, values }) => (
            <Row key={label}>
              <HeadCell head={of}>{label}</HeadCell>
              {series.map((name, column) => (
                <Cell key={name} head={name} numeric>
                  {values[column] ?? '—'}
                </Cell>
              ))}
            </Row>
          ))}
        </Rows>
      </Table>
    </figure>
  );
}
