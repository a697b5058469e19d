import { answerSuspicion, SUSPICION_ANSWERS } from '#features/supervision/commands.ts';
import {
  SUSPICION_KINDS,
  type Suspicion,
  suspicionList,
  suspicionNow,
  suspicionTexts,
} from '#features/supervision/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { minuteOf } from '#ui/dates.tsx';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { type SuspicionRow, SuspicionsPage } from '#ui/portal-pages/office/suspicions-page.tsx';
import { scopeOfPerson } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';
import { groundWords, SUSPICION_NAMES, suspicionData } from '../../_portal/suspicion-words.ts';
import { textIn } from '../../_site/form-fields.ts';

const PAGE_SIZE = 50;
const ANSWERS = Object.entries(SUSPICION_ANSWERS).map(([value, label]) => ({ value, label }));
const KINDS = SUSPICION_KINDS.map((kind) => ({ kind, name: SUSPICION_NAMES[kind] }));

function rowOf(suspicion: Suspicion): SuspicionRow {
  const { key, enterprise, uscc, divisionCode, kind, data, answer } = suspicion;
  const name = ANSWERS.find(({ value }) => value === answer?.answer)?.label ?? answer?.answer ?? '';
  return {
    key,
    enterprise,
    uscc,
    place: placeName(divisionCode),
    data: suspicionData(kind, data),
    answer: answer === null ? null : `${name}：${answer.note}（${answer.by}，${minuteOf(new Date(answer.at))}）`,
  };
}

interface Asked {
  readonly key: string;
  readonly typed: { readonly answer: string; readonly note: string };
  readonly errors: readonly FormError[];
}

async function shown(visit: PortalVisit<unknown>, asked: Asked | undefined): Promise<PortalAnswer> {
  const { pool, person, url, today, csrf } = visit;
  const scope = scopeOfPerson(person);
  const wanted = asked?.key.split(':')[0] ?? url.searchParams.get('kind');
  const kind = SUSPICION_KINDS.find((each) => each === wanted) ?? SUSPICION_KINDS[0] ?? 'zombie';
  const all = url.searchParams.get('all') === '1';
  const after = url.searchParams.get('after') ?? '';
  const mayAnswer = person.held.role === 'handler';
  const texts = suspicionTexts(kind);
  const one = asked === undefined ? undefined : await suspicionNow(pool, asked.key, { scope, today });
  if (asked !== undefined && one === undefined) {
    throw new ProblemError('not-found', '数据已经变化，这一疑点不再存在，或者不在本机关管辖范围内。');
  }
  const found =
    one === undefined
      ? await suspicionList(pool, {
          scope,
          today,
          limit: PAGE_SIZE + 1,
          kinds: [kind],
          all,
          afterUscc: after || undefined,
        })
      : [one];
  const rows = found.slice(0, PAGE_SIZE).map(rowOf);
  const following = new URL(url);
  following.searchParams.set('after', rows.at(-1)?.uscc ?? '');
  const [first] = rows;
  return {
    title: '疑点核实',
    place: '/office/suspicions',
    status: (asked?.errors.length ?? 0) === 0 ? 200 : 422,
    page: (
      <SuspicionsPage
        kinds={KINDS}
        kind={kind}
        question={texts.question}
        ground={groundWords(texts.ground, visit.site.province)}
        all={all}
        rows={rows}
        next={found.length > PAGE_SIZE ? `${following.pathname}${following.search}` : undefined}
        onFirst={after === ''}
        mayAnswer={mayAnswer && asked === undefined}
        answering={
          asked === undefined || first === undefined || !mayAnswer
            ? undefined
            : {
                csrf,
                action: `/office/suspicions?kind=${kind}&key=${encodeURIComponent(asked.key)}`,
                back: `/office/suspicions?kind=${kind}`,
                key: ['key', asked.key],
                about: (
                  <p>
                    {first.enterprise}（{first.uscc}）
                  </p>
                ),
                answers: ANSWERS,
                typed: asked.typed,
                errors: asked.errors,
                follows: '核实结果连同所依据的数据留存，不改变企业的任何状态；需要查处的，另行立案。',
              }
        }
      />
    ),
  };
}

export const { GET, POST } = portalRoute(
  '/office/suspicions',
  (visit) => {
    const key = visit.url.searchParams.get('key');
    return shown(visit, key === null ? undefined : { key, typed: { answer: '', note: '' }, errors: [] });
  },
  {
    answer: async (visit, form) => {
      const key = textIn(form, 'key');
      const typed = { answer: textIn(form, 'answer'), note: textIn(form, 'note') };
      const answer = Object.keys(SUSPICION_ANSWERS).find(
        (each): each is keyof typeof SUSPICION_ANSWERS => each === typed.answer,
      );
      const errors = [
        ...(answer === undefined ? [{ field: 'answer-choice', text: '请选择核实结论。' }] : []),
        ...(typed.note.trim() === '' ? [{ field: 'note', text: '请写明核实的经过和理由。' }] : []),
      ];
      if (answer === undefined || errors.length > 0) return shown(visit, { key, typed, errors });
      const outcome = await answerSuspicion(visit.pool, {
        key,
        scope: scopeOfPerson(visit.person),
        answer,
        note: typed.note,
        actor: { name: visit.person.name },
        at: visit.now,
      });
      if (outcome.outcome === 'refused') return shown(visit, { key, typed, errors: [{ text: outcome.reason }] });
      const kind = key.split(':')[0] ?? '';
      return { to: `/office/suspicions?kind=${kind}`, notice: { kind: 'done', text: '核实结果已登记。' } };
    },
  },
);
