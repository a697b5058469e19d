import { answerQuestion } from '#features/casework/commands.ts';
import { openQuestions, QUESTION_ANSWERS, type Question } from '#features/casework/queries.ts';
import { rowOn } from '#law/standards/index.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { numberPosition } from '#platform/list-position.ts';
import { minuteOf } from '#ui/dates.tsx';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { type QuestionRow, QuestionsPage } from '#ui/portal-pages/office/questions-page.tsx';
import { rowName } from '#ui/words.ts';
import { placesOf } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';

const PAGE_SIZE = 50;
const ANSWERS = Object.entries(QUESTION_ANSWERS).map(([value, label]) => ({ value, label }));

function answerName(answer: string): string {
  return ANSWERS.find(({ value }) => value === answer)?.label ?? answer;
}

/** A row of the standards in the words of the law; what the register names and the standards do not, as it is. */
function standardName(code: string): string {
  const row = rowOn(code);
  return row === undefined ? code : rowName(row);
}

function rowOf(question: Question): QuestionRow {
  const { shortage, effectiveRow } = question;
  return {
    ...question,
    comparison: `/enterprises/${question.uscc}/qualifications/${question.qualificationId}`,
    enterpriseAddress: `/office/enterprises/${question.uscc}`,
    place: placeName(question.divisionCode),
    data:
      effectiveRow === null
        ? '没有对应到资质标准条款'
        : `按${standardName(effectiveRow)}标准计算，${shortage === null || shortage === 0 ? '人数没有缺口' : `尚缺 ${shortage} 人`}`,
    answers: question.answers.map((each) => ({
      key: `${each.at} ${each.by}`,
      text: `${answerName(each.answer)}：${each.note}（${each.by}，${minuteOf(new Date(each.at))}）`,
    })),
  };
}

interface Asked {
  readonly id: number;
  readonly typed: { readonly answer: string; readonly note: string };
  readonly errors: readonly FormError[];
}

async function shown(visit: PortalVisit<unknown>, asked: Asked | undefined): Promise<PortalAnswer> {
  const { pool, person, url, csrf } = visit;
  const text = (name: string) => (url.searchParams.get(name) ?? '').trim();
  const filter = { q: text('q'), division: text('division'), unanswered: text('unanswered') === '1' };
  const after = numberPosition(text('after'));
  const { questions, total } = await openQuestions(
    pool,
    {
      text: filter.q || undefined,
      division: filter.division || undefined,
      unanswered: filter.unanswered,
      ...(asked === undefined ? {} : { id: asked.id }),
    },
    { limit: PAGE_SIZE + 1, after },
  );
  const rows = questions.slice(0, PAGE_SIZE).map(rowOf);
  const [one] = rows;
  if (asked !== undefined && one === undefined) {
    throw new ProblemError('not-found', '这一事项已由后来的核查结论了结，或者不在本机关管辖范围内。');
  }
  const following = new URL(url);
  following.searchParams.set('after', String(rows.at(-1)?.id ?? ''));
  const mayAnswer = person.held.role === 'handler';
  return {
    title: '待核实',
    place: '/office/questions',
    status: (asked?.errors.length ?? 0) === 0 ? 200 : 422,
    page: (
      <QuestionsPage
        rows={rows}
        total={total}
        filter={filter}
        places={placesOf(person)}
        next={questions.length > PAGE_SIZE ? `${following.pathname}${following.search}` : undefined}
        onFirst={after === undefined}
        mayAnswer={mayAnswer && asked === undefined}
        answering={
          asked === undefined || one === undefined || !mayAnswer
            ? undefined
            : {
                csrf,
                action: `/office/questions?id=${asked.id}`,
                back: '/office/questions',
                key: ['id', String(asked.id)],
                about: (
                  <p>
                    {one.enterprise}　{one.qualification}：{one.reason}
                  </p>
                ),
                answers: ANSWERS,
                typed: asked.typed,
                errors: asked.errors,
                follows:
                  '核实结果留存备查，不改变核查结论。确有不足或者条款有误的，请更正数据或者标准，由下一次核查作出结论；可以直接认定的，按“监管发现”办理。',
              }
        }
      />
    ),
  };
}

function askedId(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ProblemError('not-found', '没有这一事项，请从列表重新进入。');
}

export const { GET, POST } = portalRoute(
  '/office/questions',
  (visit) => {
    const id = askedId(visit.url.searchParams.get('id'));
    return shown(visit, id === undefined ? undefined : { id, typed: { answer: '', note: '' }, errors: [] });
  },
  {
    answer: async (visit, form) => {
      const id = askedId(textIn(form, 'id'));
      if (id === undefined) throw new ProblemError('not-found', '没有这一事项，请从列表重新进入。');
      const typed = { answer: textIn(form, 'answer'), note: textIn(form, 'note') };
      const answer = Object.keys(QUESTION_ANSWERS).find(
        (each): each is keyof typeof QUESTION_ANSWERS => each === typed.answer,
      );
      if (answer === undefined) {
        const errors = [
          { field: 'answer-choice', text: '请选择核实结论。' },
          ...(typed.note.trim() === '' ? [{ field: 'note', text: '请写明核实的经过和理由。' }] : []),
        ];
        return shown(visit, { id, typed, errors });
      }
      const outcome = await answerQuestion(visit.pool, {
        questionId: id,
        answer,
        note: typed.note,
        by: visit.person.name,
        at: visit.now,
      });
      if (outcome.outcome === 'refused') return shown(visit, { id, typed, errors: outcome.faults });
      return { to: '/office/questions', notice: { kind: 'done', text: '核实结果已登记。' } };
    },
  },
);
