import { accept, type Parsed, refuse } from '#law/identifiers/parsed.ts';
import data from '#law/standards/data/qualification-codes.json' with { type: 'json' };
import dictionaries from '../data/dictionaries.json' with { type: 'json' };
import { normaliseEnterpriseKind } from './enterprise-kinds.ts';
import { normaliseLevel } from './levels.ts';
import { foldTerm } from './text.ts';

/** A qualification as the register keeps it. `key` is the national code, or the name where there is no code. */
export interface QualificationName {
  readonly key: string;
  readonly nationalCode: string | null;
  readonly standardRow: string | null;
  readonly name: string;
  readonly series: string;
  readonly category: string;
  readonly level: string;
  /** kind of enterprise that holds it */
  readonly holder: string;
}

interface Entry {
  code: string | null;
  name: string;
  kind: string;
  level?: string;
  series?: string;
  category?: string;
  item?: string;
  standardRow?: string | null;
  alsoWritten?: string[];
  names2007?: string[];
  jiangsu2017?: string;
}

const ENTRIES: readonly Entry[] = data.entries;
const UNGRADED = '不分等级';

function asQualification(entry: Entry): QualificationName {
  return {
    key: entry.code ?? entry.name,
    nationalCode: entry.code,
    standardRow: entry.standardRow ?? null,
    name: entry.name,
    series: entry.series ?? entry.kind.replace(/(企业|机构)$/, ''),
    category: entry.category ?? entry.name,
    level: entry.level ?? UNGRADED,
    holder: normaliseEnterpriseKind(entry.kind) ?? 'other',
  };
}

/** For comparing names: one width, 壹 as 一, without hyphens, 资质 and 不分等级, which are sometimes written and sometimes not. */
function foldName(text: string): string {
  return foldTerm(text)
    .replace(/[-—·、,/]/g, '')
    .replace(/(资质证书|资质)/g, '')
    .replace(/(不分等级|不分级)$/, '')
    .toUpperCase();
}

const byCode = new Map<string, Entry>();
const byRow = new Map<string, Entry[]>();
const byName = new Map<string, Set<Entry>>();
const byOldName = new Map<string, Set<Entry>>();
const byJiangsu = new Map<string, Entry>();

function put(map: Map<string, Set<Entry>>, name: string, entry: Entry): void {
  const folded = foldName(name);
  const entries = map.get(folded) ?? new Set();
  entries.add(entry);
  map.set(folded, entries);
}

for (const entry of ENTRIES) {
  if (entry.code !== null) byCode.set(entry.code, entry);
  if (typeof entry.standardRow === 'string') {
    byRow.set(entry.standardRow, [...(byRow.get(entry.standardRow) ?? []), entry]);
  }
  for (const name of [entry.name, ...(entry.alsoWritten ?? [])]) put(byName, name, entry);
  const { series = '', category = '', level = UNGRADED } = entry;
  if (entry.kind === '建筑业企业') put(byName, `${series}${category}${level}`, entry);
  if (entry.kind === '工程监理企业') {
    for (const name of [
      `${category}监理${level}`,
      `${category}专业监理${level}`,
      `工程监理专业${category}${level}`,
      `工程监理${category}${level}`,
      `专业${category}${level}`,
      `监理${category}${level}`,
    ]) {
      put(byName, name, entry);
    }
  }
  // formats §3: old names of the 2007 standard, several of which became one.
  for (const old of entry.names2007 ?? []) {
    put(byOldName, `${old}${series}${level}`, entry);
    put(byOldName, `${series}${old}${level}`, entry);
  }
  if (entry.jiangsu2017 !== undefined) byJiangsu.set(`${entry.jiangsu2017}|${level}`, entry);
}

function only(entries: ReadonlySet<Entry> | undefined): Entry | undefined {
  if (entries === undefined) return undefined;
  if (entries.size === 1) return [...entries][0];
  const whole = [...entries].filter((entry) => entry.item === undefined);
  return whole.length === 1 ? whole[0] : undefined;
}

function choices(entries: ReadonlySet<Entry>): string {
  return [...entries].map((entry) => entry.name).join('、');
}

/** A qualification by its code: the national platform's (D101A) or a row of the standards (GC-01-1). */
export function qualificationByCode(code: string): Parsed<QualificationName> {
  const plain = foldTerm(code).toUpperCase();
  const entry = byCode.get(plain) ?? byRow.get(plain)?.[0];
  if (entry !== undefined) return accept(asQualification(entry));
  return refuse(`资质代码“${code.slice(0, 30)}”不在全国平台代码表内，请核对或改填资质名称及等级。`);
}

/** A qualification by its whole name with level, in today's or the 2007 standard's words. */
export function qualificationByName(name: string): Parsed<QualificationName> {
  const folded = foldName(name);
  const today = byName.get(folded);
  const found = only(today);
  if (found !== undefined) return accept(asQualification(found));
  const former = byOldName.get(folded);
  const renamed = only(former);
  if (renamed !== undefined) {
    return accept(asQualification(renamed), `“${name}”是 2007 年标准的名称，已按现行名称“${renamed.name}”记录。`);
  }
  const several = today ?? former;
  if (several !== undefined) return refuse(`“${name.slice(0, 60)}”可能是：${choices(several)}，请写明是哪一项。`);
  return refuse(`资质名称“${name.slice(0, 60)}”不在资质代码表内，请按证书填写名称及等级，如“建筑工程施工总承包三级”。`);
}

const SERIES: Readonly<Record<string, string>> = dictionaries.lists.DQTradeType;
const CATEGORIES: Readonly<Record<string, string>> = dictionaries.lists.DQMajorType;

/** A qualification by its parts, each a name or a code of the Jiangsu lists (104010 / 1040A010 / 13). */
export function qualificationByParts(series: string, category: string, level: string): Parsed<QualificationName> {
  const grade = level === '' ? UNGRADED : (normaliseLevel(level) ?? level);
  const coded = byJiangsu.get(`${category.trim().toUpperCase()}|${grade}`);
  if (coded !== undefined) return accept(asQualification(coded));
  const seriesName = SERIES[series.trim()] ?? series;
  const categoryName = CATEGORIES[category.trim().toUpperCase()] ?? category;
  const written = `${categoryName}${seriesName}${grade}`;
  const direct = qualificationByName(written);
  if (direct.ok) return direct;
  const supervised = /监理|^专业$|^综合$|^事务所$/.test(seriesName)
    ? qualificationByName(`${categoryName}监理${grade}`)
    : direct;
  return supervised.ok ? supervised : direct;
}

/** One cell may hold all qualifications of a certificate, as printed on it. */
export function splitQualifications(text: string): string[] {
  const parts = text
    .split(/[;；\n\r]+|[,，、](?![^(（]*[)）])/u)
    .map((part) => part.replace(/^\s*\d+[.、．]\s*/, '').trim());
  return parts.filter((part) => part !== '');
}
