import { recordDowntime } from '#features/casework/commands.ts';
import { downtimes } from '#features/casework/queries.ts';
import { parseLegalDate } from '#law/periods/legal-date.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { DowntimePage } from '#ui/portal-pages/system/downtime-page.tsx';
import { typedIn } from '../../_portal/asked.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';
import { divisionOptions } from '../../_portal/role-form.ts';

async function shown(
  { pool, csrf, site }: PortalVisit<unknown>,
  errors: readonly FormError[],
  form?: FormData,
): Promise<PortalAnswer> {
  return {
    title: '停机登记',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <DowntimePage
        csrf={csrf}
        typed={typedIn(form)}
        errors={errors}
        places={divisionOptions(site.province)}
        rows={(await downtimes(pool)).map(({ scope, cases: _cases, ...row }) => ({
          ...row,
          place: scope === '' ? '全部' : placeName(scope),
        }))}
      />
    ),
  };
}

function missing(typed: (field: string) => string): FormError[] {
  const errors: FormError[] = [];
  for (const [field, name] of [
    ['from', '起始日'],
    ['to', '结束日'],
  ] as const) {
    const day = parseLegalDate(typed(field));
    if (!day.ok) errors.push({ field, text: typed(field) === '' ? `请填写${name}。` : day.reason });
  }
  if (typed('reason').length < 2) errors.push({ field: 'reason', text: '请写明停机的原因。' });
  return errors;
}

export const { GET, POST } = portalRoute('/system/downtime', (visit) => shown(visit, []), {
  record: async (visit, form) => {
    const typed = typedIn(form);
    const errors = missing(typed);
    if (errors.length > 0) return shown(visit, errors, form);
    const result = await recordDowntime(visit.pool, {
      scope: typed('scope'),
      from: typed('from'),
      to: typed('to'),
      reason: typed('reason'),
      by: visit.person.name,
      at: visit.now,
    });
    if (result.outcome === 'refused') return shown(visit, [{ field: 'to', text: result.reason }], form);
    return {
      to: '/system/downtime',
      notice: { kind: 'done', text: '已登记停机，五分钟内由后台任务记入所涉的在办案件。' },
    };
  },
});
