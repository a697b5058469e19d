const MOST_CELLS = 24;
const WIDTH = 240;
const HEIGHT = 12;
const GAP = 2;

/**
 * Counted against needed, as a bar that also reads in black and white: one cell a person up to 24, beyond that one
 * stretch. The numbers stand beside it in words, so it is hidden from screen readers.
 */
export function CountBar({ counted, needed }: { readonly counted: number; readonly needed: number }) {
  const full = Math.min(counted, needed);
  const state = counted >= needed ? 'met' : 'fail';
  const frame = { className: `bar ${state}`, width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}` };
  if (needed > MOST_CELLS) {
    const filled = needed === 0 ? 0 : Math.round((full / needed) * WIDTH);
    return (
      <svg aria-hidden="true" {...frame}>
        <rect className="open" x=".5" y=".5" width={WIDTH - 1} height={HEIGHT - 1} />
        <rect className="full" width={filled} height={HEIGHT} />
      </svg>
    );
  }
  const cell = (WIDTH - (needed - 1) * GAP) / Math.max(1, needed);
  const round = (value: number) => Math.round(value * 100) / 100;
  return (
    <svg aria-hidden="true" {...frame}>
      {Array.from({ length: needed }, (_, at) => at).map((at) => (
        <rect
          key={at}
          className={at < full ? 'full' : 'open'}
          x={round(at * (cell + GAP) + 0.5)}
          y=".5"
          width={round(cell - 1)}
          height={HEIGHT - 1}
        />
      ))}
    </svg>
  );
}
