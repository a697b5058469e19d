import {
  type DivisionCode,
  divisionName,
  divisionsWithin,
  parseDivisionCode,
  provinces,
  sixDigits,
} from '#law/identifiers/division-code.ts';
import { accept, type Parsed, refuse } from '#law/identifiers/parsed.ts';
import { foldTerm } from './text.ts';

const SUFFIX = /(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$/;
const FILLERS = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)/;

interface Named {
  readonly code: DivisionCode;
  readonly names: readonly string[];
}

function named(code: DivisionCode): Named {
  const name = divisionName(code) ?? '';
  const short = name.replace(SUFFIX, '');
  return { code, names: short.length >= 2 && short !== name ? [name, short] : [name] };
}

const PROVINCES = provinces().map(named);
const CITIES = PROVINCES.flatMap((each) => divisionsWithin(each.code).map(named));
const COUNTIES = CITIES.flatMap((each) => divisionsWithin(each.code).map(named));

function beginning(list: readonly Named[], text: string): { code: DivisionCode; rest: string } | undefined {
  let found: { code: DivisionCode; rest: string; length: number } | undefined;
  for (const { code, names } of list) {
    for (const name of names) {
      if (name.length > (found?.length ?? 0) && text.startsWith(name)) {
        found = { code, rest: text.slice(name.length).replace(FILLERS, ''), length: name.length };
      }
    }
  }
  return found;
}

function within(scope: DivisionCode, text: string): DivisionCode {
  const lists = scope.length === 2 ? [CITIES, COUNTIES] : [COUNTIES];
  for (const list of lists) {
    const found = beginning(
      list.filter((each) => each.code.startsWith(scope)),
      text,
    );
    if (found !== undefined) return found.code.length === 4 ? within(found.code, found.rest) : found.code;
  }
  return scope;
}

function byName(text: string): Parsed<string> {
  const plain = foldTerm(text).replace(/[-—/>,、]/g, '');
  const province = beginning(PROVINCES, plain);
  if (province !== undefined) return accept(sixDigits(within(province.code, province.rest)));
  const city = beginning(CITIES, plain);
  if (city !== undefined) return accept(sixDigits(within(city.code, city.rest)));
  const counties = COUNTIES.filter((each) => each.names[0] === plain);
  const [only] = counties;
  if (only !== undefined && counties.length === 1) return accept(sixDigits(only.code));
  if (counties.length > 1)
    return refuse(`全国有 ${counties.length} 个“${text}”，请写明省、市，或填 6 位行政区划代码。`);
  return refuse(`没有找到行政区划“${text.slice(0, 30)}”，请填省、市、县的全称或 6 位行政区划代码。`);
}

const known = new Map<string, Parsed<string>>();

/** A division by name (广西壮族自治区-南宁市-青秀区, 南宁市) or code, as six digits. Development zones' own codes are kept. */
export function readDivision(text: string): Parsed<string> {
  const before = known.get(text);
  if (before !== undefined) return before;
  const read = (): Parsed<string> => {
    if (!/^\d+$/.test(text)) return byName(text);
    const parsed = parseDivisionCode(text);
    return parsed.ok ? accept(sixDigits(parsed.value), ...parsed.notes) : parsed;
  };
  const result = read();
  if (known.size < 20_000) known.set(text, result);
  return result;
}
