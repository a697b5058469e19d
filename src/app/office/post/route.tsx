import { citationOf } from '#features/casework/queries.ts';
import { postEmsBatch } from '#features/service/commands.ts';
import { emsBatches, sourceWords, waitingLetters } from '#features/service/queries.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { PostPage } from '#ui/portal-pages/office/post-page.tsx';
import { officeOfPerson } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { actsFor } from '../../_portal/portals.ts';
import { textIn } from '../../_site/upload.ts';
import { servedName } from './served-name.ts';

const MOST_SHOWN = 500;
const BATCHES = 20;

async function shown(
  visit: PortalVisit<unknown>,
  asked: { readonly confirming: boolean; readonly postedOn: string; readonly errors: readonly FormError[] },
): Promise<PortalAnswer> {
  const { pool, person, url, today, csrf } = visit;
  const scope = officeOfPerson(person).division;
  const after = url.searchParams.get('after') ?? '';
  const [waiting, batches] = await Promise.all([
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
            ? { office: actsFor(person.held), citation: citationOf('SY-2.4') }
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
