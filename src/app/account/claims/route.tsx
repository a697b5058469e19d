import { answerInvitation, type ClaimOutcome, handInForClaim, objectToClaim } from '#features/accounts/commands.ts';
import { claimsAgainst, claimsBy, invitationsTo } from '#features/accounts/queries.ts';
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
  const [own, against, invitations] = await Promise.all([
    claimsBy(visit.accounts, accountId),
    claimsAgainst(visit.accounts, accountId),
    invitationsTo(visit.accounts, accountId, visit.now),
  ]);
  return {
    title: '企业认领和邀请',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <OwnClaimsPage
        csrf={visit.csrf}
        own={own}
        against={against}
        invitations={invitations}
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

async function invited(visit: Visit, form: FormData, answer: 'accepted' | 'declined'): Promise<PortalAnswer> {
  const given = { id: idOf(textIn(form, 'id'), '项邀请'), answer };
  const done = await answerInvitation(visit.accounts, given, visit.person, visit.now);
  if (done.outcome === 'refused')
    return shown(
      visit,
      Object.values(done.faults).map((text) => ({ text })),
    );
  const text =
    answer === 'accepted' ? '已接受，可在“账户与安全”切换到经办人身份。' : '已谢绝，您不会代表该企业办理任何事项。';
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
  accept: (visit, form) => invited(visit, form, 'accepted'),
  decline: (visit, form) => invited(visit, form, 'declined'),
  object: async (visit, form) => {
    const given = { id: idOf(textIn(form, 'id'), '项认领'), objection: textIn(form, 'objection') };
    const done = await objectToClaim(visit.accounts, given, visit.person, visit.now);
    return answered(visit, done, '异议已提出，由主管部门决定；在此之前您的权限继续有效。');
  },
});
