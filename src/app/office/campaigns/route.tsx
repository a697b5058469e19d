import { governing } from '#features/casework/queries.ts';
import { startCampaign } from '#features/supervision/commands.ts';
import { campaigns } from '#features/supervision/queries.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { CampaignsPage } from '#ui/portal-pages/office/campaigns-page.tsx';
import { regimeName } from '../../_portal/case-words.ts';
import { officeOfPerson, placesWithin } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';

const SHOWN = 100;

interface Typed {
  readonly name: string;
  readonly division: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

async function shown(
  { pool, person, csrf }: PortalVisit<unknown>,
  typed: Typed,
  errors: readonly FormError[],
): Promise<PortalAnswer> {
  const { division, level } = officeOfPerson(person);
  const found = await campaigns(pool, { scope: division, limit: SHOWN });
  const mayStart = person.held.role === 'handler' && (level === 'city' || level === 'province');
  return {
    title: '专项行动',
    place: '/office/campaigns',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <CampaignsPage
        csrf={csrf}
        campaigns={found.map((each) => ({
          ...each,
          place: placeName(each.divisionCode),
          regime: regimeName(each.regime),
        }))}
        form={mayStart ? { places: level === 'province' ? placesWithin(division) : [], typed, errors } : undefined}
      />
    ),
  };
}

export const { GET, POST } = portalRoute(
  '/office/campaigns',
  (visit) => shown(visit, { name: '', division: '', startsOn: visit.today, endsOn: '' }, []),
  {
    start: async (visit, form) => {
      const { pool, person, now, site } = visit;
      const office = officeOfPerson(person);
      const text = (name: string) => textIn(form, name).trim();
      const typed: Typed = {
        name: text('name'),
        division: office.level === 'province' ? text('division') : office.division,
        startsOn: text('startsOn'),
        endsOn: text('endsOn'),
      };
      const within = /^\d{4}$/.test(typed.division) && typed.division.startsWith(office.division);
      const errors: FormError[] = [
        ...(typed.name === '' ? [{ field: 'name', text: '请写明专项行动的名称。' }] : []),
        ...(within ? [] : [{ field: 'division', text: '请选择开展专项行动的市。' }]),
        ...(typed.startsOn === '' ? [{ field: 'startsOn', text: '请填写开始日期。' }] : []),
        ...(typed.endsOn !== '' && typed.endsOn < typed.startsOn
          ? [{ field: 'endsOn', text: '结束日期早于开始日期，请改正。' }]
          : []),
      ];
      if (errors.length > 0) return shown(visit, typed, errors);
      const regime = governing(typed.division.padEnd(6, '0'), site.province)?.regime.id;
      if (regime === undefined) return shown(visit, typed, [{ text: '该地没有适用的动态核查制度，不能开展。' }]);
      const outcome = await startCampaign(pool, {
        name: typed.name,
        divisionCode: typed.division,
        regime,
        startsOn: typed.startsOn,
        ...(typed.endsOn === '' ? {} : { endsOn: typed.endsOn }),
        by: person.name,
        recordedAt: now,
      });
      if (outcome.outcome === 'refused') return shown(visit, typed, [{ text: outcome.reason }]);
      return { to: `/office/campaigns/${outcome.id}`, notice: { kind: 'done', text: '专项行动已开始。' } };
    },
  },
);
