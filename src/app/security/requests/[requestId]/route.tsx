import { confirmRequest, refuseRequest } from '#features/accounts/commands.ts';
import { accountRequest, wordsOf } from '#features/accounts/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { RequestPage } from '#ui/portal-pages/security/request-pages.tsx';
import { idOf } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { proofOffered, secondProof } from '../../../_portal/second-proof.ts';

type Visit = PortalVisit<{ readonly requestId: string }>;

async function requestIn({ accounts, params }: Visit) {
  const request = await accountRequest(accounts, idOf(params.requestId, '项申请'));
  if (request === undefined) throw new ProblemError('not-found', '没有这项申请，请核对地址。');
  return request;
}

async function shown(visit: Visit, errors: readonly FormError[]): Promise<PortalAnswer> {
  const { person, csrf, now } = visit;
  const request = await requestIn(visit);
  return {
    title: '账号申请',
    place: '/security/requests',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <RequestPage
        csrf={csrf}
        request={{ ...request, what: wordsOf(request.wanted) }}
        email={'account' in request.wanted ? request.wanted.account.email : null}
        own={request.requestedBy === person.accountId}
        lapsed={request.decision === null && request.expiresAt <= now}
        offered={await proofOffered(visit)}
        errors={errors}
      />
    ),
  };
}

function saidOf(faults: Readonly<Record<string, string>>): FormError[] {
  return Object.values(faults).map((text) => ({ text }));
}

export const { GET, POST } = portalRoute<{ readonly requestId: string }>(
  '/security/requests/[requestId]',
  (visit) => shown(visit, []),
  {
    confirm: async (visit, form) => {
      const { accounts, person, now, site } = visit;
      const request = await requestIn(visit);
      const wrong = await secondProof(visit, form);
      if (wrong !== undefined) return shown(visit, [wrong]);
      const done = await confirmRequest(accounts, request.id, person, site.baseUrl, now);
      if (done.outcome === 'refused') return shown(visit, saidOf(done.faults));
      return { to: '/security/requests', notice: { kind: 'done', text: `已确认并办理：${wordsOf(request.wanted)}。` } };
    },
    refuse: async (visit) => {
      const request = await requestIn(visit);
      const done = await refuseRequest(visit.accounts, request.id, visit.person, visit.now);
      if (done.outcome === 'refused') return shown(visit, saidOf(done.faults));
      return { to: '/security/requests', notice: { kind: 'done', text: '未予办理，申请已经了结。' } };
    },
  },
);
