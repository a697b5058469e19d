import { endOperator, inviteOperator, proveOwnPassword, withdrawInvitation } from '#features/accounts/commands.ts';
import { actingFor, invitationsOf } from '#features/accounts/queries.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { OperatorsPage, type OperatorTyped } from '#ui/portal-pages/enterprise/operators-page.tsx';
import { desk } from '../../_portal/desk.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { originOf } from '../../_portal/request-origin.ts';
import { ownEnterprise, textOf } from '../_own.ts';

interface More {
  readonly typed?: OperatorTyped;
  readonly errors?: readonly FormError[];
}

async function shown(visit: PortalVisit<unknown>, more: More = {}): Promise<PortalAnswer> {
  const enterprise = await ownEnterprise(visit);
  const errors = more.errors ?? [];
  return {
    title: '经办人',
    place: '/enterprise/operators',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <OperatorsPage
        csrf={visit.csrf}
        people={await actingFor(visit.accounts, enterprise.id)}
        mayAuthorise={visit.person.held.role === 'legal-representative'}
        typed={more.typed ?? { name: '', signInName: '', phone: '' }}
        invitations={await invitationsOf(visit.accounts, enterprise.id, visit.now)}
        errors={errors}
      />
    ),
  };
}

async function authorising(visit: PortalVisit<unknown>) {
  const enterprise = await ownEnterprise(visit);
  return { name: visit.person.name, accountId: visit.person.accountId, enterpriseId: enterprise.id };
}

export const { GET, POST } = portalRoute('/enterprise/operators', (visit) => shown(visit), {
  authorise: async (visit, form) => {
    const typed: OperatorTyped = {
      name: textOf(form, 'name').trim(),
      signInName: textOf(form, 'signInName').trim().toLowerCase(),
      phone: textOf(form, 'phone').replace(/\s/g, ''),
    };
    // A session that somebody found open authorises nobody: a new way into the enterprise asks for the password once more.
    const own = await proveOwnPassword(
      visit.accounts,
      visit.person.accountId,
      textOf(form, 'ownPassword'),
      originOf(visit.request.headers),
      visit.now,
    );
    if (own !== 'right') {
      const text = own === 'locked' ? '密码多次填错，账号已锁定，请稍后再办理。' : '本人密码不对，请重新填写。';
      return shown(visit, { typed, errors: [{ field: 'ownPassword', text }] });
    }
    const by = await authorising(visit);
    const done = await inviteOperator(visit.accounts, by, typed, desk().textMessages, visit.now);
    if (done.outcome === 'refused') {
      return shown(visit, { typed, errors: Object.entries(done.faults).map(([field, text]) => ({ field, text })) });
    }
    // The same words whether or not there is such an account.
    return {
      to: '/enterprise/operators',
      notice: { kind: 'done', text: `已邀请${typed.name}，短信已发往所填手机号码；对方七日内接受后即为经办人。` },
    };
  },
  withdraw: async (visit, form) => {
    const withdrawn = await withdrawInvitation(
      visit.accounts,
      await authorising(visit),
      textOf(form, 'invitationId'),
      visit.now,
    );
    return {
      to: '/enterprise/operators',
      notice: withdrawn
        ? { kind: 'done', text: '邀请已撤回。' }
        : { kind: 'attention', text: '该邀请已经答复或者撤回，请核对下面的名单。' },
    };
  },
  end: async (visit, form) => {
    const ended = await endOperator(visit.accounts, await authorising(visit), textOf(form, 'roleId'), visit.now);
    return {
      to: '/enterprise/operators',
      notice: ended
        ? { kind: 'done', text: '授权已终止，该经办人不能再为本企业办理。' }
        : { kind: 'attention', text: '该授权此前已经终止，请核对下面的名单。' },
    };
  },
});
