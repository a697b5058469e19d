import { openAccount } from '#features/accounts/commands.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { NewAccountPage, PasswordMadePage } from '#ui/portal-pages/security/new-account-page.tsx';
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
    const [email, phone] = [typed('email'), typed('phone')];
    const account = {
      signInName: typed('signInName'),
      name: typed('name'),
      ...(email === '' ? {} : { email }),
      ...(phone === '' ? {} : { phone }),
    };
    const opened = await openAccount(accounts, account, role, person, now);
    if (opened.outcome === 'refused') {
      return shown(
        visit,
        Object.entries(opened.faults).map(([field, text]) => ({ field, text })),
        form,
      );
    }
    return {
      title: '账号已设立',
      place: '/security',
      page: (
        <PasswordMadePage
          title="账号已设立"
          accountId={opened.accountId}
          signInName={account.signInName}
          password={opened.password}
        />
      ),
    };
  },
});
