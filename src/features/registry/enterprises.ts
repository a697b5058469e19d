import type { Pool } from '#platform/database/connections.ts';

/** What the register says of an enterprise. No contacts and no ID numbers: the public has no need of them. */
export interface EnterpriseFacts {
  readonly id: number;
  readonly uscc: string;
  readonly name: string;
  readonly formerNames: readonly string[];
  readonly kinds: readonly string[];
  readonly divisionCode: string;
  readonly legalRepresentative: string | null;
  readonly address: string | null;
  readonly registeredCapital: string | null;
  readonly foundedOn: string | null;
  readonly status: string;
  readonly recordedAt: Date;
  /** its name today, where the facts are those of a past day and it has another now */
  readonly nameNow?: string;
}

export interface CertificateFacts {
  readonly id: number;
  readonly number: string;
  readonly authority: string | null;
  readonly authorityLevel: string;
  readonly issuedOn: string | null;
  readonly validUntil: string | null;
  readonly status: string;
}

export interface QualificationFacts {
  readonly id: number;
  readonly certificateId: number | null;
  readonly divisionCode: string;
  readonly nationalCode: string | null;
  readonly standardRow: string | null;
  readonly name: string;
  readonly series: string;
  readonly category: string;
  readonly level: string;
  readonly approvedOn: string | null;
  readonly validUntil: string | null;
  readonly status: string;
  readonly endedOn: string | null;
}

/** The enterprise of a USCC in normal form. */
export async function enterpriseByUscc(pool: Pool, uscc: string): Promise<EnterpriseFacts | undefined> {
  const result = await pool.query<EnterpriseFacts>(
    `select id, uscc, name, former_names as "formerNames", kinds, division_code as "divisionCode",
       legal_representative as "legalRepresentative", address, registered_capital as "registeredCapital",
       founded_on as "foundedOn", status, recorded_at as "recordedAt"
     from enterprise where uscc = $1`,
    [uscc],
  );
  return result.rows[0];
}

type Changing = Pick<
  EnterpriseFacts,
  'name' | 'divisionCode' | 'legalRepresentative' | 'address' | 'registeredCapital'
>;

/** The facts as the register knew them at an instant; what has no versions (kinds, former names, state) stays as it is today. */
export async function factsAt(pool: Pool, facts: EnterpriseFacts, instant: Date): Promise<EnterpriseFacts> {
  const result = await pool.query<Changing>(
    `select name, division_code as "divisionCode", legal_representative as "legalRepresentative", address,
       registered_capital as "registeredCapital"
     from enterprise_version where enterprise_id = $1 and known_to > $2 order by known_to, id limit 1`,
    [facts.id, instant],
  );
  const [then] = result.rows;
  if (then === undefined) return facts;
  return { ...facts, ...then, ...(then.name === facts.name ? {} : { nameNow: facts.name }) };
}

/** The enterprise of an id; undefined where there is none in this scope. */
export async function enterpriseById(pool: Pool, id: number): Promise<EnterpriseFacts | undefined> {
  const found = await pool.query<{ uscc: string }>('select uscc from enterprise where id = $1', [id]);
  const [row] = found.rows;
  return row === undefined ? undefined : enterpriseByUscc(pool, row.uscc);
}

/** The certificates of an enterprise, by number. */
export async function certificatesOf(pool: Pool, enterpriseId: number): Promise<CertificateFacts[]> {
  const result = await pool.query<CertificateFacts>(
    `select id, number, authority, authority_level as "authorityLevel", issued_on as "issuedOn", valid_until as "validUntil", status
     from certificate where enterprise_id = $1 order by number`,
    [enterpriseId],
  );
  return result.rows;
}

/** The qualifications of an enterprise, in the order of their certificates' entries. */
export async function qualificationsOf(pool: Pool, enterpriseId: number): Promise<QualificationFacts[]> {
  const result = await pool.query<QualificationFacts>(
    `select id, certificate_id as "certificateId", division_code as "divisionCode", national_code as "nationalCode",
       standard_row as "standardRow", name, series, category, level, approved_on as "approvedOn", valid_until as "validUntil",
       status, ended_on as "endedOn"
     from qualification where enterprise_id = $1 order by id`,
    [enterpriseId],
  );
  return result.rows;
}

/**
 * Whether a qualification had ended by a day. One whose end carries no day counts as ended on every day: the register does
 * not say since when.
 */
export function endedBy(qualification: QualificationFacts, day: string): boolean {
  if (qualification.status === 'in-force') return false;
  return qualification.endedOn === null || qualification.endedOn <= day;
}
