import { kinds, parseSpecialties } from './encoding.ts';
import type { Row } from './schema.ts';

/** One certificate, as the register stores it (src/law/standards/data/encoding.json). */
export interface StaffCertificate {
  readonly kind: number;
  readonly specialties: number;
}

function certificate(role: string, grade: string | undefined, names: readonly string[]): StaffCertificate {
  const kind = kinds.find((each) => each.role === role && (grade === undefined || each.grade === grade));
  const known = names.filter((name) => name !== '*').slice(0, 1);
  const mask = known.length === 0 ? undefined : parseSpecialties(role, known);
  return { kind: kind?.number ?? 0, specialties: mask?.ok === true ? mask.value : 1 };
}

/**
 * A staff that just meets a row: first who its 其中 ask for, then the rest of its total. For synthetic data; whether it
 * really meets the row is for the judge to say.
 */
export function sufficientStaff(row: Row): StaffCertificate[] {
  const staff: StaffCertificate[] = [];
  for (const requirement of row.requirements) {
    const before = staff.length;
    for (const subset of requirement.subset ?? []) {
      const role = subset.role ?? subset.anyOfRoles?.[0]?.role ?? requirement.role ?? '';
      const grade = subset.minGrade ?? (role === requirement.role ? requirement.minGrade : undefined);
      for (let at = 0; at < subset.count; at++) staff.push(certificate(role, grade, subset.specialties ?? []));
    }
    const demands = requirement.anyOfRoles ?? [requirement];
    const demand = demands.find((each) => each.role !== undefined && kinds.some((kind) => kind.role === each.role));
    if (demand?.role === undefined) continue;
    while (staff.length - before < requirement.count) {
      staff.push(certificate(demand.role, demand.minGrade, demand.specialties ?? []));
    }
  }
  return staff;
}

/**
 * A staff for several qualifications at once: one person may serve in each of them (standards README §2 rule 4), so of
 * every kind of certificate the most that any one of them needs.
 */
export function sharedStaff(rows: readonly Row[]): StaffCertificate[] {
  const needed = new Map<string, { certificate: StaffCertificate; count: number }>();
  for (const row of rows) {
    const own = new Map<string, { certificate: StaffCertificate; count: number }>();
    for (const each of sufficientStaff(row)) {
      const key = `${each.kind}:${each.specialties}`;
      own.set(key, { certificate: each, count: (own.get(key)?.count ?? 0) + 1 });
    }
    for (const [key, entry] of own) if (entry.count > (needed.get(key)?.count ?? 0)) needed.set(key, entry);
  }
  return [...needed.values()].flatMap((entry) => Array.from({ length: entry.count }, () => entry.certificate));
}
