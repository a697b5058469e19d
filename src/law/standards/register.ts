/**
 * The certificates of one enterprise as columns, reused from enterprise to enterprise so that the monthly run allocates
 * nothing per certificate. Who counts (standards README §2 rule 5) does not depend on the qualification and is settled
 * once per day and policy.
 */
import { lastTooOldBirth, NO_BEGINNING, UNKNOWN_DAY } from './days.ts';
import type { SpecialtyTerm } from './specialty-terms.ts';

/** Which registered practitioners count; see verification-policy.json. Ages in completed years. */
export interface VerificationPolicy {
  readonly maximumAge: number | null;
  readonly insurance: 'ignore' | 'required';
}

/** What the contract says when no policy is given. */
export const NO_POLICY: VerificationPolicy = { maximumAge: null, insurance: 'ignore' };

/** `registration.insurance`: whether this enterprise pays the social insurance. Fixed numbers, stored in the database. */
export const INSURANCE_UNKNOWN = 0;
export const INSURANCE_PAID = 1;
export const INSURANCE_ABNORMAL = 2;

/** Why a certificate that fits is not counted; ordered from the first test to the last. */
export const STANDING_COUNTS = 0;
export const STANDING_EXPIRED = 1;
export const STANDING_AGE = 2;
export const STANDING_INSURANCE = 3;
export const STANDING_ELSEWHERE = 4;

const SMALL_REGISTER = 48;
const NEVER = -2_147_483_648;

/**
 * A reusable buffer of one enterprise's certificates. Columns are read by the judge; write only through the methods. `mask`
 * holds the specialties in force on the day settled last: one that has ended, or not begun, is as if it were not there.
 */
export class Register {
  size = 0;
  personCount = 0;
  person = new Int32Array(64);
  kind = new Uint8Array(64);
  mask = new Int32Array(64);
  standing = new Uint8Array(64);
  /** Per person: which places of the qualification in hand a counting certificate fits. Scratch of the judge. */
  reach = new Int32Array(64);
  private validUntil = new Int32Array(64);
  private birth = new Int32Array(64);
  private insurance = new Uint8Array(64);
  private elsewhere = new Uint8Array(64);
  private ids = new Float64Array(64);
  private indexOfId = new Map<number, number>();
  private termCount = 0;
  private termAt = new Int32Array(16);
  private termMask = new Int32Array(16);
  private termFrom = new Int32Array(16);
  private termUntil = new Int32Array(16);
  private settledFor = NEVER;
  private settledAge: number | null = null;
  private settledInsurance: VerificationPolicy['insurance'] = 'ignore';

  /** Empties the buffer for the next enterprise. */
  clear(): void {
    this.size = 0;
    this.personCount = 0;
    this.termCount = 0;
    this.settledFor = NEVER;
    if (this.indexOfId.size > 0) this.indexOfId.clear();
  }

  /** The index of a person by the caller's number (for example the database id); the same number gives the same index. */
  personIndex(id: number): number {
    const last = this.personCount - 1;
    if (last >= 0 && this.ids[last] === id) return last;
    if (this.personCount > SMALL_REGISTER) return this.largePersonIndex(id);
    for (let index = last - 1; index >= 0; index -= 1) if (this.ids[index] === id) return index;
    return this.newPerson(id);
  }

  /** The caller's number of a person index. */
  personId(index: number): number {
    return this.ids[index] ?? Number.NaN;
  }

  /**
   * Adds one certificate. `person` as of `personIndex`; `kind`, `mask` as of encoding.ts; `validUntil`, `birth` as day
   * numbers or `UNKNOWN_DAY`; `insurance` one of the INSURANCE numbers; `elsewhere`: the person is registered in another
   * enterprise at the same time, which concerns all certificates of that person.
   */
  add(
    person: number,
    kind: number,
    mask: number,
    validUntil: number = UNKNOWN_DAY,
    birth: number = UNKNOWN_DAY,
    insurance: number = INSURANCE_UNKNOWN,
    elsewhere = false,
  ): void {
    const at = this.size;
    if (at === this.person.length) this.growCertificates();
    this.person[at] = person;
    this.kind[at] = kind;
    this.mask[at] = mask;
    this.validUntil[at] = validUntil;
    this.birth[at] = birth;
    this.insurance[at] = insurance;
    if (elsewhere) this.elsewhere[person] = 1;
    this.size = at + 1;
    this.settledFor = NEVER;
  }

  /**
   * Says from when to when specialties (`mask`) of the certificate added last are valid: day numbers, both days included,
   * `NO_BEGINNING` and `UNKNOWN_DAY` where it has no beginning or end of its own. A specialty without a term is in force
   * with its certificate; one with several is in force on the days of each.
   */
  addTerm(mask: number, from: number, until: number): void {
    const term = this.termCount;
    if (term === this.termAt.length) this.growTerms();
    this.termAt[term] = this.size - 1;
    this.termMask[term] = mask;
    this.termFrom[term] = from;
    this.termUntil[term] = until;
    this.termCount = term + 1;
    this.settledFor = NEVER;
  }

  /** All specialties that the certificate names, whether in force or not. */
  namedSpecialties(at: number): number {
    let named = this.mask[at] ?? 0;
    for (let term = 0; term < this.termCount; term += 1) {
      if (this.termAt[term] === at) named |= this.termMask[term] ?? 0;
    }
    return named;
  }

  /** The terms of a certificate's specialties. Allocates: for explaining, not for judging. */
  termsOf(at: number): SpecialtyTerm[] {
    const terms: SpecialtyTerm[] = [];
    for (let term = 0; term < this.termCount; term += 1) {
      if (this.termAt[term] !== at) continue;
      const [mask = 0, from = NO_BEGINNING, until = UNKNOWN_DAY] = [
        this.termMask[term],
        this.termFrom[term],
        this.termUntil[term],
      ];
      terms.push({ mask, from, until });
    }
    return terms;
  }

  /** Settles for each certificate whether it counts on the day under the policy. Cheap when asked again unchanged. */
  settle(asOf: number, policy: VerificationPolicy): void {
    if (
      this.settledFor === asOf &&
      this.settledAge === policy.maximumAge &&
      this.settledInsurance === policy.insurance
    ) {
      return;
    }
    const tooOld = policy.maximumAge === null ? -UNKNOWN_DAY : lastTooOldBirth(asOf, policy.maximumAge);
    const abnormal = policy.insurance === 'required' ? INSURANCE_ABNORMAL : -1;
    const { standing, validUntil, birth, insurance, elsewhere, person } = this;
    for (let at = 0; at < this.size; at += 1) {
      const holder = person[at] ?? 0;
      if ((validUntil[at] ?? 0) < asOf) standing[at] = STANDING_EXPIRED;
      else if ((birth[at] ?? 0) <= tooOld) standing[at] = STANDING_AGE;
      else if (insurance[at] === abnormal) standing[at] = STANDING_INSURANCE;
      else standing[at] = elsewhere[holder] === 1 ? STANDING_ELSEWHERE : STANDING_COUNTS;
    }
    if (this.termCount > 0) this.settleTerms(asOf);
    this.settledFor = asOf;
    this.settledAge = policy.maximumAge;
    this.settledInsurance = policy.insurance;
  }

  /** Leaves in `mask` what is in force; a certificate that names specialties of which none is has ended with them. */
  private settleTerms(asOf: number): void {
    const { mask, standing, termAt, termMask, termFrom, termUntil, termCount } = this;
    for (let term = 0; term < termCount; term += 1) {
      const at = termAt[term] ?? 0;
      mask[at] = (mask[at] ?? 0) & ~(termMask[term] ?? 0);
    }
    for (let term = 0; term < termCount; term += 1) {
      if ((termFrom[term] ?? 0) > asOf || (termUntil[term] ?? 0) < asOf) continue;
      const at = termAt[term] ?? 0;
      mask[at] = (mask[at] ?? 0) | (termMask[term] ?? 0);
    }
    for (let term = 0; term < termCount; term += 1) {
      const at = termAt[term] ?? 0;
      if (mask[at] === 0) standing[at] = STANDING_EXPIRED;
    }
  }

  private newPerson(id: number): number {
    const index = this.personCount;
    if (index === this.ids.length) this.growPersons();
    this.ids[index] = id;
    this.elsewhere[index] = 0;
    this.personCount = index + 1;
    return index;
  }

  /** A large enterprise: a map instead of a walk. */
  private largePersonIndex(id: number): number {
    if (this.indexOfId.size === 0) {
      for (let index = 0; index < this.personCount; index += 1) this.indexOfId.set(this.ids[index] ?? 0, index);
    }
    const known = this.indexOfId.get(id);
    if (known !== undefined) return known;
    const index = this.newPerson(id);
    this.indexOfId.set(id, index);
    return index;
  }

  private growCertificates(): void {
    this.person = doubled(this.person, Int32Array);
    this.kind = doubled(this.kind, Uint8Array);
    this.mask = doubled(this.mask, Int32Array);
    this.standing = doubled(this.standing, Uint8Array);
    this.validUntil = doubled(this.validUntil, Int32Array);
    this.birth = doubled(this.birth, Int32Array);
    this.insurance = doubled(this.insurance, Uint8Array);
  }

  private growTerms(): void {
    this.termAt = doubled(this.termAt, Int32Array);
    this.termMask = doubled(this.termMask, Int32Array);
    this.termFrom = doubled(this.termFrom, Int32Array);
    this.termUntil = doubled(this.termUntil, Int32Array);
  }

  private growPersons(): void {
    this.ids = doubled(this.ids, Float64Array);
    this.reach = doubled(this.reach, Int32Array);
    this.elsewhere = doubled(this.elsewhere, Uint8Array);
  }
}

function doubled<T extends { readonly length: number; set(source: ArrayLike<number>): void }>(
  column: T & ArrayLike<number>,
  make: new (length: number) => T,
): T {
  const larger = new make(column.length * 2);
  larger.set(column);
  return larger;
}
