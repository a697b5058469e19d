import { regimesWith } from '#law/regimes/citing.ts';
import type { Pool } from '#platform/database/connections.ts';

/** A file that an entry, or a statement to it, rests on: kept with the evidence of the case. */
export interface CreditFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly at: string;
  readonly by: string;
}

/** What the enterprise said to an entry, once and for all. */
export interface CreditStatement {
  readonly id: string;
  readonly statement: string;
  readonly at: string;
  readonly by: string;
  readonly evidence: readonly CreditFile[];
}

/** An entry of a credit record with what the enterprise said to it. */
export interface CreditEntry {
  readonly id: string;
  readonly enterpriseId: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly caseId: string;
  readonly qualification: string;
  readonly kind: string;
  readonly clause: string;
  readonly foundOn: string;
  readonly description: string;
  readonly office: string;
  readonly recordedAt: Date;
  readonly withdrawnOn: string | null;
  readonly withdrawnBecause: string | null;
  readonly evidence: readonly CreditFile[];
  /** the oldest first */
  readonly statements: readonly CreditStatement[];
}

/** The files that an array of ids names, as JSON. */
const filesOf = (ids: string) =>
  `(select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'sha256', encode(f.sha256, 'hex'), 'bytes', octet_length(f.bytes),
     'at', f.recorded_at, 'by', f.recorded_by) order by f.recorded_at, f.id), '[]') from case_evidence f where f.id = any(${ids}))`;

/** SX23-3.0: credit records in a scope, or of one enterprise; the newest first. */
export async function creditRecords(
  pool: Pool,
  request: {
    readonly scope: string;
    readonly enterpriseId?: number;
    readonly recordId?: string;
    /** part of the name, or the code */
    readonly text?: string | undefined;
    readonly limit: number;
  },
): Promise<CreditEntry[]> {
  const result = await pool.query<CreditEntry>(
    `select r.id, r.enterprise_id as "enterpriseId", e.name as enterprise, e.uscc, r.case_id as "caseId",
       q.name as qualification, r.kind, r.clause,
       r.found_on as "foundOn", r.description, r.office, r.recorded_at as "recordedAt", r.withdrawn_on as "withdrawnOn",
       r.withdrawn_because as "withdrawnBecause",
       ${filesOf('r.evidence')} as evidence,
       (select coalesce(json_agg(json_build_object('id', s.id, 'statement', s.statement, 'at', s.recorded_at, 'by', s.recorded_by,
          'evidence', ${filesOf('s.evidence')}) order by s.recorded_at, s.id), '[]')
        from credit_statement s where s.record_id = r.id) as statements
     from credit_record r join enterprise e on e.id = r.enterprise_id join cases c on c.id = r.case_id
       join qualification q on q.id = c.qualification_id
     where starts_with(r.division_code, $1) and ($2::bigint is null or r.enterprise_id = $2)
       and ($3::text is null or e.uscc = upper($3) or strpos(e.name, $3) > 0) and ($5::uuid is null or r.id = $5)
     order by r.recorded_at desc, r.id limit $4`,
    [request.scope, request.enterpriseId ?? null, request.text ?? null, request.limit, request.recordId ?? null],
  );
  return result.rows;
}

/** A case in which misconduct can be recorded, by the code of its enterprise: those of the province's regime, the newest first. */
export async function misconductCases(
  pool: Pool,
  uscc: string,
): Promise<readonly { readonly caseId: string; readonly qualification: string; readonly openedOn: string }[]> {
  const result = await pool.query<{ caseId: string; qualification: string; openedOn: string }>(
    `select c.id as "caseId", q.name as qualification, c.opened_on as "openedOn" from cases c join enterprise e on e.id = c.enterprise_id
     join qualification q on q.id = c.qualification_id where e.uscc = upper($1) and c.regime = any($2) order by c.opened_on desc, c.id`,
    [uscc, regimesWith('credit-records').map(({ id }) => id)],
  );
  return result.rows;
}
