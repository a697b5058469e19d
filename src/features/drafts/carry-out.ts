import { SealedDraft } from '#features/casework/commands.ts';
import { takenByDraft } from '#features/casework/queries.ts';
import { documentsOfDraft } from '#features/documents/queries.ts';
import type { ServiceTools } from '#features/service/commands.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { type DraftEvidence, draftFiles } from './draft-files.ts';
import { type Acting, actOnFinding, actOnOne, actTogether, type CaseResult } from './run-draft.ts';
import { type DraftContent, draftContentSchema, isTogether } from './schema.ts';

interface Sealed {
  readonly id: string;
  readonly content: DraftContent;
  readonly acting: Acting;
}

interface SealedRow {
  readonly id: string;
  readonly content: unknown;
  readonly level: Acting['level'];
  readonly drafted_by_name: string;
}

async function sealedDraft(pool: Pool, draftId: string): Promise<Sealed | undefined> {
  const found = await pool.query<SealedRow>(
    `select id, content, level, drafted_by_name from draft where id = $1 and status = 'sealed'`,
    [draftId],
  );
  const [row] = found.rows;
  if (row === undefined) return undefined;
  return {
    id: row.id,
    content: draftContentSchema.parse(row.content),
    acting: { name: row.drafted_by_name, level: row.level },
  };
}

/**
 * A process that died between a command and its note leaves the case waiting though the step is taken; the second try is refused
 * by the law. The step's events bear the draft's number. @returns what it issued; undefined where it was not taken
 */
async function doneBefore(pool: Pool, draft: Sealed, caseId: string): Promise<readonly string[] | undefined> {
  return (await takenByDraft(pool, draft.id, caseId)) ? documentsOfDraft(pool, draft.id, caseId) : undefined;
}

async function note(pool: Pool, draftId: string, caseId: string, result: CaseResult, now: Date): Promise<void> {
  const documents = result.outcome === 'done' ? result.documents : [];
  await pool.query(
    `update draft_case set status = $3, reason = $4, documents = $5::uuid[], done_at = $6 where draft_id = $1 and case_id = $2 and status = 'waiting'`,
    [
      draftId,
      caseId,
      result.outcome,
      result.outcome === 'refused' ? result.reason.slice(0, 500) : null,
      documents,
      now,
    ],
  );
}

async function finish(pool: Pool, draftId: string, now: Date): Promise<boolean> {
  const done = await pool.query(
    `update draft set status = 'finished', finished_at = $2 where id = $1 and status = 'sealed'
       and not exists (select 1 from draft_case where draft_id = $1 and status = 'waiting')`,
    [draftId, now],
  );
  return done.rowCount === 1;
}

async function waiting(pool: Pool, draftId: string, most: number): Promise<string[]> {
  const found = await pool.query<{ case_id: string }>(
    `select case_id from draft_case where draft_id = $1 and status = 'waiting' order by position limit $2`,
    [draftId, most],
  );
  return found.rows.map((row) => row.case_id);
}

/**
 * Carries a sealed draft out, at most `most` cases; the rest is left to whoever comes next (the worker looks every second).
 * One process at a time works on a draft. @returns whether it is finished
 */
export async function carryOut(
  tools: ServiceTools,
  draftId: string,
  clock: () => Date,
  most: number,
): Promise<boolean> {
  return inTransaction(tools.pool, async (guard) => {
    const alone = await guard.query<{ locked: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 7)) as locked',
      [draftId],
    );
    if (alone.rows[0]?.locked !== true) return false;
    const draft = await sealedDraft(tools.pool, draftId);
    if (draft === undefined) return true;
    const { content, acting } = draft;
    // The proof without which no command takes the step, made here alone.
    const sealed = await SealedDraft.of(tools.pool, draftId);
    const armed = { ...tools, sealed };
    if (content.act === 'enterprise-list') {
      const { refused } = await actTogether(armed, content, [], acting, clock());
      await tools.pool.query(
        `update draft set status = 'finished', finished_at = $2, opinion = coalesce($3, opinion) where id = $1`,
        [draftId, clock(), refused],
      );
      return true;
    }
    const files = await draftFiles(tools.pool, draftId);
    if (content.act === 'find') return carryOutFinding(armed, { ...draft, content }, files, clock());
    if (isTogether(content.act) && (content.act === 'propose' || content.act === 'publish-notice')) {
      const caseIds = await waiting(tools.pool, draftId, 1000);
      const { results } = await actTogether(armed, content, caseIds, acting, clock());
      for (const caseId of caseIds) {
        await settle(
          tools.pool,
          draft,
          caseId,
          results.get(caseId) ?? { outcome: 'refused', reason: '未列入。' },
          clock(),
        );
      }
      return finish(tools.pool, draftId, clock());
    }
    for (const caseId of await waiting(tools.pool, draftId, most)) {
      await settle(tools.pool, draft, caseId, await actOnOne(armed, content, caseId, acting, clock(), files), clock());
    }
    return finish(tools.pool, draftId, clock());
  });
}

/**
 * A finding may open its case: the draft names it from then on. A second try finds what the first has issued; a finding on a card
 * that is red already issues nothing and is on record once more.
 */
async function carryOutFinding(
  tools: ServiceTools,
  draft: Sealed & { readonly content: Extract<DraftContent, { act: 'find' }> },
  files: readonly DraftEvidence[],
  now: Date,
): Promise<boolean> {
  const { id, content, acting } = draft;
  const open = await tools.pool.query<{ id: string }>(
    'select id from cases where qualification_id = $1 and closed_on is null',
    [content.qualificationId],
  );
  const known = open.rows[0]?.id;
  const before = known === undefined ? undefined : await doneBefore(tools.pool, draft, known);
  const { result, caseId } =
    known !== undefined && before !== undefined
      ? { result: { outcome: 'done', documents: before } as const, caseId: known }
      : await actOnFinding(tools, content, acting, now, files);
  const row = caseId ?? known;
  if (row !== undefined) {
    await tools.pool.query(
      `insert into draft_case (draft_id, case_id, division_code, position) select $1, c.id, c.division_code, 1 from cases c where c.id = $2
       on conflict do nothing`,
      [id, row],
    );
    await note(tools.pool, id, row, result, now);
  }
  await tools.pool.query(
    `update draft set status = 'finished', finished_at = $2, opinion = coalesce($3, opinion) where id = $1 and status = 'sealed'`,
    [id, now, result.outcome === 'refused' ? `未成功：${result.reason}` : null],
  );
  return true;
}

async function settle(pool: Pool, draft: Sealed, caseId: string, result: CaseResult, now: Date): Promise<void> {
  const before = result.outcome === 'refused' ? await doneBefore(pool, draft, caseId) : undefined;
  await note(pool, draft.id, caseId, before === undefined ? result : { outcome: 'done', documents: before }, now);
}

/** The drafts that were sealed and are not finished, the oldest first: for the worker. */
export async function sealedDrafts(pool: Pool): Promise<string[]> {
  const found = await pool.query<{ id: string }>(
    `select id from draft where status = 'sealed' order by sealed_at limit 50`,
  );
  return found.rows.map(({ id }) => id);
}

/**
 * Carries out what waits under a seal, a portion of each draft. One that cannot be carried out at all is told to `failed` and keeps nobody
 * behind it waiting.
 */
export async function carryOutSealed(
  tools: ServiceTools,
  clock: () => Date,
  most: number,
  failed: (draftId: string, error: unknown) => void,
): Promise<void> {
  for (const draftId of await sealedDrafts(tools.pool)) {
    await carryOut(tools, draftId, clock, most).catch((error: unknown) => failed(draftId, error));
  }
}
