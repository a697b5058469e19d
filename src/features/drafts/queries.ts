import { openDocumentFile, previewPress } from '#features/documents/commands.ts';
import { isLink, type Link } from '#law/regimes/chains.ts';
import type { Pool } from '#platform/database/connections.ts';
import { rehearse } from '#platform/database/rehearsal.ts';
import type { DraftEvidence } from './draft-files.ts';
import { statusBefore } from './links.ts';
import { type DraftSignature, signaturesOf } from './longer-chain.ts';
import { rehearsedSeal } from './rehearsed-seal.ts';
import { type Acting, actOnOne, actTogether, type CaseResult } from './run-draft.ts';
import { DRAFT_ACTS, type DraftAct, type DraftContent, draftContentSchema, isTogether } from './schema.ts';

export { type DraftFileShown, draftFile, draftFileNames, draftFiles } from './draft-files.ts';
export { linkWaitedFor, statusBefore } from './links.ts';
export { DRAFT_ACTS, type DraftAct, type DraftContent, isForOneCase, isTogether, stepOf } from './schema.ts';

export interface DraftRow {
  readonly id: string;
  readonly act: DraftAct;
  readonly title: string;
  readonly status: string;
  readonly cases: number;
  readonly done: number;
  readonly refused: number;
  readonly first: string | null;
  readonly draftedBy: string;
  readonly draftedByName: string;
  readonly draftedAt: Date;
  readonly reviewedBy: string | null;
  readonly reviewedByName: string | null;
  readonly sealedByName: string | null;
  readonly finishedAt: Date | null;
}

interface StoredRow extends Omit<DraftRow, 'act' | 'title'> {
  readonly content: unknown;
}

const ROW = `select d.id, d.content, d.status, count(c.case_id) filter (where c.status <> 'taken-out') as cases, count(*) filter (where c.status = 'done') as done,
    count(*) filter (where c.status = 'refused') as refused,
    (select e.name from draft_case f join cases k on k.id = f.case_id join enterprise e on e.id = k.enterprise_id where f.draft_id = d.id order by f.position limit 1) as first,
    d.drafted_by as "draftedBy", d.drafted_by_name as "draftedByName", d.drafted_at as "draftedAt",
    d.reviewed_by as "reviewedBy", d.reviewed_by_name as "reviewedByName", d.sealed_by_name as "sealedByName", d.finished_at as "finishedAt"
  from draft d left join draft_case c on c.draft_id = d.id`;

function rowOf({ content, ...row }: StoredRow): DraftRow {
  const { act } = draftContentSchema.parse(content);
  return { ...row, act, title: DRAFT_ACTS[act] };
}

/** The drafts of an office, those that wait for somebody first. */
export async function draftsOf(
  pool: Pool,
  office: { readonly level: string; readonly division: string },
  filter: { readonly status?: string | undefined; readonly limit: number },
): Promise<DraftRow[]> {
  const result = await pool.query<StoredRow>(
    `${ROW} where d.level = $1 and d.division_code = $2 and ($3::text is null or d.status = $3)
     group by d.id order by d.status in ('finished', 'discarded', 'returned'), d.drafted_at desc limit $4`,
    [office.level, office.division.padEnd(6, '0'), filter.status ?? null, filter.limit],
  );
  return result.rows.map(rowOf);
}

/** How many drafts of an office wait for review, for the seal, and were returned to this person. */
export async function draftCounts(
  pool: Pool,
  office: { readonly level: string; readonly division: string },
): Promise<{ readonly drafted: number; readonly approved: number; readonly sealed: number }> {
  const result = await pool.query<{ drafted: number; approved: number; sealed: number }>(
    `select count(*) filter (where status = 'drafted') as drafted, count(*) filter (where status in ('reviewed', 'legal-reviewed', 'approved')) as approved,
       count(*) filter (where status = 'sealed') as sealed
     from draft where level = $1 and division_code = $2 and status in ('drafted', 'reviewed', 'legal-reviewed', 'approved', 'sealed')`,
    [office.level, office.division.padEnd(6, '0')],
  );
  return result.rows[0] ?? { drafted: 0, approved: 0, sealed: 0 };
}

/** How many drafts of an office wait for this person's link, of those that he does not stand under himself. */
export async function draftsWaitingFor(
  pool: Pool,
  office: { readonly level: string; readonly division: string },
  link: Link,
  accountId: string,
): Promise<number> {
  const result = await pool.query<{ count: number }>(
    `select count(*)::int as count from draft d where level = $1 and division_code = $2 and status = $3
       and not exists (select 1 from draft_signers(d.id) s where s.account = $4)`,
    [office.level, office.division.padEnd(6, '0'), statusBefore(link), accountId],
  );
  return result.rows[0]?.count ?? 0;
}

/** A draft of a case, and where it stands in it. */
export interface DraftOfCase {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly draftedByName: string;
  readonly draftedAt: Date;
  /** why it was returned, or why it was not carried out in this case */
  readonly reason: string | null;
}

/** The drafts of a case, the newest first: whoever drafted sees here whom it waits for. */
export async function draftsOfCase(pool: Pool, caseId: string): Promise<DraftOfCase[]> {
  const found = await pool.query<Omit<DraftOfCase, 'title'> & { act: string }>(
    `select d.id, d.act, case when k.status = 'taken-out' then 'taken-out' when d.status = 'finished' and k.status = 'refused' then 'refused' else d.status end as status,
       d.drafted_by_name as "draftedByName", d.drafted_at as "draftedAt",
       coalesce(k.reason, case when d.status = 'returned' then d.opinion end) as reason
     from draft_case k join draft d on d.id = k.draft_id where k.case_id = $1 order by d.drafted_at desc, d.id limit 50`,
    [caseId],
  );
  const titles = new Map<string, string>(Object.entries(DRAFT_ACTS));
  return found.rows.map(({ act, ...row }) => ({ ...row, title: titles.get(act) ?? act }));
}

/** Who signed the office's latest drafts, each once: a clerk types two names and certificate numbers for every batch. */
export async function officersUsed(
  pool: Pool,
  office: { readonly level: string; readonly division: string },
): Promise<{ readonly name: string; readonly certificate: string }[]> {
  const result = await pool.query<{ name: string; certificate: string }>(
    `select distinct o.name, o.certificate
     from (select content from draft where level = $1 and division_code = $2 and content ? 'officers' order by drafted_at desc limit 50) d,
       jsonb_to_recordset(d.content->'officers') as o(name text, certificate text)
     order by o.name, o.certificate limit 20`,
    [office.level, office.division.padEnd(6, '0')],
  );
  return result.rows;
}

export interface DraftCaseShown {
  readonly caseId: string;
  readonly enterprise: string;
  readonly qualification: string;
  readonly status: string;
  readonly reason: string | null;
  readonly documents: readonly string[];
  readonly takenOutBy: string | null;
  readonly opened: boolean;
}

export interface DraftShown extends DraftRow {
  readonly level: Acting['level'];
  readonly links: readonly Link[];
  readonly signatures: readonly DraftSignature[];
  readonly signers: readonly string[];
  readonly content: DraftContent;
  readonly reviewedAt: Date | null;
  readonly opinion: string | null;
  readonly sealedAt: Date | null;
  readonly list: readonly DraftCaseShown[];
}

/** One draft with its cases; undefined where there is none in this scope. */
export async function draftOf(pool: Pool, draftId: string): Promise<DraftShown | undefined> {
  const [found, more, signatures, signers, list] = await Promise.all([
    pool.query<StoredRow>(`${ROW} where d.id = $1 group by d.id`, [draftId]),
    pool.query<Pick<DraftShown, 'level' | 'reviewedAt' | 'opinion' | 'sealedAt'> & { links: string[] }>(
      'select level, links, reviewed_at as "reviewedAt", opinion, sealed_at as "sealedAt" from draft where id = $1',
      [draftId],
    ),
    signaturesOf(pool, draftId),
    pool.query<{ account: string }>('select account from draft_signers($1)', [draftId]),
    pool.query<DraftCaseShown>(
      `select d.case_id as "caseId", e.name as enterprise, q.name as qualification, d.status, d.reason, d.documents,
         d.taken_out_by_name as "takenOutBy", d.opened_at is not null as opened
       from draft_case d join cases c on c.id = d.case_id join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
       where d.draft_id = $1 order by d.position`,
      [draftId],
    ),
  ]);
  const [row] = found.rows;
  const [rest] = more.rows;
  if (row === undefined || rest === undefined) return undefined;
  return {
    ...rowOf(row),
    ...rest,
    links: rest.links.filter(isLink),
    signatures,
    signers: signers.rows.map(({ account }) => account),
    content: draftContentSchema.parse(row.content),
    list: list.rows,
  };
}

/**
 * What would be issued: the act is carried out with a press that signs nothing, and all of it is taken back. A refusal shows
 * here already, before anybody has reviewed or sealed.
 */
export async function previewDraft(
  pool: Pool,
  content: DraftContent,
  caseIds: readonly string[],
  acting: Acting,
  now: Date,
  files: readonly DraftEvidence[] = [],
): Promise<{ readonly result: CaseResult; readonly pdf: Buffer | undefined }> {
  return rehearse(pool, async (stage) => {
    const sealed = await rehearsedSeal(stage, content, caseIds, acting);
    const tools = { pool: stage, press: previewPress(), sealed };
    const [first] = caseIds;
    let result: CaseResult;
    if (
      content.act === 'enterprise-list' ||
      (isTogether(content.act) && (content.act === 'propose' || content.act === 'publish-notice'))
    ) {
      const together = await actTogether(tools, content, caseIds, acting, now);
      const refused =
        together.refused ?? [...together.results.values()].find((each) => each.outcome === 'refused')?.reason;
      result =
        together.documents.length === 0 && refused !== undefined
          ? { outcome: 'refused', reason: refused }
          : { outcome: 'done', documents: together.documents };
    } else if (content.act === 'find') {
      result = await actOnOne(tools, content, first ?? '', acting, now, files);
    } else if (first === undefined) {
      result = { outcome: 'refused', reason: '请先选择案件。' };
    } else {
      result = await actOnOne(tools, content, first, acting, now, files);
    }
    const id = result.outcome === 'done' ? result.documents.at(-1) : undefined;
    const file = id === undefined ? undefined : await openDocumentFile(stage, id, { actor: acting.name, at: now });
    return { result, pdf: file };
  });
}
