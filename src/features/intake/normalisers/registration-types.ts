import { accept, type Parsed } from '#law/identifiers/parsed.ts';
import { impossibleSpecialties, parseCertificate, parseKind } from '#law/standards/index.ts';
import dictionaries from '../data/dictionaries.json' with { type: 'json' };

const { lists } = dictionaries;

/**
 * Type and grade by code: TBSPECIALTYTYPEDIC (81), DRegType (1511), RY_ZCLB (RY_ZCLB_071). The codes do not overlap.
 * 91 was plain 造价工程师 before 2018 and is 一级 since (formats §3): read as today's list says.
 */
const TYPE_CODES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(lists.TBSPECIALTYTYPEDIC),
  ...Object.entries(lists.DRegType),
  ...Object.entries(lists.RY_ZCLB),
]);
const SPECIALTY_CODES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(lists.TBREGTRADETYPEDIC),
  ...Object.entries(lists.DRegMajor),
]);

/** Registration type by name or code. */
export function registrationTypeName(text: string): string {
  return TYPE_CODES.get(text.trim()) ?? text;
}

/** Specialty by name or code. */
export function specialtyName(text: string): string {
  return SPECIALTY_CODES.get(text) ?? text;
}

export interface CertificateKind {
  readonly kind: number;
  /** null where the row names no specialty */
  readonly specialties: number | null;
  /** 二级注册建造师 has no 铁路工程: such a certificate cannot exist */
  readonly impossible: readonly string[];
}

const known = new Map<string, Parsed<CertificateKind>>();

/** Kind number and specialty mask of a registration (src/law/standards/encoding.ts). */
export function readCertificateKind(
  type: string,
  grade: string,
  specialties: readonly string[],
): Parsed<CertificateKind> {
  const memory = `${type}|${grade}|${specialties.join(',')}`;
  const before = known.get(memory);
  if (before !== undefined) return before;
  const read = (): Parsed<CertificateKind> => {
    const level = grade === '' ? null : grade;
    if (specialties.length === 0) {
      const alone = parseKind(registrationTypeName(type), level);
      if (!alone.ok) return alone;
    }
    const parsed = parseCertificate(registrationTypeName(type), level, specialties);
    if (!parsed.ok) return parsed;
    const { kind, mask } = parsed.value;
    return accept({
      kind,
      specialties: specialties.length === 0 && mask === 0 ? null : mask,
      impossible: impossibleSpecialties(kind, mask),
    });
  };
  const result = read();
  if (known.size < 50_000) known.set(memory, result);
  return result;
}
