import type { Pool } from '#platform/database/connections.ts';

/** An attempt as the office and the dossier show it, with everything that became known, in order. */
export interface AttemptShown {
  readonly id: string;
  readonly documentKind: string;
  readonly documentId: string;
  readonly channel: string;
  readonly number: number;
  readonly address: string;
  readonly addressSource: string;
  readonly confirmationId: number | null;
  readonly status: string;
  readonly legalDay: string | null;
  readonly waybill: string | null;
  readonly preparedAt: Date;
  readonly history: readonly {
    readonly at: string;
    readonly actor: string;
    readonly status: string;
    readonly what: string;
    readonly content: unknown;
  }[];
}

export async function attemptsOfCase(pool: Pool, caseId: string): Promise<AttemptShown[]> {
  const result = await pool.query<AttemptShown>(
    `select a.id, a.document_kind as "documentKind", a.document_id as "documentId", a.channel, a.number, a.address,
       a.address_source as "addressSource", a.confirmation_id as "confirmationId", a.status, a.legal_day as "legalDay", a.waybill,
       a.prepared_at as "preparedAt",
       (select json_agg(json_build_object('at', e.recorded_at, 'actor', e.actor, 'status', e.status, 'what', e.what, 'content', e.content)
          order by e.sequence) from service_attempt_event e where e.attempt_id = a.id) as history
     from service_attempt a where a.case_id = $1 order by a.prepared_at, a.channel, a.number`,
    [caseId],
  );
  return result.rows;
}

export interface EvidenceShown {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly source: string;
  readonly takenOn: string;
  readonly sha256: string;
  /** size of the file */
  readonly bytes: number;
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

export async function evidenceOfCase(pool: Pool, caseId: string): Promise<EvidenceShown[]> {
  const result = await pool.query<EvidenceShown>(
    `select id, kind, name, media_type as "mediaType", source, taken_on as "takenOn", encode(sha256, 'hex') as sha256,
       octet_length(bytes) as bytes, recorded_at as "recordedAt", recorded_by as "recordedBy"
     from case_evidence where case_id = $1 order by recorded_at, id`,
    [caseId],
  );
  return result.rows;
}

/** A document in an enterprise's inbox. */
export interface InboxEntry {
  readonly id: string;
  readonly documentId: string;
  readonly kind: string;
  readonly number: string | null;
  readonly office: string;
  readonly putAt: Date;
  readonly readAt: Date | null;
}

export async function inboxOf(pool: Pool, enterpriseId: number, limit: number): Promise<InboxEntry[]> {
  const result = await pool.query<InboxEntry>(
    `select i.id, i.document_id as "documentId", d.kind, d.number, d.office_name as office, i.put_at as "putAt", i.read_at as "readAt"
     from inbox_message i join official_document d on d.id = i.document_id where i.enterprise_id = $1 order by i.put_at desc, i.id limit $2`,
    [enterpriseId, limit],
  );
  return result.rows;
}

/** A notice or announcement on the public site. */
export interface PublishedPage {
  readonly id: string;
  readonly kind: 'public-notice' | 'announcement';
  readonly title: string;
  readonly office: string;
  readonly divisionCode: string;
  readonly publishedOn: string;
  readonly documentId: string;
  /** what the notice says, as it was checked when it was issued */
  readonly data: unknown;
}

/** Published notices, the newest first (SY-2.5, SY-4, GX24-4.1e). */
export async function publications(
  pool: Pool,
  request: { readonly scope: string; readonly limit: number; readonly id?: string },
): Promise<PublishedPage[]> {
  const result = await pool.query<PublishedPage>(
    `select p.id, p.kind, p.title, p.office, p.division_code as "divisionCode", p.published_on as "publishedOn", p.document_id as "documentId", d.data
     from publication p join official_document d on d.id = p.document_id
     where starts_with(p.division_code, $1) and ($3::uuid is null or p.id = $3) order by p.published_on desc, p.id limit $2`,
    [request.scope, request.limit, request.id ?? null],
  );
  return result.rows;
}

/** A call that was made about a case (SY-2.3). */
export interface CallShown {
  readonly id: string;
  readonly calledAt: Date;
  readonly caller: string;
  readonly phone: string;
  readonly spokenTo: string | null;
  readonly outcome: 'address-confirmed' | 'address-changed' | 'not-reached' | 'number-wrong';
  readonly address: string | null;
  readonly note: string | null;
}

export async function callsOfCase(pool: Pool, caseId: string): Promise<CallShown[]> {
  const result = await pool.query<CallShown>(
    `select id, called_at as "calledAt", caller, phone, spoken_to as "spokenTo", outcome, address, note
     from phone_log where case_id = $1 order by called_at, id`,
    [caseId],
  );
  return result.rows;
}

/** A file of evidence of a case with its bytes; undefined where the case has none of this id in this scope. */
export async function evidenceFile(
  pool: Pool,
  caseId: string,
  evidenceId: string,
): Promise<{ readonly name: string; readonly mediaType: string; readonly bytes: Buffer } | undefined> {
  const result = await pool.query<{ name: string; mediaType: string; bytes: Buffer }>(
    'select name, media_type as "mediaType", bytes from case_evidence where id = $1 and case_id = $2',
    [evidenceId, caseId],
  );
  return result.rows[0];
}
