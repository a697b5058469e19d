import {
  carryOut,
  type DraftOutcome,
  discardDraft,
  returnAsHead,
  reviewDraft,
  reviewLegally,
  sealDraft,
  signAsHead,
  takeOut,
} from '#features/drafts/commands.ts';
import {
  type DraftContent,
  type DraftShown,
  draftFileNames,
  draftFiles,
  draftOf,
  isTogether,
  linkWaitedFor,
  previewDraft,
} from '#features/drafts/queries.ts';
import { enterpriseListRows } from '#features/service/queries.ts';
import { LINKS, type Link } from '#law/regimes/chains.ts';
import { SERVED_DOCUMENTS } from '#law/regimes/words.ts';
import { systemClock } from '#platform/clock.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { minuteOf } from '#ui/dates.tsx';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { DraftPage, type DraftPageProps } from '#ui/portal-pages/office/draft-page.tsx';
import { answeredIn } from '../../../_portal/answered.ts';
import { draftAgain } from '../../../_portal/draft-again.ts';
import { scanOf } from '../../../_portal/evidence-in.ts';
import { LINK_ROLES } from '../../../_portal/link-roles.ts';
import { idOf, officeOfPerson, officerOf } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { fileIn, textIn } from '../../../_site/form-fields.ts';

interface Params {
  readonly draftId: string;
}

/** So few are carried out before the page answers; the rest is the worker's. */
const AT_ONCE = 3;

/** What the enterprises said is read here where they are not more than this; else on the page of each case. */
const READ_TOGETHER = 5;

async function draftIn({ pool, params }: PortalVisit<Params>): Promise<DraftShown> {
  const draft = await draftOf(pool, idOf(params.draftId, '件文稿'));
  if (draft === undefined) throw new ProblemError('not-found', '没有这件文稿，或者不是本机关的文稿。');
  return draft;
}

function assessmentOf(content: Extract<DraftContent, { act: 'decide' }>): string | undefined {
  return content.assessment ?? content.heard?.assessment;
}

function signing(officers: readonly { readonly name: string; readonly certificate: string }[]): [string, string][] {
  return officers.map(({ name, certificate }, at) => [
    `执法人员${at === 0 ? '一' : '二'}`,
    `${name}（${certificate}）`,
  ]);
}

function particulars(content: DraftContent): [string, string][] {
  switch (content.act) {
    case 'issue-order':
      return [['整改期限', `${content.termMonths} 个月，自送达之日起算`], ...signing(content.officers ?? [])];
    case 'decide':
      return [
        ['决定', content.result === 'revoke' ? '撤回该项资质' : '不予撤回'],
        ...(assessmentOf(content) === undefined
          ? []
          : [['对陈述申辩的审查意见', assessmentOf(content) ?? ''] as [string, string]]),
      ];
    case 'publish-notice':
      return [['公告送达的文书', SERVED_DOCUMENTS[content.document]]];
    case 'confirm':
      return [['认定意见', content.opinion]];
    case 'find':
      return [
        ['对象', content.about],
        ['发现的情况', content.note],
      ];
    case 'notify-hearing': {
      const { name, post } = content.presider;
      return [
        ['听证时间', `${content.hearingOn} ${content.time}`],
        ['地点', content.place],
        ['主持人', post === undefined ? name : `${name}（${post}）`],
      ];
    }
    case 'propose':
      return content.signer === undefined ? [] : [['签发人', content.signer]];
    case 'enterprise-list':
      return [['清单', content.kind === 'abnormal-list' ? '异常企业清单' : '逾期整改未达标企业清单']];
    case 'opinion':
      return [
        ['审查意见', content.result === 'agree' ? '同意修复' : '不同意修复'],
        ['理由', content.reason],
      ];
    case 'decide-objection':
      return [
        ['核实结论', content.result === 'upheld' ? '异议成立，予以修复' : '异议不成立'],
        ['理由', content.reason],
      ];
    case 'mark-by-hand':
      return [['核实的经过和标注的理由', content.reason]];
    case 'recheck':
      return [
        ['复查结论', content.result === 'met' ? '已整改达标' : '未达标'],
        ...signing(content.officers),
        ...(content.opinion === undefined ? [] : [['复查意见', content.opinion] as [string, string]]),
      ];
    case 'start':
      return [
        ...(content.reference === undefined ? [] : [['本机关受理文号', content.reference] as [string, string]]),
        ...(content.signer === undefined ? [] : [['请示签发人', content.signer] as [string, string]]),
      ];
    case 'return-result':
      return [
        ['结果', content.result === 'revoke' ? '撤回该项资质' : '不予撤回'],
        ...(content.decision === undefined
          ? []
          : [['决定', `${content.decision.number}（${content.decision.on}）`] as [string, string]]),
        ...(content.servedOn === undefined ? [] : [['决定书送达日期', content.servedOn] as [string, string]]),
      ];
    case 'withdraw':
      return [['撤案理由', content.reason]];
    case 'notify-intent':
    case 'announce':
      return [];
  }
}

/** Whoever reviews reads what the act answers itself, not what was written about it. */
async function answeredBefore({ pool }: PortalVisit<Params>, { list, act }: DraftShown) {
  return Promise.all(
    list
      .filter(({ status }) => status !== 'taken-out')
      .slice(0, READ_TOGETHER)
      .map(async ({ caseId, enterprise }) => ({
        of: enterprise,
        ...(await answeredIn(pool, caseId, act)),
      })),
  );
}

/** Whom a draft waits for, as the page says it. */
const WAITS_FOR: Readonly<Record<Link, string>> = {
  review: '等待审核人审核。',
  'legal-review': '等待法制审核人员审核。',
  head: '等待集体讨论，由负责人签发。',
  seal: '等待用印人用印。',
};

function mayOf({ person }: PortalVisit<Params>, draft: DraftShown): DraftPageProps['may'] {
  const own = draft.draftedBy === person.accountId;
  const link = linkWaitedFor(draft.status);
  if (link === undefined) return { sign: null, discard: false, why: null, next: null };
  const role = LINK_ROLES[link];
  const next = draft.links[draft.links.indexOf(link) + 1];
  const common = { discard: own, next: next === undefined ? null : LINKS[next] };
  if (own) return { ...common, sign: null, why: '本人拟制的文稿须由他人办理以后各环节。' };
  if (person.held.role !== role) return { ...common, sign: null, why: WAITS_FOR[link] };
  if (draft.signers.includes(person.accountId))
    return { ...common, sign: null, why: `本人已经办理过这件文稿的其他环节，${LINKS[link]}须由他人办理。` };
  return { ...common, sign: link, why: null };
}

const RESULTS = { approve: '同意', return: '退回' } as const;

/** What stands under it between review and seal. */
function signed({ signatures, links }: DraftShown): [string, string | null][] {
  const facts: [string, string | null][] = [];
  for (const { link, result, by, at, opinion, minutes } of signatures) {
    const who = `${by}　${minuteOf(at)}　${RESULTS[result]}`;
    if (link === 'legal-review') facts.push(['法制审核', who], ['法制审核意见', opinion]);
    else if (minutes === null) facts.push(['负责人', who], ['退回理由', opinion]);
    else {
      facts.push(['集体讨论', `${minutes.on}，参加人员：${minutes.present}`]);
      facts.push(['讨论结论', minutes.conclusion], ['负责人签发', who]);
    }
  }
  for (const link of links) {
    if (link !== 'review' && link !== 'seal' && !signatures.some((each) => each.link === link))
      facts.push([LINKS[link], null]);
  }
  return facts;
}

/** Whoever drafted it takes a returned draft up again with all that stood in it. */
function mayDraftAgain({ person }: PortalVisit<Params>, draft: DraftShown): boolean {
  return draft.status === 'returned' && draft.draftedBy === person.accountId && draftAgain(draft.content) !== undefined;
}

/** What was typed stands again beside what is wrong with it. */
type Typed = Readonly<Record<string, string>>;

async function shown(
  visit: PortalVisit<Params>,
  errors: readonly FormError[],
  typed: Typed = {},
): Promise<PortalAnswer> {
  const draft = await draftIn(visit);
  const standing = linkWaitedFor(draft.status) !== undefined;
  const acting = { name: draft.draftedByName, level: draft.level };
  const ids = draft.list.filter(({ status }) => status !== 'taken-out').map(({ caseId }) => caseId);
  const tried =
    standing && visit.person.seenAs === null
      ? await previewDraft(visit.pool, draft.content, ids, acting, visit.now, await draftFiles(visit.pool, draft.id))
      : undefined;
  const { content } = draft;
  const own = draft.draftedBy === visit.person.accountId;
  const pieces = {
    samples: tried?.pdf !== undefined && !isTogether(draft.act) && draft.list.length > 1,
    takeOut: mayOf(visit, draft).sign === 'review' && ids.length > 1,
    again: own ? (draftAgain(draft.content)?.what ?? null) : null,
  };
  const listed =
    content.act === 'enterprise-list'
      ? ((await enterpriseListRows(visit.pool, content, visit.now)) ?? { heads: [], rows: [] })
      : null;
  return {
    title: draft.title,
    place: '/office/drafts',
    status: errors.length === 0 ? 200 : 422,
    ...(draft.status === 'sealed' ? { refreshSeconds: 2 } : {}),
    page: (
      <DraftPage
        csrf={visit.csrf}
        draftId={draft.id}
        title={draft.title}
        status={draft.status}
        clause=""
        facts={[
          ...particulars(draft.content),
          ['拟稿', `${draft.draftedByName}　${minuteOf(draft.draftedAt)}`],
          ['审核', draft.reviewedAt === null ? null : `${draft.reviewedByName}　${minuteOf(draft.reviewedAt)}`],
          ['审核意见', draft.opinion],
          ...signed(draft),
          ['用印', draft.sealedAt === null ? null : `${draft.sealedByName}　${minuteOf(draft.sealedAt)}`],
        ]}
        cases={draft.list}
        pieces={pieces}
        may={mayOf(visit, draft)}
        sample={tried?.pdf !== undefined}
        obstacle={tried?.result.outcome === 'refused' ? tried.result.reason : null}
        errors={errors}
        typed={typed}
        today={visit.today}
        listed={listed}
        files={(await draftFileNames(visit.pool, draft.id)).map(({ id, name }) => ({
          name,
          address: `/office/drafts/${draft.id}/files/${id}`,
        }))}
        answered={await answeredBefore(visit, draft)}
        again={mayDraftAgain(visit, draft)}
      />
    ),
  };
}

async function after(
  visit: PortalVisit<Params>,
  outcome: DraftOutcome,
  text: string,
  typed: Typed = {},
): Promise<PortalAnswer> {
  if (outcome.outcome === 'refused') return shown(visit, outcome.faults, typed);
  return { to: `/office/drafts/${visit.params.draftId}`, notice: { kind: 'done', text } };
}

/** What was done, and whom the draft waits for next. */
async function nowWaiting(visit: PortalVisit<Params>, done: string): Promise<string> {
  const link = linkWaitedFor((await draftIn(visit)).status);
  return link === undefined ? `${done}。` : `${done}，${WAITS_FOR[link]}`;
}

export const { GET, POST } = portalRoute<Params>('/office/drafts/[draftId]', (visit) => shown(visit, []), {
  approve: async (visit) => {
    const id = idOf(visit.params.draftId, '件文稿');
    const review = { result: 'approve', opinion: '同意' } as const;
    const outcome = await reviewDraft(visit.pool, id, review, officerOf(visit.person), visit.now);
    return after(visit, outcome, await nowWaiting(visit, '已审核同意'));
  },
  return: async (visit, form) => {
    const id = idOf(visit.params.draftId, '件文稿');
    const review = { result: 'return', opinion: textIn(form, 'opinion') } as const;
    return after(
      visit,
      await reviewDraft(visit.pool, id, review, officerOf(visit.person), visit.now),
      '已退回经办人。',
      { opinion: review.opinion },
    );
  },
  'legal-approve': async (visit, form) => {
    const id = idOf(visit.params.draftId, '件文稿');
    const legalOpinion = textIn(form, 'legalOpinion');
    const review = { result: 'approve', opinion: legalOpinion } as const;
    const outcome = await reviewLegally(visit.pool, id, review, officerOf(visit.person), visit.now);
    return after(visit, outcome, await nowWaiting(visit, '法制审核意见已提交'), { legalOpinion });
  },
  'legal-return': async (visit, form) => {
    const id = idOf(visit.params.draftId, '件文稿');
    const review = { result: 'return', opinion: textIn(form, 'opinion') } as const;
    const outcome = await reviewLegally(visit.pool, id, review, officerOf(visit.person), visit.now);
    return after(visit, outcome, '已退回经办人。', { opinion: review.opinion });
  },
  sign: async (visit, form) => {
    const id = idOf(visit.params.draftId, '件文稿');
    const typed = { on: textIn(form, 'on'), present: textIn(form, 'present'), conclusion: textIn(form, 'conclusion') };
    const file = await fileIn(form, 'minutes');
    const scan = file === undefined ? undefined : scanOf(file);
    if (scan !== undefined && 'problem' in scan) return shown(visit, [{ field: 'minutes', text: scan.problem }], typed);
    const outcome = await signAsHead(
      visit.pool,
      id,
      { ...typed, scan: scan === undefined ? [] : [scan] },
      officerOf(visit.person),
      visit,
    );
    return after(visit, outcome, await nowWaiting(visit, '已签发'), typed);
  },
  'sign-return': async (visit, form) => {
    const id = idOf(visit.params.draftId, '件文稿');
    const opinion = textIn(form, 'opinion');
    const outcome = await returnAsHead(visit.pool, id, opinion, officerOf(visit.person), visit.now);
    return after(visit, outcome, '已退回经办人。', { opinion });
  },
  'take-out': async (visit, form) => {
    const id = idOf(visit.params.draftId, '件文稿');
    const piece = { caseId: idOf(textIn(form, 'case'), '件案件'), reason: textIn(form, 'reason') };
    return after(
      visit,
      await takeOut(visit.pool, id, piece, officerOf(visit.person), visit.now),
      '已退出，经办人可以改正后另行拟稿。',
    );
  },
  discard: async (visit) => {
    const id = idOf(visit.params.draftId, '件文稿');
    return after(visit, await discardDraft(visit.pool, id, officerOf(visit.person), visit.now), '已撤稿。');
  },
  seal: async (visit) => {
    const id = idOf(visit.params.draftId, '件文稿');
    officeOfPerson(visit.person);
    const outcome = await sealDraft(visit.pool, id, officerOf(visit.person), visit.now);
    if (outcome.outcome === 'done') {
      await carryOut({ pool: visit.pool, press: visit.press }, id, () => systemClock.now(), AT_ONCE);
    }
    return after(visit, outcome, '已用印，文书正在制发。');
  },
});
