import { openDocumentFile } from '#features/documents/commands.ts';
import { issuedLists, verifyDocumentFile } from '#features/documents/queries.ts';
import { draftAct } from '#features/drafts/commands.ts';
import { draftsOf } from '#features/drafts/queries.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { trustedAuthorities } from '#platform/pdf/signing-identity.ts';
import { minuteOf } from '#ui/dates.tsx';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { draftStatus } from '#ui/portal-pages/office/draft-status.ts';
import { ListsPage } from '#ui/portal-pages/office/lists-page.tsx';
import { officersIn, type Typed } from '../../_portal/case-step.tsx';
import { officeOfPerson, officerOf } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';

const SHOWN = 50;
const DRAFTS = 200;

/** Compares a list as it was issued with what the database gives today for the same run (SY-5). */
async function checkOf({ pool, person, now }: PortalVisit<unknown>, id: string) {
  const pdf = await inTransaction(pool, (transaction) =>
    openDocumentFile(transaction, id, { actor: person.name, at: now }),
  );
  if (pdf === undefined) return null;
  const report = await verifyDocumentFile(pool, pdf, trustedAuthorities());
  return { ok: report.ok, lines: report.checks.map(({ text }) => text) };
}

async function shown(visit: PortalVisit<unknown>, typed: Typed, errors: readonly FormError[]): Promise<PortalAnswer> {
  const { pool, person, url, csrf } = visit;
  const office = officeOfPerson(person);
  const [lists, drafts] = await Promise.all([
    issuedLists(pool, { scope: office.division, limit: SHOWN }),
    draftsOf(pool, office, { limit: DRAFTS }),
  ]);
  const wanted = url.searchParams.get('check');
  const asked = lists.find(({ id }) => id === wanted);
  const check = asked === undefined ? null : await checkOf(visit, asked.id);
  return {
    title: '清单',
    place: '/office/lists',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <ListsPage
        csrf={csrf}
        form={
          office.level === 'district' && person.held.role === 'handler'
            ? { typed, errors, area: placeName(office.division) }
            : null
        }
        lists={lists.map((list) => ({
          ...list,
          standing: list.status === 'stands',
          check: list.id === asked?.id ? check : null,
        }))}
        drafts={drafts
          .filter(
            ({ act, status }) => act === 'enterprise-list' && !['finished', 'discarded', 'returned'].includes(status),
          )
          .map((draft) => ({
            id: draft.id,
            at: minuteOf(draft.draftedAt),
            by: draft.draftedByName,
            status: draftStatus(draft.status).word,
          }))}
      />
    ),
  };
}

/** What the officers of a list lack, at the fields of the form. */
function gaps(typed: Typed): FormError[] {
  const [one, other] = officersIn(typed);
  const named = [one, other].flatMap((officer, at) => [
    ...(officer.name === '' ? [{ field: `officer${at + 1}`, text: '请填写执法人员姓名。' }] : []),
    ...(officer.certificate === '' ? [{ field: `certificate${at + 1}`, text: '请填写执法证号。' }] : []),
  ]);
  if (named.length > 0) return named;
  return one.name === other.name || one.certificate === other.certificate
    ? [{ field: 'officer2', text: '须由两名不同的执法人员签字，请改正。' }]
    : [];
}

export const { GET, POST } = portalRoute('/office/lists', (visit) => shown(visit, () => '', []), {
  draft: async (visit, form) => {
    const typed: Typed = (field) => textIn(form, field).trim();
    const kind = typed('kind');
    const missing = gaps(typed);
    if (kind !== 'abnormal-list' && kind !== 'overdue-list') {
      return shown(visit, typed, [{ field: 'kind', text: '请选择清单。' }, ...missing]);
    }
    if (missing.length > 0) return shown(visit, typed, missing);
    const officer = officerOf(visit.person);
    const outcome = await draftAct(
      visit.pool,
      {
        content: { act: 'enterprise-list', kind, division: officer.division, officers: officersIn(typed) },
        caseIds: [],
      },
      officer,
      visit.now,
    );
    if (outcome.outcome === 'refused') return shown(visit, typed, outcome.faults);
    return {
      to: `/office/drafts/${outcome.draftId}`,
      notice: { kind: 'done', text: '清单文稿已拟制，等待审核。' },
    };
  },
});
