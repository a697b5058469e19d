import { citationOf } from '#features/casework/queries.ts';
import { switchOnCity } from '#features/supervision/commands.ts';
import { citySwitches } from '#features/supervision/queries.ts';
import { clauseIn } from '#law/regimes/citing.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { CitiesPage } from '#ui/portal-pages/office/cities-page.tsx';
import { officeOfPerson } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { actsFor, placeName } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';

async function shown(
  visit: PortalVisit<unknown>,
  asked: { readonly fromDay: string; readonly errors: readonly FormError[] },
): Promise<PortalAnswer> {
  const { pool, person, url, today, csrf } = visit;
  const cities = await citySwitches(pool, { scope: officeOfPerson(person).division, today });
  const chosen = cities.find(({ city }) => city === url.searchParams.get('city'));
  const maySwitch = person.held.role === 'handler';
  return {
    title: '市级开通',
    place: '/office/cities',
    status: asked.errors.length === 0 ? 200 : 422,
    page: (
      <CitiesPage
        csrf={csrf}
        cities={cities.map((each) => ({
          ...each,
          // The newest first: of those still to come the next one is the last.
          coming: each.changes.findLast(({ fromDay }) => fromDay > today) ?? null,
          changes: each.changes.map(({ isOn, fromDay, by }) => `${fromDay} 起${isOn ? '开通' : '停用'}（${by}）`),
        }))}
        maySwitch={maySwitch}
        switching={chosen === undefined || !maySwitch ? undefined : { ...chosen, fromDay: asked.fromDay }}
        office={actsFor(person.held)}
        clause={clauseIn(visit.site.province, 'city-switch')}
        citation={citationOf(clauseIn(visit.site.province, 'city-switch'))}
        errors={asked.errors}
      />
    ),
  };
}

export const { GET, POST } = portalRoute(
  '/office/cities',
  (visit) => shown(visit, { fromDay: visit.today, errors: [] }),
  {
    switch: async (visit, form) => {
      const { pool, person, now, today } = visit;
      const [city, fromDay] = [textIn(form, 'city'), textIn(form, 'fromDay')];
      const wrong = (text: string, field?: string) =>
        shown(visit, { fromDay, errors: [{ ...(field === undefined ? {} : { field }), text }] });
      if (!city.startsWith(officeOfPerson(person).division)) {
        return wrong('只能办理本市的开通；其他市由该市或者省级主管部门办理。请从下表选择。');
      }
      if (fromDay === '') return wrong('请填写起始日期。', 'fromDay');
      if (fromDay < today) return wrong('起始日期早于今天：已经过去的日子由谁办理不能更改，请改正。', 'fromDay');
      const isOn = textIn(form, 'on') === '1';
      const outcome = await switchOnCity(pool, { city, isOn, fromDay, by: person.name, at: now });
      if (outcome.outcome === 'refused') return wrong(outcome.reason);
      return {
        to: '/office/cities',
        notice: {
          kind: 'done',
          text: `已登记：${placeName(city)}自 ${fromDay} 起${isOn ? '开通' : '停用'}。`,
          more: isOn
            ? '自该日起，该市的事项列在市级待办中；已办的事项和各项期限不变。'
            : '自该日起，该市的事项列在省级待办中，由省级代办；已办的事项和各项期限不变。',
        },
      };
    },
  },
);
