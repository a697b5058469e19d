import { confirmRequest, LOCKED_WORDS, proveOwnCode, refuseRequest } from '#features/accounts/commands.ts';
import { accountRequest, demonstrationCode, wordsOf } from '#features/accounts/queries.ts';
import { readConfig } from '#platform/config.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { SECOND_FACTOR_FIELD } from '#ui/portal/confirm-act.tsx';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { RequestPage } from '#ui/portal-pages/security/request-pages.tsx';
import { idOf } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { originOf } from '../../../_portal/request-origin.ts';

type Visit = PortalVisit<{ readonly requestId: string }>;

async function requestIn({ accounts, params }: Visit) {
  const request = await accountRequest(accounts, idOf(params.requestId, '项申请'));
  if (request === undefined) throw new ProblemError('not-found', '没有这项申请，请核对地址。');
  return request;
}

async function shown(visit: Visit, errors: readonly FormError[]): Promise<PortalAnswer> {
  const { accounts, person, csrf, now } = visit;
  const request = await requestIn(visit);
  const development = readConfig().QUALWATCH_MODE === 'development';
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
        demonstrationCode={development ? await demonstrationCode(accounts, person.accountId, now) : undefined}
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
      const code = String(form.get(SECOND_FACTOR_FIELD) ?? '').replace(/\s/g, '');
      const proof = /^\d{6}$/.test(code)
        ? await proveOwnCode(accounts, person.accountId, code, originOf(visit.request.headers), now)
        : 'wrong';
      if (proof === 'locked') return shown(visit, [{ field: SECOND_FACTOR_FIELD, text: LOCKED_WORDS }]);
      if (proof === 'wrong') {
        return shown(visit, [
          { field: SECOND_FACTOR_FIELD, text: '动态口令不正确或已用过。请等身份验证器显示下一个口令后再填写。' },
        ]);
      }
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
