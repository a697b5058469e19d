import { type CodeOutcome, decideCode, requestCode } from '#features/codes/commands.ts';
import { codeConfirmations } from '#features/codes/queries.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { CodesPage } from '#ui/portal-pages/province/codes-page.tsx';
import { mayAct } from '../../_portal/access.ts';
import { typedIn } from '../../_portal/asked.ts';
import { EVIDENCE_BYTES, EVIDENCE_TYPES, evidenceIn } from '../../_portal/evidence-in.ts';
import { idOf } from '../../_portal/office.ts';
import { type Acts, type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { proofOffered, secondProof } from '../../_portal/second-proof.ts';

const ADDRESS = '/province/codes';
type Visit = PortalVisit<unknown>;

async function shown(visit: Visit, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
  const typed = typedIn(form);
  const may = (act: string) => mayAct(ADDRESS, act, visit.person.held) && visit.person.seenAs === null;
  return {
    title: '代码核实',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <CodesPage
        csrf={visit.csrf}
        rows={await codeConfirmations(visit.pool)}
        accountId={visit.person.accountId}
        mayRequest={may('request')}
        mayDecide={may('confirm')}
        offered={may('request') || may('confirm') ? await proofOffered(visit) : null}
        typed={{ code: typed('code'), enterprise: typed('enterprise'), reason: typed('reason') }}
        errors={errors}
        evidenceTypes={EVIDENCE_TYPES}
        evidenceBytes={EVIDENCE_BYTES}
      />
    ),
  };
}

async function answered(visit: Visit, form: FormData, outcome: CodeOutcome, text: string): Promise<PortalAnswer> {
  if (outcome.outcome === 'done') return { to: ADDRESS, notice: { kind: 'done', text } };
  return shown(
    visit,
    Object.entries(outcome.faults).map(([field, fault]) => ({ field, text: fault })),
    form,
  );
}

async function decided(visit: Visit, form: FormData, result: 'confirmed' | 'refused'): Promise<PortalAnswer> {
  const wrong = await secondProof(visit, form);
  if (wrong !== undefined) return shown(visit, [wrong]);
  const { pool, person, now } = visit;
  const typed = typedIn(form);
  const outcome = await decideCode(
    pool,
    { id: idOf(typed('id'), '项申请'), result, reason: typed('decision') },
    { accountId: person.accountId, name: person.name, at: now },
  );
  const text =
    result === 'confirmed' ? '已按证照确认，这个代码各处都可以使用；隔离区中的行可以重放。' : '已决定不予确认。';
  return answered(visit, form, outcome, text);
}

const ACTS: Acts<unknown> = {
  request: async (visit, form) => {
    const { pool, person, now, today } = visit;
    const { evidence, errors } = await evidenceIn(form, 'evidence', {
      kind: 'other',
      source: person.name,
      takenOn: today,
    });
    if (errors.length > 0) return shown(visit, errors, form);
    const wrong = await secondProof(visit, form);
    if (wrong !== undefined) return shown(visit, [wrong], form);
    const typed = typedIn(form);
    const outcome = await requestCode(
      pool,
      { code: typed('code'), enterprise: typed('enterprise'), reason: typed('reason'), evidence: evidence[0] },
      { accountId: person.accountId, name: person.name, at: now },
    );
    return answered(visit, form, outcome, '已提出，由省级审核人确认。');
  },
  confirm: (visit, form) => decided(visit, form, 'confirmed'),
  refuse: (visit, form) => decided(visit, form, 'refused'),
};

export const { GET, POST } = portalRoute(ADDRESS, (visit) => shown(visit, []), ACTS);
