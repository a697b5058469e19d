import { roleForStep } from '#features/casework/queries.ts';
import {
  announceDecision,
  confirmCard,
  decideObjection,
  decideRevocation,
  findInSupervision,
  giveOpinion,
  issueEnterpriseList,
  issueOrder,
  markByHand,
  notifyHearing,
  notifyIntent,
  proposeRevocations,
  publishNotice,
  recheck,
  returnResult,
  type ServiceTools,
  startProcedure,
  withdrawCase,
} from '#features/service/commands.ts';
import type { Role } from '#law/regimes/words.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { DraftEvidence } from './draft-files.ts';
import { type DraftContent, stepOf } from './schema.ts';

/** In whose name a draft is carried out. */
export interface Acting {
  /** 经办人: who drafted it */
  readonly name: string;
  readonly level: 'district' | 'city' | 'province' | 'approval-bureau';
}

/** What became of one case, or of the cases together. */
export type CaseResult =
  | { readonly outcome: 'done'; readonly documents: readonly string[] }
  | { readonly outcome: 'refused'; readonly reason: string };

function resultOf(
  outcome:
    | { readonly outcome: 'done'; readonly documents?: readonly { readonly id: string }[] }
    | { readonly outcome: 'refused'; readonly refusal: { readonly clause: string; readonly reason: string } }
    | { readonly outcome: 'unknown-case' },
): CaseResult {
  switch (outcome.outcome) {
    case 'done':
      return { outcome: 'done', documents: (outcome.documents ?? []).map(({ id }) => id) };
    case 'refused':
      return { outcome: 'refused', reason: `${outcome.refusal.reason}（${outcome.refusal.clause}）` };
    case 'unknown-case':
      return { outcome: 'refused', reason: '没有这件案件，或者不在本机关管辖范围内。' };
  }
}

const NOT_OURS: CaseResult = { outcome: 'refused', reason: '按本案所适用的制度，这一步不由本机关办理。' };

/** A province that stands in for a city that has not switched on is named as that (decision 0019). */
function actorOf(acting: Acting, role: Role) {
  return { name: role === 'city' && acting.level === 'province' ? `${acting.name}（省级代办）` : acting.name, role };
}

/** Carries an act out on one case. The commands are those of the office; nothing of the law is decided here. */
export async function actOnOne(
  tools: ServiceTools,
  content: DraftContent,
  caseId: string,
  acting: Acting,
  now: Date,
  files: readonly DraftEvidence[] = [],
): Promise<CaseResult> {
  if (content.act === 'find') return (await actOnFinding(tools, content, acting, now, files)).result;
  const onDay = legalDayOf(now);
  const step = stepOf(content.act);
  const role = step === undefined ? undefined : await roleForStep(tools.pool, caseId, acting.level, step, onDay);
  if (role === undefined) return NOT_OURS;
  const common = { caseId, actor: actorOf(acting, role), onDay, recordedAt: now };
  const rested = { ...common, evidence: [...files] };
  switch (content.act) {
    case 'issue-order': {
      const { termMonths, officers, inspectionDays } = content;
      return resultOf(
        await issueOrder(tools, {
          ...common,
          termMonths,
          ...(officers === undefined ? {} : { officers }),
          ...(inspectionDays === undefined ? {} : { inspectionDays }),
        }),
      );
    }
    case 'confirm':
      return resultOf(await confirmCard(tools, { ...rested, note: content.opinion }));
    case 'notify-intent':
      return resultOf(await notifyIntent(tools, common));
    case 'notify-hearing': {
      const { hearingOn, time, place, presider } = content;
      return resultOf(await notifyHearing(tools, { ...common, hearingOn, time, place, presider }));
    }
    case 'decide': {
      const { result, evidence } = content;
      const assessment = content.assessment ?? content.heard?.assessment;
      return resultOf(
        await decideRevocation(tools, {
          ...common,
          result,
          evidence,
          ...(assessment === undefined ? {} : { assessment }),
        }),
      );
    }
    case 'announce':
      return resultOf(await announceDecision(tools, common));
    case 'opinion':
      return resultOf(await giveOpinion(tools, { ...rested, result: content.result, reason: content.reason }));
    case 'decide-objection':
      return resultOf(await decideObjection(tools, { ...rested, result: content.result, reason: content.reason }));
    case 'mark-by-hand':
      return resultOf(await markByHand(tools, { ...rested, note: content.reason }));
    case 'recheck': {
      const { result, officers, opinion } = content;
      const level = role === 'district' ? 'district' : 'city';
      return resultOf(
        await recheck(tools, { ...rested, level, result, officers, ...(opinion === undefined ? {} : { opinion }) }),
      );
    }
    case 'start': {
      const { act: _act, ...said } = content;
      return resultOf(await startProcedure(tools, { ...rested, ...said }));
    }
    case 'return-result': {
      const { act: _act, ...said } = content;
      return resultOf(await returnResult(tools, { ...rested, ...said }));
    }
    case 'withdraw':
      return resultOf(await withdrawCase(tools, { ...rested, reason: content.reason }));
    case 'propose':
    case 'publish-notice':
    case 'enterprise-list': {
      const together = await actTogether(tools, content, [caseId], acting, now);
      return together.results.get(caseId) ?? NOT_OURS;
    }
  }
}

/**
 * SX23-2.2: a finding on a qualification, with a case or with none; the office acts as what it is.
 * @returns also the case that it opened or went on with
 */
export async function actOnFinding(
  tools: ServiceTools,
  { qualificationId, province, note }: Extract<DraftContent, { act: 'find' }>,
  acting: Acting,
  now: Date,
  files: readonly DraftEvidence[],
): Promise<{ readonly result: CaseResult; readonly caseId: string | null }> {
  const found = await findInSupervision(tools, {
    qualificationId,
    province,
    actor: { name: acting.name, role: acting.level },
    onDay: legalDayOf(now),
    recordedAt: now,
    note,
    evidence: [...files],
  });
  if (found.outcome === 'unknown-case') {
    return { result: { outcome: 'refused', reason: '该项资质已不在有效状态，请核对。' }, caseId: null };
  }
  return { result: resultOf(found), caseId: found.outcome === 'done' ? found.caseId : null };
}

/** Carries an act out on all cases with one document. What is refused for one case leaves it out and says so. */
export async function actTogether(
  tools: ServiceTools,
  content: Extract<DraftContent, { act: 'propose' | 'publish-notice' | 'enterprise-list' }>,
  caseIds: readonly string[],
  acting: Acting,
  now: Date,
): Promise<{
  readonly results: ReadonlyMap<string, CaseResult>;
  readonly documents: readonly string[];
  readonly refused: string | null;
}> {
  const onDay = legalDayOf(now);
  const results = new Map<string, CaseResult>();
  const nothing = (reason: string) => {
    for (const id of caseIds) results.set(id, { outcome: 'refused', reason });
    return { results, documents: [], refused: reason };
  };
  if (content.act === 'enterprise-list') {
    const { kind, division, officers } = content;
    const actor = { name: acting.name, role: acting.level };
    const listed = await issueEnterpriseList(tools, { kind, division, actor, onDay, recordedAt: now, officers });
    if (listed.outcome !== 'done')
      return nothing(listed.outcome === 'refused' ? listed.refusal.reason : '清单未能生成。');
    return { results, documents: [listed.document.id], refused: null };
  }
  const [first] = caseIds;
  const step = stepOf(content.act);
  const role =
    first === undefined || step === undefined
      ? undefined
      : await roleForStep(tools.pool, first, acting.level, step, onDay);
  if (role === undefined) return nothing('按所适用的制度，这一步不由本机关办理。');
  const common = { caseIds: [...caseIds], actor: actorOf(acting, role), onDay, recordedAt: now };
  if (content.act === 'propose') {
    const { signer } = content;
    const proposed = await proposeRevocations(tools, { ...common, ...(signer === undefined ? {} : { signer }) });
    if (proposed.outcome !== 'done')
      return nothing(proposed.outcome === 'refused' ? proposed.refusal.reason : '案件不存在。');
    const letter = proposed.letter === null ? [] : [proposed.letter.id];
    for (const id of proposed.proposed) {
      const report = proposed.reports.get(id);
      results.set(id, { outcome: 'done', documents: report === undefined ? letter : [report.id] });
    }
    const documents = [...letter, ...[...proposed.reports.values()].map(({ id }) => id)];
    for (const { caseId, refusal } of proposed.refusals)
      results.set(caseId, { outcome: 'refused', reason: refusal.reason });
    return { results, documents, refused: null };
  }
  const { document } = content;
  const published = await publishNotice(tools, { ...common, document });
  if (published.outcome !== 'done')
    return nothing(published.outcome === 'refused' ? published.refusal.reason : '案件不存在。');
  const documents = published.document === null ? [] : [published.document.id];
  for (const id of published.served) results.set(id, { outcome: 'done', documents });
  for (const { caseId, refusal } of published.refusals)
    results.set(caseId, { outcome: 'refused', reason: refusal.reason });
  return { results, documents, refused: null };
}
