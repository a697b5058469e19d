import { caseHead, caseOptions, citationOf, clauseOf } from '#features/casework/queries.ts';
import {
  handInRectification,
  MOST_EVIDENCE_BYTES,
  makeStatement,
  object,
  requestHearing,
  requestRecheck,
  startRectification,
} from '#features/service/commands.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { OwnStepPage } from '#ui/portal-pages/enterprise/step-page.tsx';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../../../_portal/portal-route.tsx';
import { handedIn, MOST_FILES } from '../../../../_handed-in.ts';
import { idOf, ownEnterprise, textOf } from '../../../../_own.ts';
import {
  clausesUnder,
  isOwnStep,
  OWN_STEPS,
  type OwnStep,
  type OwnStepName,
  ownWords,
  whenUnder,
} from '../../steps.ts';

type Params = { caseId: string; step: string };
const MISSING = '贵单位没有这件案件，或者没有这项可办事项。请从概览中选择。';

interface Opened {
  readonly caseId: string;
  readonly name: OwnStepName;
  readonly step: OwnStep;
  readonly qualification: string;
  readonly regime: string;
  readonly refusal: { readonly reason: string; readonly clause: string } | null;
}

async function opened(visit: PortalVisit<Params>): Promise<Opened> {
  const { pool, params, today } = visit;
  const caseId = idOf(params.caseId, MISSING);
  await ownEnterprise(visit);
  const head = await caseHead(pool, caseId);
  if (head === undefined || !isOwnStep(params.step)) throw new ProblemError('not-found', MISSING);
  const base = {
    caseId,
    name: params.step,
    step: OWN_STEPS[params.step],
    qualification: head.qualification,
    regime: head.regime,
  };
  if (head.closedOn !== null) return { ...base, refusal: { reason: '案件已经办结。', clause: '无明文' } };
  if (params.step === 'rectify') return { ...base, refusal: null };
  const options = await caseOptions(pool, caseId, 'enterprise', today);
  const option = options?.options.find((each) => each.do === params.step);
  if (option === undefined) throw new ProblemError('not-found', MISSING);
  return { ...base, refusal: option.refusal };
}

function ground(id: string) {
  const text = clauseOf(id)?.text;
  return { id, citation: citationOf(id), ...(text === undefined ? {} : { text }) };
}

async function shown(
  visit: PortalVisit<Params>,
  of: Opened,
  more: { readonly text?: string; readonly errors?: readonly FormError[] } = {},
): Promise<PortalAnswer> {
  const { text = '', errors = [] } = more;
  const enterprise = await ownEnterprise(visit);
  return {
    title: of.step.name,
    place: '/enterprise',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <OwnStepPage
        csrf={visit.csrf}
        address={`/enterprise/cases/${of.caseId}/steps/${of.name}`}
        caseAddress={`/enterprise/cases/${of.caseId}`}
        enterprise={enterprise.name}
        qualification={of.qualification}
        by={visit.person.name}
        step={of.step}
        clauses={clausesUnder(of.regime, of.step).map(ground)}
        refusal={
          of.refusal === null
            ? null
            : {
                reason: ownWords(of.refusal.reason),
                clause: ground(of.refusal.clause),
                when: whenUnder(of.regime, of.step),
              }
        }
        text={text}
        errors={errors}
        maxBytes={MOST_EVIDENCE_BYTES}
        maxFiles={MOST_FILES}
      />
    ),
  };
}

export const { GET, POST } = portalRoute<Params>(
  '/enterprise/cases/[caseId]/steps/[step]',
  async (visit) => shown(visit, await opened(visit)),
  {
    take: async (visit, form) => {
      const of = await opened(visit);
      if (of.refusal !== null) return shown(visit, of, { errors: [{ text: of.refusal.reason }] });
      const { pool, press, person, today, now } = visit;
      const text = textOf(form, 'text');
      const errors: FormError[] = [];
      if (of.step.text !== null && text.trim() === '') {
        errors.push({ field: 'text', text: `请填写${of.step.text.label}。` });
      }
      const files = await handedIn(visit, form, of.step.kind, of.step.evidence === 'required');
      errors.push(...files.errors);
      const { evidence } = files;
      if (errors.length > 0) return shown(visit, of, { text, errors });
      const base = {
        caseId: of.caseId,
        actor: { name: person.name, role: 'enterprise' },
        onDay: today,
        recordedAt: now,
        evidence,
      };
      const tools = { pool, press };
      const outcome = await (() => {
        switch (of.name) {
          case 'rectify':
            return handInRectification(tools, { ...base, account: text });
          case 'start-rectification':
            return startRectification(tools, base);
          case 'request-recheck':
            return requestRecheck(tools, { ...base, account: text });
          case 'object':
            return object(tools, { ...base, claim: text });
          case 'statement':
            return makeStatement(tools, { ...base, statement: text });
          case 'request-hearing':
            return requestHearing(tools, base);
        }
      })();
      if (outcome.outcome === 'unknown-case') throw new ProblemError('not-found', MISSING);
      if (outcome.outcome === 'refused') return shown(visit, of, { text, errors: [{ text: outcome.refusal.reason }] });
      return { to: `/enterprise/cases/${of.caseId}`, notice: { kind: 'done', text: of.step.done } };
    },
  },
);
