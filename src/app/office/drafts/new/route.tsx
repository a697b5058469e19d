import { type ChosenCase, casesChosen, casesMatching } from '#features/casework/queries.ts';
import { draftAct } from '#features/drafts/commands.ts';
import { draftOf, officersUsed } from '#features/drafts/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { ALL_MATCHING_FIELD, MATCHING_FIELD, ROW_FIELD } from '#ui/portal/selection-bar.tsx';
import type { AnsweredShown } from '#ui/portal-pages/office/answered.tsx';
import { DraftFormPage } from '#ui/portal-pages/office/draft-form-page.tsx';
import { answeredIn } from '../../../_portal/answered.ts';
import type { Typed } from '../../../_portal/case-step.tsx';
import { draftAgain } from '../../../_portal/draft-again.ts';
import { draftDemands } from '../../../_portal/draft-demands.ts';
import { draftForm } from '../../../_portal/draft-forms.tsx';
import { draftForDuty, MOST_IN_DRAFT } from '../../../_portal/duty-acts.ts';
import { idOf, officeOfPerson, officerOf } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { textIn } from '../../../_site/form-fields.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the enterprises said is read beside the form, where they are not more than this; else on the page of each case. */
const READ_TOGETHER = 5;

interface Chosen {
  readonly what: string;
  readonly caseIds: readonly string[];
}

function chosenCases(pool: PortalVisit<unknown>['pool'], caseIds: readonly string[]): Promise<ChosenCase[]> {
  return casesChosen(
    pool,
    caseIds.filter((id) => UUID.test(id)),
  );
}

/** as the story of a case words it */
const HEARD = '举行听证';
const STATEMENT = '陈述、申辩：';

/** What the only enterprise of a draft said, and when it was heard, need not be typed again. */
function heardBefore(typed: Typed, answered: readonly AnsweredShown[]): Typed {
  const [only, ...others] = answered;
  if (only === undefined || others.length > 0) return typed;
  const said = only.events.flatMap((event) => event.said ?? []).filter((each) => each.startsWith(STATEMENT));
  const known: Readonly<Record<string, string>> = {
    statement: said.map((each) => each.slice(STATEMENT.length)).join('\n'),
    hearingOn: only.events.findLast(({ act }) => act === HEARD)?.day ?? '',
  };
  return (field) => known[field] ?? typed(field);
}

async function shown(
  { pool, csrf, person }: PortalVisit<unknown>,
  { what, caseIds }: Chosen,
  typed: Typed,
  errors: readonly FormError[],
  fresh = false,
): Promise<PortalAnswer> {
  const duty = draftForDuty(what);
  if (duty === undefined) throw new ProblemError('not-found', '这一事项不需要拟制文稿，请从案件页面办理。');
  const cases = await chosenCases(pool, caseIds);
  if (cases.length === 0) {
    return {
      to: `/office?what=${encodeURIComponent(what)}`,
      notice: { kind: 'refused', text: '没有选中可以办理的案件，请先勾选。' },
    };
  }
  const form = draftForm(duty);
  const demands = draftDemands(duty, cases, await officersUsed(pool, officeOfPerson(person)));
  const answered = await Promise.all(
    cases.slice(0, READ_TOGETHER).map(async ({ id, enterprise }) => ({
      of: enterprise,
      ...(await answeredIn(pool, id, duty.act)),
    })),
  );
  return {
    title: `拟制${duty.title}`,
    place: '/office',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <DraftFormPage
        csrf={csrf}
        what={what}
        title={duty.title}
        brings={form.brings(demands)}
        citation={demands.citation}
        cases={cases}
        errors={errors}
        answered={answered}
      >
        {form.fields(fresh ? heardBefore(typed, answered) : typed, errors, demands)}
      </DraftFormPage>
    ),
  };
}

/** The rows that were ticked, or all that the list's filter finds. */
async function chosenRows({ pool, person, today }: PortalVisit<unknown>, form: FormData): Promise<Chosen> {
  const matching = new URLSearchParams(textIn(form, MATCHING_FIELD));
  const what = matching.get('what') ?? '';
  if (form.get(ALL_MATCHING_FIELD) !== 'yes') return { what, caseIds: form.getAll(ROW_FIELD).map(String) };
  const office = officeOfPerson(person);
  const caseIds = await casesMatching(
    pool,
    {
      handlers: [office.level],
      what,
      division: matching.get('division') ?? undefined,
      text: matching.get('q') ?? undefined,
      overdueOnly: matching.get('overdue') === '1',
    },
    today,
    MOST_IN_DRAFT,
  );
  return { what, caseIds };
}

export const { GET, POST } = portalRoute(
  '/office/drafts/new',
  async (visit) => {
    const { searchParams } = visit.url;
    const returned = searchParams.get('again');
    if (returned !== null) {
      const draft = await draftOf(visit.pool, idOf(returned, '件文稿'));
      const again = draft === undefined ? undefined : draftAgain(draft.content);
      if (draft === undefined || again === undefined) {
        throw new ProblemError('not-found', '没有可以重新送审的文稿，请从文稿列表进入。');
      }
      const { what, typed } = again;
      const caseIds = draft.list.map(({ caseId }) => caseId);
      return shown(visit, { what, caseIds }, (field) => typed[field] ?? '', []);
    }
    const chosen = { what: searchParams.get('what') ?? '', caseIds: searchParams.getAll('case') };
    return shown(visit, chosen, () => '', [], true);
  },
  {
    begin: async (visit, form) => shown(visit, await chosenRows(visit, form), () => '', [], true),
    draft: async (visit, form) => {
      const chosen = { what: textIn(form, 'what'), caseIds: form.getAll('case').map(String) };
      const typed: Typed = (field) => textIn(form, field).trim();
      const duty = draftForDuty(chosen.what);
      if (duty === undefined) throw new ProblemError('not-found', '这一事项不需要拟制文稿，请从案件页面办理。');
      const demands = draftDemands(duty, await chosenCases(visit.pool, chosen.caseIds), []);
      const content = draftForm(duty).content(typed, demands);
      if (!('act' in content)) return shown(visit, chosen, typed, content);
      const outcome = await draftAct(
        visit.pool,
        { content, caseIds: chosen.caseIds },
        officerOf(visit.person),
        visit.now,
      );
      if (outcome.outcome === 'refused') return shown(visit, chosen, typed, outcome.faults);
      return {
        to: `/office/drafts/${outcome.draftId}`,
        notice: { kind: 'done', text: `文稿已拟制，共 ${chosen.caseIds.length} 件，等待审核。` },
      };
    },
  },
);
