import { caseHead, casesMatching, citationOf, workList } from '#features/casework/queries.ts';
import { postEmsBatch, sendByEms } from '#features/service/commands.ts';
import { emsBatches, sourceWords, waitingLetters } from '#features/service/queries.ts';
import { clauseIn } from '#law/regimes/citing.ts';
import { dutyName } from '#law/regimes/duties.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import type { LineResult } from '#ui/portal-pages/office/line-results.tsx';
import { PostPage } from '#ui/portal-pages/office/post-page.tsx';
import { officeOfPerson } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { actsFor } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';
import { servedName } from './served-name.ts';

const MOST_SHOWN = 500;
const BATCHES = 20;
/** Letters made ready by one press of the button; each is a transaction of its own. */
const MOST_AT_ONCE = 500;
const DUE = { 'send-ems-order': 'order', 'send-ems-intent': 'intent', 'send-ems-decision': 'decision' } as const;

function isDue(text: string): text is keyof typeof DUE {
  return Object.hasOwn(DUE, text);
}

async function shown(
  visit: PortalVisit<unknown>,
  asked: {
    readonly confirming: boolean;
    readonly postedOn: string;
    readonly errors: readonly FormError[];
    readonly results?: readonly LineResult[];
  },
): Promise<PortalAnswer> {
  const { pool, person, url, today, csrf } = visit;
  const { division: scope, level } = officeOfPerson(person);
  const after = url.searchParams.get('after') ?? '';
  const [work, waiting, batches] = await Promise.all([
    workList(pool, { handlers: [level] }, { today, limit: 1 }),
    waitingLetters(pool, { scope, limit: MOST_SHOWN }),
    emsBatches(pool, { scope, limit: BATCHES + 1, after }),
  ]);
  const last = batches[BATCHES - 1];
  const mayPost = person.held.role === 'handler' && scope.length === 4;
  return {
    title: '邮寄',
    place: '/office/post',
    status: asked.errors.length === 0 ? 200 : 422,
    page: (
      <PostPage
        csrf={csrf}
        today={today}
        due={work.counts.filter(({ what }) => isDue(what)).map((each) => ({ ...each, name: dutyName(each.what) }))}
        results={asked.results ?? []}
        waiting={waiting.letters.map((letter) => ({
          ...letter,
          document: servedName(letter.documentKind),
          source: sourceWords(letter.addressSource),
        }))}
        total={waiting.total}
        batches={batches.slice(0, BATCHES)}
        next={
          batches.length > BATCHES && last !== undefined ? `/office/post?after=${last.postedOn}|${last.id}` : undefined
        }
        onFirst={after === ''}
        confirming={
          mayPost && asked.confirming && waiting.total > 0
            ? {
                office: actsFor(person.held),
                clause: clauseIn(visit.site.province, 'post'),
                citation: citationOf(clauseIn(visit.site.province, 'post')),
              }
            : undefined
        }
        mayPost={mayPost}
        postedOn={asked.postedOn}
        errors={asked.errors}
      />
    ),
  };
}

export const { GET, POST } = portalRoute(
  '/office/post',
  (visit) =>
    shown(visit, { confirming: visit.url.searchParams.get('confirm') === '1', postedOn: visit.today, errors: [] }),
  {
    prepare: async (visit, form) => {
      const { pool, press, person, now, today } = visit;
      const what = textIn(form, 'what');
      if (!isDue(what)) throw new ProblemError('not-found', '没有这一事项，请从列表重新办理。');
      const { level } = officeOfPerson(person);
      const caseIds = await casesMatching(pool, { handlers: [level], what }, today, MOST_AT_ONCE);
      const refused: LineResult[] = [];
      for (const caseId of caseIds) {
        const outcome = await sendByEms(
          { pool, press },
          { caseId, document: DUE[what], actor: { name: person.name, role: 'city' }, onDay: today, recordedAt: now },
        );
        if (outcome.outcome === 'done') continue;
        const head = await caseHead(pool, caseId);
        refused.push({
          key: caseId,
          what: head?.enterprise ?? caseId,
          result: outcome.outcome === 'refused' ? outcome.refusal.reason : '案件已不在本机关管辖范围内。',
          failed: true,
        });
      }
      if (refused.length > 0) {
        return shown(visit, { confirming: false, postedOn: today, errors: [], results: refused });
      }
      return { to: '/office/post', notice: { kind: 'done', text: `已转为邮寄 ${caseIds.length} 件，列入待寄邮件。` } };
    },
    post: async (visit, form) => {
      const { pool, press, person, now, today } = visit;
      const postedOn = textIn(form, 'postedOn');
      const again = (field: string | undefined, text: string) =>
        shown(visit, { confirming: true, postedOn, errors: [{ ...(field === undefined ? {} : { field }), text }] });
      if (postedOn === '') return again('postedOn', '请填写交寄日期。');
      if (postedOn > today) return again('postedOn', '交寄日期晚于今天，请改正。');
      const outcome = await postEmsBatch(
        { pool, press },
        {
          scope: officeOfPerson(person).division,
          actor: { name: person.name, role: 'city' },
          postedOn,
          recordedAt: now,
        },
      );
      switch (outcome.outcome) {
        case 'done':
          return {
            to: `/office/post/${outcome.batch}`,
            notice: {
              kind: 'done',
              text: `已交寄 ${outcome.letters.length} 件，邮寄清单已生成。`,
              more: '邮政企业给出邮件号后，请在下表登记或者导入。',
            },
          };
        case 'refused':
          return again(undefined, outcome.refusal.reason);
        case 'unknown-case':
          return again(undefined, '待寄邮件已经变化，请刷新后重新办理。');
      }
    },
  },
);
