import type { Pool } from '#platform/database/connections.ts';

/** Whom and what a case is about, with how to reach the enterprise now. */
export interface CaseHead {
  readonly caseId: string;
  readonly enterpriseId: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly legalRepresentative: string | null;
  readonly registeredAddress: string | null;
  readonly qualificationId: number;
  readonly qualification: string;
  readonly standardRow: string | null;
  readonly certificateNumber: string | null;
  readonly divisionCode: string;
  readonly regime: string;
  readonly stage: string;
  readonly marked: boolean;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly deadline: string | null;
  readonly provisional: boolean;
  readonly restrictions: readonly string[];
  readonly servedOn: Readonly<Record<string, string>>;
  readonly contact: {
    readonly person: string | null;
    readonly phone: string | null;
    readonly email: string | null;
    readonly address: string | null;
    readonly source: string;
  } | null;
  /** a signed service confirmation is in force: since when, and its address */
  readonly confirmation: { readonly signedOn: string; readonly email: string } | null;
}

/** The head of a case; undefined where there is none in this scope. */
export async function caseHead(pool: Pool, caseId: string): Promise<CaseHead | undefined> {
  const result = await pool.query<CaseHead>(
    `select c.id as "caseId", e.id as "enterpriseId", e.name as enterprise, e.uscc, e.legal_representative as "legalRepresentative",
       e.address as "registeredAddress", q.id as "qualificationId", q.name as qualification, q.standard_row as "standardRow",
       k.number as "certificateNumber", c.division_code as "divisionCode", c.regime, c.stage, c.marked, c.opened_on as "openedOn",
       c.closed_on as "closedOn", c.deadline, c.provisional, c.restrictions, c.served_on as "servedOn",
       (select json_build_object('person', t.person, 'phone', t.phone, 'email', t.email, 'address', t.address, 'source', t.source)
          from enterprise_contact t where t.enterprise_id = e.id and t.known_to is null order by t.known_from desc, t.id desc limit 1) as contact,
       (select json_build_object('signedOn', s.signed_on, 'email', s.email)
          from service_confirmation s where s.enterprise_id = e.id and s.known_to is null order by s.known_from desc limit 1) as confirmation
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     left join certificate k on k.id = q.certificate_id where c.id = $1`,
    [caseId],
  );
  return result.rows[0];
}
