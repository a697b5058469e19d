import { randomUUID } from 'node:crypto';
import { actOnCase, SealedDraft, type Step } from '#features/casework/commands.ts';
import * as documents from '#features/documents/commands.ts';
import * as service from '#features/service/commands.ts';
import { linksOf } from '#law/regimes/chains.ts';
import { COMMANDS } from '#law/regimes/words.ts';
import type { Queries, Transaction } from '#platform/database/connections.ts';
import { draftActOf } from '../../src/features/casework/sealed-draft.ts';

/** What a sealed draft is about: an act on cases, or on a qualification that has none yet. */
interface Sealing {
  readonly act: string;
  readonly caseIds?: readonly string[];
  readonly qualificationId?: number;
  /** what the act comes to: a withdrawal passes a longer chain */
  readonly result?: string | undefined;
}

/** A draft that the people of its chain have drafted, reviewed and sealed, as the database has it when it is carried out. */
export async function sealedByThree(
  database: Queries,
  { act, caseIds = [], qualificationId, result }: Sealing,
): Promise<{ readonly draftId: string; readonly sealed: SealedDraft }> {
  const draftId = randomUUID();
  await database.query(
    `insert into draft (id, act, level, division_code, content, links, status, drafted_by, drafted_by_name, drafted_at,
       reviewed_by, reviewed_by_name, reviewed_at, sealed_by, sealed_by_name, sealed_at)
     values ($1, $2, 'city', '000000', $3, $7, 'sealed', $4, '演示经办人', '2026-01-01', $5, '演示审核人', '2026-01-01', $6, '演示用印人', '2026-01-01')`,
    [
      draftId,
      act,
      JSON.stringify({ act, qualificationId, result }),
      randomUUID(),
      randomUUID(),
      randomUUID(),
      isStep(act) ? linksOf(undefined, act, result) : ['review', 'seal'],
    ],
  );
  await database.query(
    `insert into draft_signature (draft_id, link, division_code, result, signed_by, signed_by_name, signed_at, opinion, minutes)
     select d.id, link, d.division_code, 'approve', gen_random_uuid(), '演示' || link, '2026-01-01', '演示意见',
       case link when 'head' then '{"on": "2026-01-01", "present": "演示", "conclusion": "演示"}'::jsonb end
     from draft d, unnest(d.links) as link where d.id = $1 and link not in ('review', 'seal')`,
    [draftId],
  );
  await database.query(
    `insert into draft_case (draft_id, case_id, division_code, position)
     select $1, chosen.id, coalesce(c.division_code, '000000'), n
     from unnest($2::uuid[]) with ordinality as chosen(id, n) left join cases c on c.id = chosen.id`,
    [draftId, caseIds],
  );
  const sealed = await SealedDraft.of(database, draftId);
  if (sealed === undefined) throw new Error(`the draft of ${act} is not sealed`);
  return { draftId, sealed };
}

function isStep(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

/** A step straight in a case; one of a chain with its draft. */
export async function actByThree(transaction: Transaction, step: Step) {
  const act = step.command.do;
  if (linksOf(undefined, act) === undefined) return actOnCase(transaction, step);
  const result = 'result' in step.command ? step.command.result : undefined;
  const { sealed } = await sealedByThree(transaction, { act: draftActOf(act), caseIds: [step.caseId], result });
  return actOnCase(transaction, { ...step, sealed });
}

/** In a transaction that issues documents by itself: they are those of a sealed draft. */
async function issuingByThree(transaction: Transaction, kind: string, caseId: string | undefined): Promise<void> {
  const caseIds = caseId === undefined ? [] : [caseId];
  const about = kind === 'decision' ? { act: 'decide', result: 'revoke' } : { act: 'issue-order' };
  const { draftId } = await sealedByThree(transaction, { ...about, caseIds });
  await transaction.query("select set_config('app.draft', $1, true)", [draftId]);
}

export const issueDocument: typeof documents.issueDocument = async (transaction, press, kind, data, issuing) => {
  await issuingByThree(transaction, kind, issuing.caseId);
  return documents.issueDocument(transaction, press, kind, data, issuing);
};

export const issueList: typeof documents.issueList = async (transaction, press, kind, source, data, issuing) => {
  await issuingByThree(transaction, kind, issuing.caseId);
  return documents.issueList(transaction, press, kind, source, data, issuing);
};

type Command<I, O> = (tools: service.ServiceTools, input: I) => Promise<O>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function about(input: object): Omit<Sealing, 'act'> {
  const caseIds =
    'caseIds' in input && Array.isArray(input.caseIds) ? input.caseIds : 'caseId' in input ? [input.caseId] : [];
  return {
    caseIds: caseIds.filter((id) => typeof id === 'string' && UUID.test(id)),
    ...('qualificationId' in input && typeof input.qualificationId === 'number'
      ? { qualificationId: input.qualificationId }
      : {}),
    ...('result' in input && typeof input.result === 'string' ? { result: input.result } : {}),
  };
}

/** The office's own command, called as `drafts` calls it: with a draft of this act that was reviewed and sealed. */
function byThree<I extends object, O>(act: string, command: Command<I, O>): Command<I, O> {
  return async (tools, input) => {
    const { draftId, sealed } = await sealedByThree(tools.pool, { act, ...about(input) });
    const outcome = await command({ ...tools, sealed }, input);
    await tools.pool.query("update draft_case set status = 'done' where draft_id = $1", [draftId]);
    await tools.pool.query("update draft set status = 'finished' where id = $1", [draftId]);
    return outcome;
  };
}

export const issueOrder = byThree('issue-order', service.issueOrder);
export const confirmCard = byThree('confirm', service.confirmCard);
export const findInSupervision = byThree('find', service.findInSupervision);
export const notifyIntent = byThree('notify-intent', service.notifyIntent);
export const notifyHearing = byThree('notify-hearing', service.notifyHearing);
export const decideRevocation = byThree('decide', service.decideRevocation);
export const announceDecision = byThree('announce', service.announceDecision);
export const proposeRevocations = byThree('propose', service.proposeRevocations);
export const publishNotice = byThree('publish-notice', service.publishNotice);
export const issueEnterpriseList = byThree('enterprise-list', service.issueEnterpriseList);
export const giveOpinion = byThree('opinion', service.giveOpinion);
export const decideObjection = byThree('decide-objection', service.decideObjection);
export const recheck = byThree('recheck', service.recheck);
export const startProcedure = byThree('start', service.startProcedure);
export const returnResult = byThree('return-result', service.returnResult);
export const withdrawCase = byThree('withdraw', service.withdrawCase);
export const markByHand = byThree('mark-by-hand', service.markByHand);
