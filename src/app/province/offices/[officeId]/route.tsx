import { OFFICE_LEVELS, officialsOf } from '#features/accounts/queries.ts';
import { draftCounts } from '#features/drafts/queries.ts';
import { changeOffice, endOffice, restoreOffice } from '#features/service/commands.ts';
import { type OfficeProfile, officeList, officeTies, remediesInForce } from '#features/service/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { OfficePage } from '#ui/portal-pages/province/office-page.tsx';
import { mayAct } from '../../../_portal/access.ts';
import { typedIn } from '../../../_portal/asked.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { placeName } from '../../../_portal/portals.ts';
import { meant } from '../../../_site/address.ts';
import { faultsOf, profileIn } from '../_office-form.ts';

interface Params {
  readonly officeId: string;
}
type Visit = PortalVisit<Params>;

const ADDRESS = '/province/offices/[officeId]';

async function officeIn({ pool, params }: Visit): Promise<OfficeProfile> {
  const id = meant(params.officeId);
  const found = (await officeList(pool)).find(({ office }) => office.id === id);
  if (found === undefined) throw new ProblemError('not-found', '没有这个发文机关，请从列表进入。');
  return found;
}

function standing({ office, contact, approvalBureau, email }: OfficeProfile): (field: string) => string {
  const values: Readonly<Record<string, string | undefined>> = {
    'office.name': office.name,
    'office.mark': office.mark,
    'office.printer': office.printer,
    'contact.person': contact.person,
    'contact.phone': contact.phone,
    'contact.address': contact.address,
    approvalBureau,
    email,
  };
  return (field) => values[field] ?? '';
}

async function contextOfEnding({ accounts, pool, site }: Visit, { office, level }: OfficeProfile) {
  const seat = { level, division: office.divisionCode };
  const [officials, drafts] = await Promise.all([officialsOf(accounts, seat), draftCounts(pool, seat)]);
  return { province: site.province, officials, openDrafts: drafts.drafted + drafts.approved + drafts.sealed };
}

interface State {
  readonly errors?: readonly FormError[];
  /** what was typed into the form of the office */
  readonly form?: FormData;
  readonly endingReason?: string;
}

async function shown(visit: Visit, { errors = [], form, endingReason = '' }: State): Promise<PortalAnswer> {
  const profile = await officeIn(visit);
  return {
    title: profile.office.name,
    place: '/province/offices',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <OfficePage
        csrf={visit.csrf}
        id={profile.office.id}
        name={profile.office.name}
        levelName={OFFICE_LEVELS[profile.level]}
        place={placeName(profile.office.divisionCode)}
        typed={form === undefined ? standing(profile) : typedIn(form)}
        errors={errors}
        maySave={mayAct(ADDRESS, 'save', visit.person.held) && visit.person.seenAs === null}
        ended={profile.ended ?? null}
        remedies={(await remediesInForce(visit.pool, profile.office.id, visit.today)) ?? null}
        ties={await officeTies(visit.pool, profile, await contextOfEnding(visit, profile))}
        endingReason={endingReason}
      />
    ),
  };
}

export const { GET, POST } = portalRoute<Params>(ADDRESS, (visit) => shown(visit, {}), {
  save: async (visit, form) => {
    const { office, level } = await officeIn(visit);
    const typed = profileIn(typedIn(form));
    const given = typeof typed.office === 'object' ? typed.office : {};
    const change = { ...typed, level, office: { ...given, id: office.id, divisionCode: office.divisionCode } };
    const faults = await changeOffice(visit.pool, office.id, change, { name: visit.person.name, at: visit.now });
    if (Object.keys(faults).length > 0) return shown(visit, { errors: faultsOf(faults), form });
    return { to: '/province/offices', notice: { kind: 'done', text: `${typedIn(form)('office.name')}的登记已保存。` } };
  },
  end: async (visit, form) => {
    const profile = await officeIn(visit);
    const endingReason = typedIn(form)('endingReason');
    if (endingReason.length < 5) {
      const errors = [{ field: 'endingReason', text: '请写明停用的理由，不少于 5 个字。' }];
      return shown(visit, { errors, endingReason });
    }
    const ending = { name: visit.person.name, at: visit.now, onDay: visit.today, reason: endingReason };
    const context = await contextOfEnding(visit, profile);
    const reasons = await endOffice(visit.pool, profile.office.id, ending, context);
    if (reasons.length > 0) return shown(visit, { errors: reasons.map((text) => ({ text })), endingReason });
    return {
      to: '/province/offices?view=ended',
      notice: { kind: 'done', text: `${profile.office.name}已停用，不再制发文书；已制发的文书不变。` },
    };
  },
  restore: async (visit) => {
    const { office } = await officeIn(visit);
    const refused = await restoreOffice(visit.pool, office.id, { name: visit.person.name, at: visit.now });
    if (refused !== undefined) return shown(visit, { errors: [{ text: refused }] });
    return {
      to: `/province/offices/${encodeURIComponent(office.id)}`,
      notice: { kind: 'done', text: `${office.name}已恢复，可以制发文书。` },
    };
  },
});
