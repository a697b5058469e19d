import { randomUUID } from 'node:crypto';
import { regimeOfCase } from '#features/casework/queries.ts';
import { isLink, LINKS, type Link, linksOf, linksTogether } from '#law/regimes/chains.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import { type DraftEvidence, storeDraftFiles } from './draft-files.ts';
import { linkWaitedFor, statusAfter, statusBefore } from './links.ts';
import type { Acting } from './run-draft.ts';
import {
  type DraftContent,
  type DraftInput,
  draftContentSchema,
  isForOneCase,
  isWithoutCase,
  stepOf,
} from './schema.ts';

/** Somebody of an office who drafts, reviews or seals. */
export interface Officer {
  readonly accountId: string;
  readonly name: string;
  readonly level: Acting['level'];
  /** prefix of division codes of the office */
  readonly division: string;
}

export type DraftOutcome<T = unknown> =
  | ({ readonly outcome: 'done' } & T)
  | { readonly outcome: 'refused'; readonly faults: readonly { readonly field: string; readonly text: string }[] };

export function refusedWith(text: string, field = ''): DraftOutcome<never> {
  return { outcome: 'refused', faults: [{ field, text }] };
}

const MOST_CASES = 1000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NOT_ALL_THERE = '所选案件中有的已经结案，或者不在本机关管辖范围内。请刷新后重新选择。';

/** Drafts an act on the selected cases; a case that another draft of the same act already has is refused by name. */
export async function draftAct(
  pool: Pool,
  input: {
    readonly content: DraftInput;
    readonly caseIds: readonly string[];
    /** what the act rests on */
    readonly files?: readonly DraftEvidence[];
  },
  by: Officer,
  now: Date,
): Promise<DraftOutcome<{ readonly draftId: string }>> {
  const read = draftContentSchema.safeParse(input.content);
  if (!read.success) {
    return {
      outcome: 'refused',
      faults: read.error.issues.map((issue) => ({ field: issue.path.join('.'), text: issue.message })),
    };
  }
  const { act } = read.data;
  const files = input.files ?? [];
  if (act === 'find' && files.length === 0) return refusedWith('日常监管发现须附证据，请补充后再提交。', 'evidence');
  const caseIds = [...new Set(input.caseIds)];
  if (caseIds.length === 0 && !isWithoutCase(act)) return refusedWith('请先选择案件。', 'cases');
  if (caseIds.length > 1 && isForOneCase(act)) return refusedWith('这一事项须逐件拟稿，请只选择一件案件。', 'cases');
  if (caseIds.length > MOST_CASES) return refusedWith(`一次最多办理 ${MOST_CASES} 件，请分次选择。`, 'cases');
  if (!caseIds.every((id) => UUID.test(id))) return refusedWith(NOT_ALL_THERE, 'cases');
  return inTransaction(pool, async (transaction): Promise<DraftOutcome<{ draftId: string }>> => {
    const found = await transaction.query<{ id: string; division_code: string; regime: string }>(
      'select id, division_code, regime from cases where id = any($1::uuid[]) and closed_on is null order by id for update',
      [caseIds],
    );
    const divisions = new Map(found.rows.map((row) => [row.id, row.division_code]));
    if (divisions.size !== caseIds.length) return refusedWith(NOT_ALL_THERE, 'cases');
    const taken = await transaction.query<{ enterprise: string }>(
      `select e.name as enterprise from draft_case d join draft f on f.id = d.draft_id join cases c on c.id = d.case_id
         join enterprise e on e.id = c.enterprise_id
       where d.case_id = any($1::uuid[]) and f.act = $2 and f.status in ('drafted', 'reviewed', 'legal-reviewed', 'approved', 'sealed') and d.status = 'waiting' limit 3`,
      [caseIds, act],
    );
    if (taken.rows.length > 0) {
      return refusedWith(
        `${taken.rows.map(({ enterprise }) => enterprise).join('、')}等已有同样的文稿在办，不能重复拟制。`,
        'cases',
      );
    }
    if (read.data.act === 'find' && (await isFoundAlready(transaction, read.data))) {
      return refusedWith('该项资质已有同样的文稿在办，不能重复拟制。', 'cases');
    }
    const draftId = randomUUID();
    await transaction.query(
      `insert into draft (id, act, level, division_code, content, links, status, drafted_by, drafted_by_name, drafted_at)
       values ($1, $2, $3, $4, $5, $6, 'drafted', $7, $8, $9)`,
      [
        draftId,
        act,
        by.level,
        by.division.padEnd(6, '0'),
        JSON.stringify(read.data),
        linksOfDraft(
          read.data,
          found.rows.map(({ regime }) => regime),
        ),
        by.accountId,
        by.name,
        now,
      ],
    );
    await transaction.query(
      `insert into draft_case (draft_id, case_id, division_code, position)
       select $1, c.id, c.division_code, n from unnest($2::uuid[]) with ordinality as chosen(id, n) join cases c on c.id = chosen.id`,
      [draftId, caseIds],
    );
    await storeDraftFiles(transaction, draftId, files, now);
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: `draft:${act}`,
      subject: `draft:${draftId}`,
      content: { cases: caseIds.length },
    });
    return { outcome: 'done', draftId };
  });
}

/** The chain of a draft, from the data of the regimes of its cases; a list has the chain of everywhere. */
export function linksOfDraft(content: DraftContent, regimes: readonly string[]): readonly Link[] {
  const step = stepOf(content.act) ?? 'publish';
  const result = 'result' in content ? content.result : undefined;
  const chains = [undefined, ...[...new Set(regimes)].map(regimeOfCase)].map(
    (regime) => linksOf(regime, step, result) ?? [],
  );
  return linksTogether(regimes.length === 0 ? chains : chains.slice(1));
}

/** Without a case there is no row to lock: the finding is told by its qualification. */
async function isFoundAlready(
  transaction: Queries,
  { qualificationId }: Extract<DraftContent, { act: 'find' }>,
): Promise<boolean> {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 8))', [`find:${qualificationId}`]);
  const standing = await transaction.query(
    `select 1 from draft where act = 'find' and status in ('drafted', 'approved', 'sealed')
       and (content->>'qualificationId')::bigint = $1`,
    [qualificationId],
  );
  return standing.rowCount !== 0;
}

interface Standing {
  readonly status: string;
  readonly act: string;
  readonly level: string;
  readonly division_code: string;
  readonly drafted_by: string;
  readonly links: readonly Link[];
}

/** The draft of this office, locked. */
export async function lockDraft(transaction: Queries, draftId: string, by: Officer): Promise<Standing | undefined> {
  const found = await transaction.query<Omit<Standing, 'links'> & { links: string[] }>(
    'select status, act, level, division_code, drafted_by, links from draft where id = $1 and level = $2 and division_code = $3 for update',
    [draftId, by.level, by.division.padEnd(6, '0')],
  );
  const [row] = found.rows;
  return row === undefined ? undefined : { ...row, links: row.links.filter(isLink) };
}

export const NOT_HERE = '没有这件文稿，或者不是本机关的文稿。';
export const OWN = '本人拟制的文稿须由他人办理以后各环节，不能自己办理。';
const HANDLED = '文稿已由他人办理，请刷新后查看。';

/** Why somebody does not sign a link of a draft: it waits for another link, or the person stands under it already, by account or by name. */
export async function refusalToSign(
  transaction: Queries,
  draftId: string,
  { status, drafted_by, links }: Standing,
  link: Link,
  by: Officer,
): Promise<string | undefined> {
  if (!links.includes(link) || status !== statusBefore(link)) return HANDLED;
  if (drafted_by === by.accountId) return OWN;
  const twice = await transaction.query(
    'select 1 from draft_signers($1) where account = $2 or name = folded_name($3)',
    [draftId, by.accountId, by.name],
  );
  if (twice.rowCount === 0) return undefined;
  return `本人（或者同名人员）已经办理过这件文稿的其他环节，${LINKS[link]}须由他人办理。`;
}

/** 审核: approves a draft or returns it, with an opinion. Nobody reviews an act of their own. */
export async function reviewDraft(
  pool: Pool,
  draftId: string,
  review: { readonly result: 'approve' | 'return'; readonly opinion: string },
  by: Officer,
  now: Date,
): Promise<DraftOutcome> {
  if (review.result === 'return' && review.opinion.trim() === '')
    return refusedWith('退回时请写明理由，便于经办人改正。', 'opinion');
  return inTransaction(pool, async (transaction): Promise<DraftOutcome> => {
    const draft = await lockDraft(transaction, draftId, by);
    if (draft === undefined) return refusedWith(NOT_HERE);
    const refusal = await refusalToSign(transaction, draftId, draft, 'review', by);
    if (refusal !== undefined) return refusedWith(refusal);
    await transaction.query(
      'update draft set status = $2, reviewed_by = $3, reviewed_by_name = $4, reviewed_at = $5, opinion = $6 where id = $1',
      [
        draftId,
        review.result === 'approve' ? statusAfter('review', draft.links) : 'returned',
        by.accountId,
        by.name,
        now,
        review.opinion.trim() || null,
      ],
    );
    await recordAudit(transaction, {
      at: now,
      actor: by.name,
      action: `draft-${review.result}`,
      subject: `draft:${draftId}`,
    });
    return { outcome: 'done' };
  });
}

/** 撤稿: whoever drafted it takes it back before it is sealed. */
export async function discardDraft(pool: Pool, draftId: string, by: Officer, now: Date): Promise<DraftOutcome> {
  return inTransaction(pool, async (transaction): Promise<DraftOutcome> => {
    const draft = await lockDraft(transaction, draftId, by);
    if (draft === undefined) return refusedWith(NOT_HERE);
    if (draft.drafted_by !== by.accountId) return refusedWith('文稿由经办人本人撤回。');
    if (linkWaitedFor(draft.status) === undefined) return refusedWith('文稿已经用印或者已经办结，不能撤回。');
    await transaction.query(`update draft set status = 'discarded', finished_at = $2 where id = $1`, [draftId, now]);
    await recordAudit(transaction, { at: now, actor: by.name, action: 'draft-discard', subject: `draft:${draftId}` });
    return { outcome: 'done' };
  });
}

/** 用印: from here on the act is carried out, case by case (`carryOut`). */
export async function sealDraft(pool: Pool, draftId: string, by: Officer, now: Date): Promise<DraftOutcome> {
  return inTransaction(pool, async (transaction): Promise<DraftOutcome> => {
    const draft = await lockDraft(transaction, draftId, by);
    if (draft === undefined) return refusedWith(NOT_HERE);
    if (draft.status !== 'approved') return refusedWith('文稿尚未经过用印前的各环节，或者已经用印。请刷新后查看。');
    const refusal = await refusalToSign(transaction, draftId, draft, 'seal', by);
    if (refusal !== undefined) return refusedWith(refusal);
    await transaction.query(
      `update draft set status = 'sealed', sealed_by = $2, sealed_by_name = $3, sealed_at = $4 where id = $1`,
      [draftId, by.accountId, by.name, now],
    );
    await recordAudit(transaction, { at: now, actor: by.name, action: 'draft-seal', subject: `draft:${draftId}` });
    return { outcome: 'done' };
  });
}
