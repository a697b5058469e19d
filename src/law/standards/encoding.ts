/**
 * Certificates as two small integers: a kind (registration type × grade) and a bit mask of specialties. Both are stored
 * in the database, so their numbers come from data/encoding.json and never change.
 */
import { accept, type Parsed, refuse } from '../identifiers/parsed.ts';
import { encoding, specialties } from './data.ts';

/** Registration type and grade of a certificate; `grade` is null for types without grades. */
export interface Kind {
  readonly number: number;
  readonly role: string;
  readonly grade: string | null;
  /** 1 = highest grade; a type without grades has 1. */
  readonly rank: number;
}

/** A kind number fits the range 0–63; 0 means none. */
export const KIND_COUNT = 64;

const rankOf = (grade: string | null): number => (grade === '二级' ? 2 : 1);

export const kinds: readonly Kind[] = encoding.kinds.map((kind) => ({ ...kind, rank: rankOf(kind.grade) }));
const kindByNumber = new Map(kinds.map((kind) => [kind.number, kind]));
const kindByName = new Map(kinds.map((kind) => [`${kind.role}|${kind.grade ?? ''}`, kind]));
const gradedRoles = new Set(kinds.filter((kind) => kind.grade !== null).map((kind) => kind.role));

/** Trims, drops blanks, makes brackets and slashes half-width, 壹/贰/叁 → 一/二/三. */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\s/gu, '')
    .replaceAll('壹', '一')
    .replaceAll('贰', '二')
    .replaceAll('叁', '三');
}

interface RoleName {
  readonly role: string;
  readonly grade: string | null;
  /** A 勘察设计 type whose own name is a specialty of the umbrella role. */
  readonly specialty?: string;
}

const roleNames = new Map<string, RoleName>();
for (const role of new Set(kinds.map((kind) => kind.role))) {
  const others = encoding.otherNames[role];
  for (const name of [role, ...(Array.isArray(others) ? others : [])]) {
    roleNames.set(normalise(name), { role, grade: null });
    if (!gradedRoles.has(role)) continue;
    for (const grade of ['一级', '二级']) {
      for (const spelling of [`${grade}${name}`, `${name}(${grade})`, `${name}${grade}`]) {
        roleNames.set(normalise(spelling), { role, grade });
      }
    }
  }
}
for (const grade of ['一级', '二级']) {
  // 国家标准字典与江苏字典的写法：注册建造师（一级临时）
  for (const spelling of [
    `注册建造师(${grade}临时)`,
    `临时${grade}建造师`,
    `${grade}临时建造师`,
    `${grade}注册临时建造师`,
  ]) {
    roleNames.set(spelling, { role: '临时建造师', grade });
  }
}

interface SpecialtyTable {
  readonly bits: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<number, string>;
  readonly refused: ReadonlyMap<string, string>;
}

function specialtyTable(role: string): SpecialtyTable {
  const named = encoding.specialties[encoding.sameSpecialties[role] ?? role] ?? {};
  const type = specialties.registrationTypes.find((each) => each.name === (encoding.sameSpecialties[role] ?? role));
  const bits = new Map<string, number>();
  for (const [name, bit] of Object.entries(named)) bits.set(normalise(name), bit);
  for (const specialty of type?.specialties ?? []) {
    const bit = named[specialty.name];
    if (bit !== undefined) for (const alias of specialty.aliases) bits.set(normalise(alias), bit);
  }
  const refused = new Map<string, string>();
  for (const [today, olds] of Object.entries(type?.mergedFrom ?? {})) {
    for (const old of Array.isArray(olds) ? olds : []) {
      refused.set(normalise(String(old)), `是2006年以前的专业名（并入${today}），请核对证书后填写现行专业`);
    }
  }
  for (const name of type?.examSpecialtiesSince2020?.list ?? []) {
    refused.set(normalise(name), '是2020年起的考试专业，不是注册的14个专业之一，须隔离核实后填写注册专业');
  }
  return { bits, names: new Map(Object.entries(named).map(([name, bit]) => [bit, name])), refused };
}

const specialtyTables = new Map(
  [...new Set(kinds.map((kind) => kind.role))].map((role) => [role, specialtyTable(role)]),
);
const umbrella = specialties.registrationTypes.find((type) => type.umbrella === true)?.name ?? '';
for (const [name, bit] of specialtyTables.get(umbrella)?.bits ?? []) {
  const specialty = specialtyTables.get(umbrella)?.names.get(bit);
  if (specialty !== undefined) roleNames.set(name, { role: umbrella, grade: null, specialty });
}
const specialtiesNotRead = new Set(encoding.specialtiesNotRead.roles);

/** The kind of a number as stored in `registration.kind`; undefined when the number was never given out. */
export function kindOf(number: number): Kind | undefined {
  return kindByNumber.get(number);
}

/**
 * The kind of a registration type and grade as registers write them (注册建造师 + 一级, 一级注册建造师, 注册建造师（壹级） …).
 * Refuses an unknown type or grade, a graded type without its grade, and a grade that contradicts the type's name.
 */
export function parseKind(role: string, grade: string | null): Parsed<Kind> {
  const named = roleNames.get(normalise(role));
  if (named === undefined) return refuse(`注册类型“${role}”不认识，请按《标准》所列注册类型填写（如 注册建造师）`);
  const given = readGrade(grade);
  if (named.role === '注册建造师' && (given === '一级临时' || given === '二级临时')) {
    // The temporary certificate written in the grade; it never counts (建市〔2015〕20号).
    return parseKind('临时建造师', given.slice(0, 2));
  }
  if (given !== null && named.grade !== null && given !== named.grade) {
    return refuse(`注册类型“${role}”与级别“${grade}”不一致，请核对`);
  }
  const level = named.grade ?? given;
  const kind = kindByName.get(`${named.role}|${level ?? ''}`);
  if (kind !== undefined) return accept(kind);
  if (level === null) return refuse(`${named.role}没有填级别，请填一级或二级`);
  if (!gradedRoles.has(named.role)) return refuse(`${named.role}不分级别，级别“${grade}”请留空`);
  return refuse(`${named.role}的级别“${grade}”不认识，请填一级或二级`);
}

/** Null for an empty field, and for what some exports write where a type has no grades (监理). */
function readGrade(grade: string | null): string | null {
  const plain = normalise(grade ?? '');
  return plain === '' || plain === '无' || plain === '不分级' || plain === '不分等级' ? null : plain;
}

/**
 * The bit mask of a certificate's specialties for its registration type; aliases are taken.
 * Refuses a name outside the closed list (README §2 rule 8: quarantine, never drop or guess).
 */
export function parseSpecialties(role: string, names: readonly string[]): Parsed<number> {
  const table = specialtyTables.get(role);
  if (table === undefined) return refuse(`注册类型“${role}”不认识`);
  if (specialtiesNotRead.has(role)) return accept(0);
  let mask = 0;
  for (const name of names) {
    const plain = normalise(name);
    const bit = table.bits.get(plain);
    if (bit !== undefined) mask |= 1 << bit;
    else return refuse(`${role}的专业“${name}”${table.refused.get(plain) ?? unknownSpecialty(table)}`);
  }
  return accept(mask);
}

function unknownSpecialty(table: SpecialtyTable): string {
  if (table.names.size === 0) return '不认识：该注册类型不分专业，请留空';
  return `不认识，请填：${[...table.names.values()].join('、')}`;
}

/** Kind and specialty mask of one certificate as the register writes it. Units: see `Kind`; refusals as of the two parts. */
export function parseCertificate(
  role: string,
  grade: string | null,
  names: readonly string[],
): Parsed<{ readonly kind: number; readonly mask: number }> {
  let written = role;
  let listed = names;
  const [only] = names;
  if (names.length === 1 && only !== undefined && !roleNames.has(normalise(role))) {
    // 注册土木工程师 with the specialty 岩土 is the umbrella's 注册土木工程师（岩土）.
    const joined = `${role}(${only})`;
    if (roleNames.has(normalise(joined))) [written, listed] = [joined, []];
  }
  const kind = parseKind(written, grade);
  if (!kind.ok) return kind;
  const own = roleNames.get(normalise(written))?.specialty;
  // Under 注册土木工程师（岩土） an export may repeat 岩土, or the whole name, as the specialty.
  const others = own === undefined ? listed : listed.filter((name) => !normalise(own).includes(normalise(name)));
  const mask = parseSpecialties(kind.value.role, own === undefined ? others : [...others, own]);
  return mask.ok ? accept({ kind: kind.value.number, mask: mask.value }) : mask;
}

/** The official names of a mask's specialties, in the order of their bits. Unknown bits are left out. */
export function specialtyNames(kind: number, mask: number): readonly string[] {
  const role = kindByNumber.get(kind)?.role;
  const table = role === undefined ? undefined : specialtyTables.get(role);
  if (table === undefined) return [];
  return [...table.names].filter(([bit]) => (mask & (1 << bit)) !== 0).map(([, name]) => name);
}

/**
 * Specialties of the mask that the kind's grade does not have (二级注册建造师 has no 铁路工程): such a certificate cannot
 * exist, and an import should quarantine it. Empty when all is well.
 */
export function impossibleSpecialties(kind: number, mask: number): readonly string[] {
  const known = kindByNumber.get(kind);
  const type = specialties.registrationTypes.find((each) => each.name === known?.role);
  const own = type?.grades.find((grade) => grade.grade === known?.grade)?.specialties;
  return own === undefined ? [] : specialtyNames(kind, mask).filter((name) => !own.includes(name));
}

/** The bit of a specialty's official name within its registration type; undefined when it is not in the closed list. */
export function specialtyBit(role: string, name: string): number | undefined {
  return encoding.specialties[role]?.[name];
}
