import { OFFICE_LEVELS } from '#features/accounts/queries.ts';
import { allRemediesInForce, type OfficeProfile, officeList } from '#features/service/queries.ts';
import { OfficesPage, type OfficeView } from '#ui/portal-pages/province/offices-page.tsx';
import { mayAct } from '../../_portal/access.ts';
import { following, queryOf } from '../../_portal/asked.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';

const PAGE_SIZE = 50;

/** What should be filled in before the office issues in earnest. */
function lackingOf({ contact, email, approvalBureau, level }: OfficeProfile, settled: boolean): string | null {
  const lacking = [
    contact.phone === '演示号码' || !/\d{7}/.test(contact.phone) ? '联系电话' : null,
    contact.address === undefined ? '地址' : null,
    email === undefined ? '电子邮箱' : null,
    settled ? null : '救济机关',
    approvalBureau === undefined && level !== 'approval-bureau' ? '同级行政审批局' : null,
  ].filter((each) => each !== null);
  return lacking.length === 0 ? null : lacking.join('、');
}

function viewOf(text: string): OfficeView {
  return text === 'lacking' || text === 'ended' ? text : 'standing';
}

export const { GET, POST } = portalRoute('/province/offices', async ({ pool, url, person, today }) => {
  const query = queryOf(url);
  const q = query('q');
  const view = viewOf(query('view'));
  const settled = await allRemediesInForce(pool, today);
  const rows = (await officeList(pool))
    .map((profile) => ({
      ...profile,
      place: placeName(profile.office.divisionCode),
      levelName: OFFICE_LEVELS[profile.level],
      lacking: lackingOf(profile, settled.has(profile.office.id)),
    }))
    .filter(({ ended }) => (ended !== undefined) === (view === 'ended'))
    .filter(({ lacking }) => view !== 'lacking' || lacking !== null)
    .filter(({ office }) => office.name.includes(q) || office.mark.includes(q));
  const first = rows.findIndex(({ office }) => office.id === query('after')) + 1;
  const page = rows.slice(first, first + PAGE_SIZE);
  const last = first + PAGE_SIZE < rows.length ? page.at(-1)?.office.id : undefined;
  const mayAdd = mayAct('/province/offices/new', 'add', person.held) && person.seenAs === null;
  return {
    title: '发文机关',
    page: (
      <OfficesPage
        rows={page}
        total={rows.length}
        q={q}
        view={view}
        mayAdd={mayAdd}
        onFirst={first === 0}
        next={following(url, 'after', last ?? null)}
      />
    ),
  };
});
