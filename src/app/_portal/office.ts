import type { OfficeLevel, SignedIn } from '#features/accounts/queries.ts';
import type { Officer } from '#features/drafts/commands.ts';
import { divisionName, divisionsWithin, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { ProblemError } from '#platform/http/problem.ts';

/** The office for which somebody is signed in. */
export interface OfficeOfPerson {
  readonly level: OfficeLevel;
  /** prefix of division codes */
  readonly division: string;
}

/** @throws ProblemError where the person acts for no office */
export function officeOfPerson(person: SignedIn): OfficeOfPerson {
  const { level, division } = person.held;
  if (level === null || division === null) throw new ProblemError('not-permitted', '请以主管部门的身份登录。');
  return { level, division };
}

export function officerOf(person: SignedIn): Officer {
  return { ...officeOfPerson(person), accountId: person.accountId, name: person.name };
}

/** Places within the scope of an office, for the filters of its lists: cities of a province, districts of a city. */
export function placesWithin(division: string): { readonly value: string; readonly label: string }[] {
  const code = parseDivisionCode(division.padEnd(6, '0'));
  if (!code.ok || division.length >= 6) return [];
  return divisionsWithin(code.value).map((each) => ({
    value: division.length === 2 ? each.slice(0, 4) : each,
    label: divisionName(each) ?? each,
  }));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id from an address; what is none cannot be there. */
export function idOf(text: string | undefined, what: string): string {
  if (text !== undefined && UUID.test(text)) return text;
  throw new ProblemError('not-found', `没有这${what}，请核对地址。`);
}

/** Prefix of the divisions that somebody may see: of the office, or of an auditor; empty where all of the installation. */
export function scopeOfPerson(person: SignedIn): string {
  return person.held.division ?? '';
}

/** Places for the filters of whoever sees a place's rows, auditors included. */
export function placesOf(person: SignedIn): { readonly value: string; readonly label: string }[] {
  const scope = scopeOfPerson(person);
  return scope === '' ? [] : placesWithin(scope);
}
