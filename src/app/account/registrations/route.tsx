import { askForPersonProof, forgetPerson, provePerson } from '#features/accounts/commands.ts';
import { ownPerson } from '#features/accounts/queries.ts';
import { registrationsOfPerson } from '#features/registry/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import type { EnterpriseOfPerson } from '#ui/portal-pages/account/registered-at.tsx';
import { OwnRegistrationsPage } from '#ui/portal-pages/account/registrations-page.tsx';
import { desk } from '../../_portal/desk.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';
import { countingOf } from './counted.ts';

type Visit = PortalVisit<unknown>;

interface More {
  readonly idNumber?: string;
  /** token of the check whose code is awaited */
  readonly asked?: string;
  readonly errors?: readonly FormError[];
}

/** A support view shows what the role sees; who the supported person is, is not its business, nor who the supporter is. */
function ownAccount({ person }: Visit): string {
  if (person.seenAs !== null) throw new ProblemError('not-permitted', '只读查看期间不显示个人的注册信息。');
  return person.accountId;
}

async function enterprisesOf({ site, now }: Visit, practitionerId: number): Promise<EnterpriseOfPerson[]> {
  const registrations = await registrationsOfPerson(site.pool, practitionerId);
  const ids = [...new Set(registrations.map(({ enterpriseId }) => enterpriseId))];
  return Promise.all(
    ids.map(async (id) => {
      const own = registrations.filter(({ enterpriseId }) => enterpriseId === id);
      return {
        id,
        name: own[0]?.enterprise ?? '',
        uscc: own[0]?.uscc ?? '',
        office: `${placeName((own[0]?.divisionCode ?? '').slice(0, 4))}住房和城乡建设局`,
        registrations: own,
        counting: await countingOf(site.pool, id, practitionerId, now),
      };
    }),
  );
}

async function shown(visit: Visit, more: More = {}): Promise<PortalAnswer> {
  const { accounts, csrf, today } = visit;
  const person = await ownPerson(accounts, ownAccount(visit));
  if (person === undefined) throw new ProblemError('not-found', '没有这个账号。');
  const { errors = [] } = more;
  return {
    title: '本人的注册',
    place: '/account/registrations',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <OwnRegistrationsPage
        csrf={csrf}
        today={today}
        person={person}
        enterprises={person.practitionerId === null ? [] : await enterprisesOf(visit, person.practitionerId)}
        idNumber={more.idNumber ?? ''}
        asked={more.asked}
        errors={errors}
      />
    ),
  };
}

export const { GET, POST } = portalRoute('/account/registrations', (visit) => shown(visit), {
  'ask-proof': async (visit, form) => {
    const idNumber = textIn(form, 'idNumber').trim().toUpperCase();
    const { accounts, now } = visit;
    const asked = { accountId: ownAccount(visit), idNumber };
    const outcome = await askForPersonProof(accounts, desk().identityChecks, asked, now);
    if (outcome.outcome === 'sent') return shown(visit, { asked: outcome.token });
    return shown(visit, { idNumber, errors: [{ field: outcome.field, text: outcome.reason }] });
  },
  prove: async (visit, form) => {
    const token = textIn(form, 'token');
    const answer = { accountId: ownAccount(visit), token, code: textIn(form, 'code').trim() };
    switch (await provePerson(visit.accounts, answer, visit.now)) {
      case 'done':
        return { to: '/account/registrations', notice: { kind: 'done', text: '实名核验已完成。' } };
      case 'wrong':
        return shown(visit, { asked: token, errors: [{ field: 'code', text: '验证码不对，请核对后重新填写。' }] });
      case 'expired':
        return shown(visit, { errors: [{ text: '验证码已失效，请重新填写身份证号码，再获取一次。' }] });
    }
  },
  forget: async (visit) => {
    await forgetPerson(visit.accounts, ownAccount(visit), visit.now);
    return { to: '/account/registrations', notice: { kind: 'done', text: '实名核验已解除，账号不再显示注册信息。' } };
  },
});
