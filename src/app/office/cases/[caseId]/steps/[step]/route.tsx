import {
  type CaseHead,
  caseHead,
  caseOptions,
  citationOf,
  roleForStep,
  rolesInCase,
} from '#features/casework/queries.ts';
import { paperRole } from '#features/service/queries.ts';
import { clauseOn } from '#law/regimes/citing.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { stepBasis } from '#law/regimes/step-basis.ts';
import type { CommandName, Role } from '#law/regimes/words.ts';
import { COMMANDS } from '#law/regimes/words.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { StepPage } from '#ui/portal-pages/office/step-page.tsx';
import { answeredIn } from '../../../../../_portal/answered.ts';
import type { CaseStep, Typed } from '../../../../../_portal/case-step.tsx';
import { CASE_STEPS, EvidenceField } from '../../../../../_portal/case-steps.tsx';
import { withoutCommands } from '../../../../../_portal/case-words.ts';
import { evidenceIn } from '../../../../../_portal/evidence-in.ts';
import { idOf, officeOfPerson } from '../../../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../../../_portal/portal-route.tsx';
import { textIn } from '../../../../../_site/form-fields.ts';

interface Params {
  readonly caseId: string;
  readonly step: string;
}

function isCommandName(text: string): text is CommandName {
  return Object.hasOwn(COMMANDS, text);
}

function stepIn({ params }: PortalVisit<Params>): { step: CaseStep; caseId: string } {
  const step = Object.hasOwn(CASE_STEPS, params.step) ? CASE_STEPS[params.step] : undefined;
  if (step === undefined) throw new ProblemError('not-found', '没有这一步骤，请从案件页面重新进入。');
  return { step, caseId: idOf(params.caseId, '件案件') };
}

/** What no text orders has nothing to cite; the reading is on the page of the regime. */
const UNWRITTEN = '无明文';

function cited(clause: string): string {
  return clause === UNWRITTEN ? '' : `（依据：${citationOf(clause)}）`;
}

function basisOf({ regime, stage }: CaseHead, step: string) {
  const found = REGIMES.get(regime);
  return found === undefined || !isCommandName(step) ? undefined : stepBasis(found, stage, step);
}

function ownClause({ clause }: CaseStep, { regime }: CaseHead): string {
  return 'statute' in clause ? clause.statute : clauseOn(REGIMES.get(regime), clause.matter);
}

/** What the register knows already and nobody has to type again: the number to call, the address to check (SY-2.3). */
async function registered({ pool, params }: PortalVisit<Params>): Promise<Readonly<Record<string, string>>> {
  if (params.step !== 'phone' && params.step !== 'direct') return {};
  const head = await caseHead(pool, idOf(params.caseId, '件案件'));
  if (params.step === 'direct') return { place: head?.contact?.address ?? head?.registeredAddress ?? '' };
  return { phone: head?.contact?.phone ?? '', address: head?.contact?.address ?? head?.registeredAddress ?? '' };
}

async function shown(visit: PortalVisit<Params>, typed: Typed, errors: readonly FormError[]): Promise<PortalAnswer> {
  const { step, caseId } = stepIn(visit);
  const head = await caseHead(visit.pool, caseId);
  if (head === undefined) throw new ProblemError('not-found', '没有这件案件，或者不在本机关管辖范围内。');
  // The clause on which the step rests by the regime of the case; the step's own where it is not the regime's.
  const clause = basisOf(head, visit.params.step)?.clause ?? ownClause(step, head);
  return {
    title: step.title,
    place: '/office/cases',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <StepPage
        csrf={visit.csrf}
        caseId={caseId}
        enterprise={head.enterprise}
        qualification={head.qualification}
        step={visit.params.step}
        title={step.title}
        what={step.what}
        citation={clause === UNWRITTEN ? '' : citationOf(clause)}
        errors={errors}
        button={step.button}
        answered={await answeredIn(visit.pool, caseId, visit.params.step)}
      >
        {step.fields(typed, errors)}
        <EvidenceField step={step} errors={errors} />
      </StepPage>
    ),
  };
}

/** In which role the step is taken: the regime's for a step of the case, the office's own for what only goes with it. */
async function roleOf(visit: PortalVisit<Params>, caseId: string): Promise<Role> {
  const { level } = officeOfPerson(visit.person);
  const { step } = visit.params;
  if (isCommandName(step)) {
    const role = await roleForStep(visit.pool, caseId, level, step, visit.today);
    if (role !== undefined) return role;
    throw new ProblemError('not-permitted', '按本案所适用的制度，这一步不由本机关办理。');
  }
  if (step === 'direct') {
    const role = await roleForStep(visit.pool, caseId, level, 'arrive', visit.today);
    if (role !== undefined) return role;
    throw new ProblemError('not-permitted', '按本案所适用的制度，文书不由本机关送达。');
  }
  const paper = stepIn(visit).step.paper;
  if (paper !== undefined) {
    const role = await paperRole(visit.pool, caseId, { level, paper, today: visit.today });
    if (role !== undefined) return role;
    throw new ProblemError('not-permitted', '按本案所适用的制度，这类纸质材料不由本机关登记，请转交承办机关。');
  }
  const found = await caseOptions(visit.pool, caseId, level, visit.today);
  if (found === undefined) throw new ProblemError('not-found', '没有这件案件，或者不在本机关管辖范围内。');
  return rolesInCase(level, found.licensing)[0] ?? 'district';
}

export const { GET, POST } = portalRoute<Params>(
  '/office/cases/[caseId]/steps/[step]',
  async (visit) => {
    const known = await registered(visit);
    return shown(visit, (field) => visit.url.searchParams.get(field) ?? known[field] ?? '', []);
  },
  {
    take: async (visit, form) => {
      const { step, caseId } = stepIn(visit);
      const typed: Typed = (field) => textIn(form, field).trim();
      const { evidence, errors } = await evidenceIn(form, 'evidence', {
        kind: step.evidence?.kind ?? 'other',
        source: visit.person.name,
        takenOn: visit.today,
      });
      const missing = (step.chosen ?? []).flatMap(([field, text]) => (typed(field) === '' ? [{ field, text }] : []));
      if (errors.length + missing.length > 0) return shown(visit, typed, [...missing, ...errors]);
      const role = await roleOf(visit, caseId);
      const outcome = await step.take({ visit, caseId, role, typed, evidence });
      switch (outcome.outcome) {
        case 'done':
          return { to: `/office/cases/${caseId}`, notice: { kind: 'done', text: step.done } };
        case 'refused':
          return shown(visit, typed, [
            { text: `${withoutCommands(outcome.refusal.reason)}${cited(outcome.refusal.clause)}` },
          ]);
        case 'unknown-case':
          throw new ProblemError('not-found', '没有这件案件，或者不在本机关管辖范围内。');
      }
    },
  },
);
