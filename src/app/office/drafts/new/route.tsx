import { type ChosenCase, casesChosen, casesMatching } from '#features/casework/queries.ts';
import { draftAct } from '#features/drafts/commands.ts';
import { draftOf, officersUsed } from '#features/drafts/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { ALL_MATCHING_FIELD, MATCHING_FIELD, ROW_FIELD } from '#ui/portal/selection-bar.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { DraftFormPage } from '#ui/portal-pages/office/draft-form-page.tsx';
import { answeredIn } from '../../../_portal/answered.ts';
import type { Typed } from '../../../_portal/case-step.tsx';
import { draftAgain } from '../../../_portal/draft-again.ts';
import { draftDemands } from '../../../_portal/draft-demands.ts';
import { draftForm } from '../../../_portal/draft-forms.tsx';
import { draftForDuty, MOST_IN_DRAFT } from '../../../_portal/duty-acts.ts';
import { EVIDENCE_BYTES, EVIDENCE_TYPES, evidenceIn } from '../../../_portal/evidence-in.ts';
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

async function shown(
  { pool, csrf, person }: PortalVisit<unknown>,
  { what, caseIds }: Chosen,
  typed: Typed,
  errors: readonly FormError[],
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
        multipart={form.evidence !== undefined}
      >
        {form.fields(typed, errors, demands)}
        {form.evidence === undefined ? null : (
          <UploadField
            name="evidence"
            label={form.evidence.label}
            accept={EVIDENCE_TYPES}
            maxBytes={EVIDENCE_BYTES}
            error={errorOf(errors, 'evidence')}
          />
        )}
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
      const caseIds = draft.list.filter(({ status }) => status !== 'taken-out').map(({ caseId }) => caseId);
      return shown(visit, { what, caseIds }, (field) => typed[field] ?? '', []);
    }
    const chosen = { what: searchParams.get('what') ?? '', caseIds: searchParams.getAll('case') };
    return shown(visit, chosen, () => '', []);
  },
  {
    begin: async (visit, form) => shown(visit, await chosenRows(visit, form), () => '', []),
    draft: async (visit, form) => {
      const chosen = { what: textIn(form, 'what'), caseIds: form.getAll('case').map(String) };
      const typed: Typed = (field) => textIn(form, field).trim();
      const duty = draftForDuty(chosen.what);
      if (duty === undefined) throw new ProblemError('not-found', '这一事项不需要拟制文稿，请从案件页面办理。');
      const demands = draftDemands(duty, await chosenCases(visit.pool, chosen.caseIds), []);
      const asked = draftForm(duty);
      const content = asked.content(typed, demands);
      if (!('act' in content)) return shown(visit, chosen, typed, content);
      const { evidence, errors } = await evidenceIn(form, 'evidence', {
        kind: asked.evidence?.kind ?? 'other',
        source: visit.person.name,
        takenOn: visit.today,
      });
      if (errors.length > 0) return shown(visit, chosen, typed, errors);
      const outcome = await draftAct(
        visit.pool,
        { content, caseIds: chosen.caseIds, files: evidence },
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
