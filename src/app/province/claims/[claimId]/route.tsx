import { type ClaimOutcome, checkClaim, confirmClaim, refuseClaim } from '#features/accounts/commands.ts';
import { enterpriseClaim } from '#features/accounts/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { ClaimPage } from '#ui/portal-pages/province/claim-page.tsx';
import { mayAct } from '../../../_portal/access.ts';
import { desk } from '../../../_portal/desk.ts';
import { idOf } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { proofOffered, secondProof } from '../../../_portal/second-proof.ts';
import { textIn } from '../../../_site/form-fields.ts';

const ADDRESS = '/province/claims/[claimId]';
interface Params {
  readonly claimId: string;
}
type Visit = PortalVisit<Params>;

async function claimIn({ accounts, params }: Visit) {
  const claim = await enterpriseClaim(accounts, idOf(params.claimId, '项认领'));
  if (claim === undefined) throw new ProblemError('not-found', '没有这项认领，请核对地址。');
  return claim;
}

async function shown(visit: Visit, errors: readonly FormError[] = [], reason = ''): Promise<PortalAnswer> {
  const claim = await claimIn(visit);
  const { person } = visit;
  const may = (act: string) => mayAct(ADDRESS, act, person.held) && person.seenAs === null;
  return {
    title: '企业认领',
    place: '/province/claims',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <ClaimPage
        csrf={visit.csrf}
        claim={claim}
        may={{
          check: may('check') && claim.checkedBy === null,
          confirm: may('confirm') && claim.checkedBy !== null && claim.checkedBy !== person.accountId,
          refuse: may('refuse'),
        }}
        offered={may('check') || may('confirm') ? await proofOffered(visit) : null}
        reason={reason}
        errors={errors}
      />
    ),
  };
}

async function acted(
  visit: Visit,
  form: FormData,
  text: string,
  act: (given: { readonly id: string; readonly reason: string }) => Promise<ClaimOutcome>,
): Promise<PortalAnswer> {
  const { id } = await claimIn(visit);
  const reason = textIn(form, 'reason');
  const wrong = await secondProof(visit, form);
  if (wrong !== undefined) return shown(visit, [wrong], reason);
  const done = await act({ id, reason });
  if (done.outcome === 'refused') return shown(visit, [{ field: done.field, text: done.reason }], reason);
  return { to: '/province/claims', notice: { kind: 'done', text } };
}

export const { GET, POST } = portalRoute<Params>(ADDRESS, (visit) => shown(visit), {
  check: (visit, form) =>
    acted(visit, form, '已记录核对，由另一人确认。', (given) =>
      checkClaim(visit.accounts, given, visit.person, visit.now),
    ),
  confirm: (visit, form) =>
    acted(visit, form, '已确认。原来没有法定代表人账号的立即生效，有的三日内无异议后生效。', (given) =>
      confirmClaim(visit.accounts, given, visit.person, desk().textMessages, visit.now),
    ),
  refuse: (visit, form) =>
    acted(visit, form, '未予确认，已告知认领人。', (given) =>
      refuseClaim(visit.accounts, given, visit.person, desk().textMessages, visit.now),
    ),
});
