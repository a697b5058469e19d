import { OFFICE_LEVELS } from '#features/accounts/queries.ts';
import { changeOffice } from '#features/service/commands.ts';
import { type OfficeProfile, officeList } from '#features/service/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { OFFICE_FIELDS, OfficePage } from '#ui/portal-pages/province/office-page.tsx';
import { mayAct } from '../../../_portal/access.ts';
import { typedIn } from '../../../_portal/asked.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { placeName } from '../../../_portal/portals.ts';

interface Params {
  readonly officeId: string;
}

const ADDRESS = '/province/offices/[officeId]';

async function officeIn({ pool, params }: PortalVisit<Params>): Promise<OfficeProfile> {
  const id = decodeURIComponent(params.officeId);
  const found = (await officeList(pool)).find(({ office }) => office.id === id);
  if (found === undefined) throw new ProblemError('not-found', '没有这个发文机关，请从列表进入。');
  return found;
}

function standing({ office, contact, remedies, approvalBureau, email }: OfficeProfile): (field: string) => string {
  const values: Readonly<Record<string, string | undefined>> = {
    'office.name': office.name,
    'office.mark': office.mark,
    'office.printer': office.printer,
    'contact.person': contact.person,
    'contact.phone': contact.phone,
    'contact.address': contact.address,
    'remedies.reviewBody': remedies.reviewBody,
    'remedies.court': remedies.court,
    approvalBureau,
    email,
  };
  return (field) => values[field] ?? '';
}

async function shown(visit: PortalVisit<Params>, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
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
      />
    ),
  };
}

/** A profile from the form's fields; what was left empty is left out. */
function profileIn(typed: (field: string) => string, { office, level }: OfficeProfile) {
  const parts: Record<string, Record<string, string>> = { office: {}, contact: {}, remedies: {} };
  const top: Record<string, string> = {};
  for (const { name } of OFFICE_FIELDS) {
    const [group = '', field] = name.split('.');
    const value = typed(name);
    if (value === '' && !name.startsWith('remedies') && name !== 'contact.phone') continue;
    if (field === undefined) top[group] = value;
    else Object.assign(parts[group] ?? {}, { [field]: value });
  }
  return {
    ...parts,
    ...top,
    level,
    office: { name: '', mark: '', ...parts.office, id: office.id, divisionCode: office.divisionCode },
  };
}

export const { GET, POST } = portalRoute<Params>(ADDRESS, (visit) => shown(visit, []), {
  save: async (visit, form) => {
    const profile = await officeIn(visit);
    const change = profileIn(typedIn(form), profile);
    const by = { name: visit.person.name, at: visit.now };
    const faults = Object.entries(await changeOffice(visit.pool, profile.office.id, change, by));
    if (faults.length > 0) {
      return shown(
        visit,
        faults.map(([field, text]) => (field === 'form' ? { text } : { field, text })),
        form,
      );
    }
    return { to: '/province/offices', notice: { kind: 'done', text: `${profile.office.name}的登记已保存。` } };
  },
});
