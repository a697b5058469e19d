import { type AnswerOutcome, decideAnswer, giveAnswer } from '#features/casework/commands.ts';
import { answersGiven, changesCases, citationOf, explainStage, previewAnswer } from '#features/casework/queries.ts';
import { dutyName } from '#law/regimes/duties.ts';
import { questionsOf } from '#law/regimes/questions.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { restrictionWord } from '#law/regimes/restriction-words.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { type PreviewShown, QuestionsPage } from '#ui/portal-pages/province/questions-page.tsx';
import { mayAct } from '../../../../_portal/access.ts';
import { queryOf, typedIn } from '../../../../_portal/asked.ts';
import { idOf } from '../../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../../_portal/portal-route.tsx';
import { proofOffered, secondProof } from '../../../../_portal/second-proof.ts';

interface Params {
  readonly regimeId: string;
}
type Visit = PortalVisit<Params>;

const ADDRESS = '/province/regimes/[regimeId]/questions';

function regimeIn({ params }: Visit): Regime {
  const regime = REGIMES.get(params.regimeId);
  if (regime === undefined) throw new ProblemError('not-found', '没有这项制度，请从列表进入。');
  return regime;
}

const FIELDS: Readonly<Record<string, string>> = {
  stage: '阶段',
  restrictions: '限制',
  deadline: '期限',
  nextByTime: '下一个到期日',
  duties: '应办事项',
};

/** Words for what a row holds: stages, restrictions and duties by their names, days as they are. */
function worded(regime: Regime, field: string, value: string): string {
  const each = (name: (word: string) => string) => value.split('、').map(name).join('、');
  if (value === '') return '无';
  if (field === 'stage') return explainStage(regime.id, value);
  if (field === 'restrictions') {
    return each((word) => restrictionWord(regime.id, word));
  }
  if (field !== 'duties') return value;
  return each((word) => {
    const [what = '', by] = word.split(' ');
    return `${dutyName(what)}${by === undefined ? '' : `（${by}）`}`;
  });
}

/** `question answer` of the address: what this answer would change, were it in force today. */
async function previewIn(visit: Visit, regime: Regime): Promise<PreviewShown | null> {
  const [question = '', answer = ''] = queryOf(visit.url)('preview').split(' ');
  if (!changesCases({ regime: regime.id, question, answer })) return null;
  const { open, changed, shown } = await previewAnswer(
    visit.pool,
    { regime: regime.id, question, answer },
    visit.today,
  );
  return {
    question,
    answer,
    open,
    changed,
    rows: shown.map(({ caseId, enterprise, stage, changes }) => ({
      caseId,
      enterprise,
      stage: worded(regime, 'stage', stage),
      changes: changes.map(
        ({ what, now, would }) =>
          `${FIELDS[what] ?? what}：${worded(regime, what, now)} → ${worded(regime, what, would)}`,
      ),
    })),
  };
}

async function shown(visit: Visit, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
  const regime = regimeIn(visit);
  const { person, csrf, today } = visit;
  const may = (act: string) => mayAct(ADDRESS, act, person.held) && person.seenAs === null;
  const given = await answersGiven(visit.pool, regime.id);
  return {
    title: `${regime.name}：待明确的问题`,
    place: '/province/regimes',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <QuestionsPage
        csrf={csrf}
        regimeId={regime.id}
        regimeName={regime.name}
        document={regime.document}
        questions={questionsOf(regime).map((question) => ({
          ...question,
          clause: citationOf(question.clause),
          answers: question.answers.map(({ id, text, change }, at) => ({
            id,
            text,
            effect: change !== undefined ? 'changes' : at === 0 ? 'as-now' : 'recorded',
          })),
          given: given.filter((each) => each.question === question.id),
        }))}
        preview={await previewIn(visit, regime)}
        accountId={person.accountId}
        mayAnswer={may('answer')}
        mayDecide={may('confirm')}
        offered={may('answer') || may('confirm') ? await proofOffered(visit) : null}
        today={today}
        typed={typedIn(form)}
        errors={errors}
      />
    ),
  };
}

async function answeredWith(visit: Visit, form: FormData, outcome: AnswerOutcome, text: string): Promise<PortalAnswer> {
  if (outcome.outcome === 'done') {
    return { to: `/province/regimes/${regimeIn(visit).id}/questions`, notice: { kind: 'done', text } };
  }
  const errors = Object.entries(outcome.faults).map(([field, fault]) => ({ field, text: fault }));
  return shown(visit, errors, form);
}

async function decided(visit: Visit, form: FormData, result: 'confirmed' | 'refused'): Promise<PortalAnswer> {
  const wrong = await secondProof(visit, form);
  if (wrong !== undefined) return shown(visit, [wrong], form);
  const { pool, person, now } = visit;
  const typed = typedIn(form);
  const outcome = await decideAnswer(
    pool,
    { id: idOf(typed('id'), '项答复'), result, reason: typed('decision') },
    { accountId: person.accountId, name: person.name, at: now },
  );
  const text = result === 'confirmed' ? '已确认，自施行日期起适用。' : '已退回，可以重新答复。';
  return answeredWith(visit, form, outcome, text);
}

export const { GET, POST } = portalRoute<Params>(ADDRESS, (visit) => shown(visit, []), {
  answer: async (visit, form) => {
    const regime = regimeIn(visit);
    const wrong = await secondProof(visit, form);
    if (wrong !== undefined) return shown(visit, [wrong], form);
    const { pool, person, now, today } = visit;
    const typed = typedIn(form);
    const outcome = await giveAnswer(
      pool,
      {
        regime: regime.id,
        question: typed('question'),
        answer: typed('answer'),
        basis: typed('basis'),
        inForceFrom: typed('inForceFrom'),
      },
      { accountId: person.accountId, name: person.name, at: now, today },
    );
    return answeredWith(visit, form, outcome, '已填写，由省级审核人确认后施行。');
  },
  confirm: (visit, form) => decided(visit, form, 'confirmed'),
  refuse: (visit, form) => decided(visit, form, 'refused'),
});
