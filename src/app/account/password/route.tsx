import { changePassword } from '#features/accounts/commands.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { PasswordPage } from '#ui/portal-pages/account/password-page.tsx';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { originOf } from '../../_portal/request-origin.ts';

function shown({ csrf, person }: PortalVisit<unknown>, errors: readonly FormError[]): PortalAnswer {
  return {
    title: '修改密码',
    place: '/account',
    status: errors.length === 0 ? 200 : 422,
    page: <PasswordPage csrf={csrf} required={person.mustChangePassword} errors={errors} />,
  };
}

export const { GET, POST } = portalRoute('/account/password', async (visit) => shown(visit, []), {
  change: async (visit, form) => {
    const text = (name: string) => String(form.get(name) ?? '');
    const input = { present: text('present'), wanted: text('wanted'), repeated: text('repeated') };
    const origin = originOf(visit.request.headers);
    const outcome = await changePassword(visit.accounts, visit.person, input, origin, visit.now);
    if (outcome.outcome === 'refused') {
      return shown(
        visit,
        Object.entries(outcome.faults).map(([field, fault]) => ({ field, text: fault })),
      );
    }
    return { to: '/work', notice: { kind: 'done', text: '密码已修改，其他登录已退出。' } };
  },
});
