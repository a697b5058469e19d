import { type ClaimOutcome, handInForClaim, objectToClaim } from '#features/accounts/commands.ts';
import { claimsAgainst, claimsBy } from '#features/accounts/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { OwnClaimsPage } from '#ui/portal-pages/account/claims-page.tsx';
import { EVIDENCE_BYTES, EVIDENCE_TYPES, evidenceIn } from '../../_portal/evidence-in.ts';
import { idOf } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { textIn } from '../../_site/form-fields.ts';

const ADDRESS = '/account/claims';
type Visit = PortalVisit<unknown>;

/** A support view shows what the role sees; what a person claims is not its business. */
function ownAccount({ person }: Visit): string {
  if (person.seenAs !== null) throw new ProblemError('not-permitted', '只读查看期间不显示个人的企业认领。');
  return person.accountId;
}

async function shown(visit: Visit, errors: readonly FormError[] = []): Promise<PortalAnswer> {
  const accountId = ownAccount(visit);
  const [own, against] = await Promise.all([
    claimsBy(visit.accounts, accountId),
    claimsAgainst(visit.accounts, accountId),
  ]);
  return {
    title: '企业认领',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <OwnClaimsPage
        csrf={visit.csrf}
        own={own}
        against={against}
        now={visit.now}
        fileTypes={EVIDENCE_TYPES}
        fileBytes={EVIDENCE_BYTES}
        errors={errors}
      />
    ),
  };
}

async function answered(visit: Visit, outcome: ClaimOutcome, text: string): Promise<PortalAnswer> {
  if (outcome.outcome === 'refused') return shown(visit, [{ field: outcome.field, text: outcome.reason }]);
  return { to: ADDRESS, notice: { kind: 'done', text } };
}

export const { GET, POST } = portalRoute(ADDRESS, (visit) => shown(visit), {
  'hand-in': async (visit, form) => {
    const { accounts, person, now, today } = visit;
    const id = idOf(textIn(form, 'id'), '项认领');
    const { evidence, errors } = await evidenceIn(form, 'file', { kind: 'other', source: person.name, takenOn: today });
    const [file] = evidence;
    if (file === undefined) {
      return shown(visit, errors.length > 0 ? errors : [{ field: 'file', text: '请选择要上传的文件。' }]);
    }
    return answered(visit, await handInForClaim(accounts, { id, file }, person, now), '材料已收到，由主管部门核对。');
  },
  object: async (visit, form) => {
    const given = { id: idOf(textIn(form, 'id'), '项认领'), objection: textIn(form, 'objection') };
    const done = await objectToClaim(visit.accounts, given, visit.person, visit.now);
    return answered(visit, done, '异议已提出，由主管部门决定；在此之前您的权限继续有效。');
  },
});
