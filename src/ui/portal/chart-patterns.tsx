/** Fills that can be told apart in black and white: filled, hatched, dotted, empty. No chart has more series. */
export const MOST_SERIES = 4;

/** The fills of a chart; `id` keeps two charts of a page apart. */
export function Patterns({ id }: { readonly id: string }) {
  const size = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' };
  return (
    <defs>
      <pattern id={`${id}-1`} {...size}>
        <path className="stroke" d="M-1 7 7-1M-1 1 1-1M5 7 7 5" />
      </pattern>
      <pattern id={`${id}-2`} {...size}>
        <circle className="dot" cx="3" cy="3" r="1.4" />
      </pattern>
    </defs>
  );
}

/** Fill of the series at this place. */
export function fillOf(id: string, series: number): string {
  if (series === 0) return 'currentColor';
  return series === MOST_SERIES - 1 ? 'none' : `url(#${id}-${series})`;
}

/** Which fill stands for which series. */
export function Legend({ id, series }: { readonly id: string; readonly series: readonly string[] }) {
  if (series.length < 2) return null;
  return (
    <ul className="legend plain">
      {series.map((name, at) => (
        <li key={name}>
          <svg aria-hidden="true" width={22} height={12} viewBox="0 0 22 12">
            <Patterns id={`${id}-legend-${at}`} />
            <rect className="mark" x=".5" y=".5" width="21" height="11" fill={fillOf(`${id}-legend-${at}`, at)} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
