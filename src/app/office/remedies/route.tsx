import { decideRemedies, enterRemedies, type RemediesOutcome } from '#features/service/commands.ts';
import { type OfficeProfile, officeList, remediesHistory, remediesInForce } from '#features/service/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { RemediesPage } from '#ui/portal-pages/office/remedies-page.tsx';
import { mayAct } from '../../_portal/access.ts';
import { typedIn } from '../../_portal/asked.ts';
import { idOf, officeOfPerson } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { proofOffered, secondProof } from '../../_portal/second-proof.ts';

const ADDRESS = '/office/remedies';
type Visit = PortalVisit<unknown>;

/** The office for which somebody is signed in, and no other: nobody enters what another office's documents say. */
async function ownOffice({ pool, person }: Visit): Promise<OfficeProfile | undefined> {
  const { level, division } = officeOfPerson(person);
  return (await officeList(pool)).find(
    (each) => each.ended === undefined && each.level === level && each.office.divisionCode === division,
  );
}

async function officeToSettle(visit: Visit): Promise<OfficeProfile> {
  const office = await ownOffice(visit);
  if (office === undefined) {
    throw new ProblemError('not-found', '本机关还没有登记为发文机关，请先由省级经办人在“发文机关”中登记。');
  }
  return office;
}

async function shown(visit: Visit, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
  const { pool, person, today, csrf } = visit;
  const typed = typedIn(form);
  const may = (act: string) => mayAct(ADDRESS, act, person.held) && person.seenAs === null;
  const profile = await ownOffice(visit);
  const id = profile?.office.id;
  return {
    title: '救济机关',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <RemediesPage
        csrf={csrf}
        office={profile?.office.name ?? null}
        inForce={id === undefined ? null : ((await remediesInForce(pool, id, today)) ?? null)}
        rows={id === undefined ? [] : await remediesHistory(pool, id)}
        accountId={person.accountId}
        mayEnter={may('enter')}
        mayDecide={may('confirm')}
        offered={may('enter') || may('confirm') ? await proofOffered(visit) : null}
        typed={(field) => typed(field) || (field === 'inForceFrom' ? today : '')}
        errors={errors}
      />
    ),
  };
}

async function answered(visit: Visit, form: FormData, outcome: RemediesOutcome, text: string): Promise<PortalAnswer> {
  if (outcome.outcome === 'done') return { to: ADDRESS, notice: { kind: 'done', text } };
  const errors = Object.entries(outcome.faults).map(([field, fault]) => ({ field, text: fault }));
  return shown(visit, errors, form);
}

async function decided(visit: Visit, form: FormData, result: 'confirmed' | 'refused'): Promise<PortalAnswer> {
  const office = await officeToSettle(visit);
  const wrong = await secondProof(visit, form);
  if (wrong !== undefined) return shown(visit, [wrong], form);
  const { pool, person, now } = visit;
  const typed = typedIn(form);
  const outcome = await decideRemedies(
    pool,
    office,
    { id: idOf(typed('id'), '项登记'), result, reason: typed('decision') },
    { accountId: person.accountId, name: person.name, at: now },
  );
  const text = result === 'confirmed' ? '已确认，自施行日期起印在本机关的文书上。' : '已退回，可以重新填写。';
  return answered(visit, form, outcome, text);
}

export const { GET, POST } = portalRoute(ADDRESS, (visit) => shown(visit, []), {
  enter: async (visit, form) => {
    const office = await officeToSettle(visit);
    const wrong = await secondProof(visit, form);
    if (wrong !== undefined) return shown(visit, [wrong], form);
    const { pool, person, now } = visit;
    const typed = typedIn(form);
    const entry = {
      reviewBody: typed('reviewBody'),
      court: typed('court'),
      basis: typed('basis'),
      inForceFrom: typed('inForceFrom'),
    };
    const by = { accountId: person.accountId, name: person.name, at: now };
    return answered(visit, form, await enterRemedies(pool, office, entry, by), '已填写，由本机关审核人确认后施行。');
  },
  confirm: (visit, form) => decided(visit, form, 'confirmed'),
  refuse: (visit, form) => decided(visit, form, 'refused'),
});
