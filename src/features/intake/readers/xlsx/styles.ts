import { type XmlHandler, xmlEvents } from '../xml-events.ts';

/** Built-in formats that show a date (ECMA-376 18.8.30, with the Chinese ones 27–36 and 50–58). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58);
}

/** Whether a format code shows a date; quoted text, colours and conditions in brackets say nothing. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  return /[yd]|e+[年/-]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare));
}

class StylesHandler implements XmlHandler<never> {
  readonly dates: boolean[] = [];
  private readonly custom = new Map<number, boolean>();
  private inCellFormats = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'numFmt') this.custom.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
    else if (name === 'cellXfs') this.inCellFormats = true;
    else if (name === 'xf' && this.inCellFormats) {
      const id = Number(attributes.numFmtId ?? 0);
      this.dates.push(this.custom.get(id) ?? isBuiltInDate(id));
    }
  }

  text(): void {}

  close(name: string): void {
    if (name === 'cellXfs') this.inCellFormats = false;
  }

  taken(): never[] {
    return [];
  }
}

/** Per cell style, whether a number in it is shown as a date. */
export async function readDateStyles(text: AsyncIterable<string>): Promise<readonly boolean[]> {
  const handler = new StylesHandler();
  for await (const _ of xmlEvents(text, handler)) {
    // nothing is yielded: the handler collects
  }
  return handler.dates;
}

const DAY = 86_400_000;

/**
 * The calendar day of a spreadsheet's serial number. The 1900 system counts a 29 February 1900 that never was, the 1904
 * system begins on 1904-01-01.
 */
export function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  const whole = Math.floor(serial);
  if (!Number.isFinite(whole) || whole < 0 || whole > 2_958_465) return undefined;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30);
  return new Date(epoch + whole * DAY).toISOString().slice(0, 10);
}
