import { ask } from '#features/accounts/commands.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { NewAccountPage } from '#ui/portal-pages/security/new-account-page.tsx';
import { typedIn } from '../../../_portal/asked.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { divisionOptions, LEVEL_OPTIONS, ROLE_OPTIONS, roleIn } from '../../../_portal/role-form.ts';

function shown({ csrf, site }: PortalVisit<unknown>, errors: readonly FormError[], form?: FormData): PortalAnswer {
  return {
    title: '新设账号',
    place: '/security',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <NewAccountPage
        csrf={csrf}
        typed={typedIn(form)}
        errors={errors}
        roles={ROLE_OPTIONS}
        levels={LEVEL_OPTIONS}
        divisions={divisionOptions(site.province)}
      />
    ),
  };
}

export const { GET, POST } = portalRoute('/security/accounts/new', async (visit) => shown(visit, []), {
  create: async (visit, form) => {
    const { accounts, site, person, now } = visit;
    const typed = typedIn(form);
    const role = await roleIn(typed, accounts, site.province);
    if (!('role' in role)) return shown(visit, role, form);
    const phone = typed('phone');
    const account = {
      signInName: typed('signInName').toLowerCase(),
      name: typed('name'),
      email: typed('email'),
      ...(phone === '' ? {} : { phone }),
    };
    if (account.email === '') return shown(visit, [{ field: 'email', text: '请填写本人的电子邮箱。' }], form);
    const asked = await ask(
      accounts,
      { kind: 'open-account', account, role },
      null,
      typed('reason'),
      { person, baseUrl: site.baseUrl },
      now,
    );
    if (asked.outcome === 'refused') {
      return shown(
        visit,
        Object.entries(asked.faults).map(([field, text]) => ({ field, text })),
        form,
      );
    }
    return {
      to: '/security/requests',
      notice: { kind: 'done', text: '已提出申请，由另一名安全管理员确认后设立，设置密码的链接寄给本人。' },
    };
  },
});
