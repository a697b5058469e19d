import type { Queries } from '#platform/database/connections.ts';

/** A document of the case as the dossier lists it. */
export interface FiledDocument {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly office: string;
  readonly issuedOn: string;
  readonly recordedAt: Date;
  readonly status: string;
  readonly sha256: string;
}

/**
 * Documents of the case itself, and those for several cases (notices, letters, posting lists) that its attempts point to, in the order in
 * which the dossier numbers them: what is issued later gets a later number.
 */
export async function filedDocuments(database: Queries, caseId: string): Promise<FiledDocument[]> {
  const result = await database.query<FiledDocument>(
    `select d.id, d.kind, d.number, d.office_name as office, d.issued_on as "issuedOn", d.recorded_at as "recordedAt", d.status, encode(d.sha256, 'hex') as sha256
     from official_document d
     where d.case_id = $1
       or d.id in (select p.document_id from service_attempt a join publication p on p.id = a.notice_id where a.case_id = $1)
       or d.id in (select b.document_id from service_attempt a join ems_batch b on b.id = a.batch_id where a.case_id = $1)
       or d.kind = 'proposal-letter' and d.recorded_at in (
         select v.recorded_at from case_event v where v.case_id = $1 and v.act = 'proposed')
     order by d.recorded_at, d.kind, d.id`,
    [caseId],
  );
  return result.rows;
}
