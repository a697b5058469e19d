import { isOfficeLevel } from '#features/accounts/queries.ts';
import { addOffice } from '#features/service/commands.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { NewOfficePage } from '#ui/portal-pages/province/new-office-page.tsx';
import { typedIn } from '../../../_portal/asked.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { divisionOptions, LEVEL_OPTIONS } from '../../../_portal/role-form.ts';
import { faultsOf, profileIn } from '../_office-form.ts';

function shown(visit: PortalVisit<unknown>, errors: readonly FormError[], form?: FormData): PortalAnswer {
  return {
    title: '登记发文机关',
    place: '/province/offices',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <NewOfficePage
        csrf={visit.csrf}
        levels={LEVEL_OPTIONS}
        divisions={divisionOptions(visit.site.province)}
        typed={typedIn(form)}
        errors={errors}
      />
    ),
  };
}

export const { GET, POST } = portalRoute('/province/offices/new', async (visit) => shown(visit, []), {
  add: async (visit, form) => {
    const typed = typedIn(form);
    const [level, division] = [typed('level'), typed('division')];
    if (!isOfficeLevel(level)) return shown(visit, [{ field: 'level', text: '请选择机关层级。' }], form);
    const wanted = { level, division, province: visit.site.province, profile: profileIn(typed) };
    const added = await addOffice(visit.pool, wanted, { name: visit.person.name, at: visit.now });
    if ('faults' in added) return shown(visit, faultsOf(added.faults), form);
    return {
      to: `/province/offices/${encodeURIComponent(added.id)}`,
      notice: {
        kind: 'done',
        text: `${typed('office.name')}已登记，可以制发文书。`,
        more: '办理人员的账号由安全管理员设立。',
      },
    };
  },
});
