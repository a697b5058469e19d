import { encode } from 'uqr';

/** The text as a QR code of level M: one SVG path of horizontal runs, so that it is drawn in one go. */
export function qrSvg(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  let runs = '';
  data.forEach((row, y) => {
    let from = -1;
    for (let x = 0; x <= size; x++) {
      const dark = x < size && row[x] === true;
      if (dark && from < 0) from = x;
      if (!dark && from >= 0) {
        runs += `M${from} ${y}h${x - from}v1h${from - x}z`;
        from = -1;
      }
    }
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${runs}"/></svg>`;
}
