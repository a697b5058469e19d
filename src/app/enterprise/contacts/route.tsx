import { contactAt, contactHistory } from '#features/registry/queries.ts';
import { changeContact } from '#features/service/commands.ts';
import { confirmationOf } from '#features/service/queries.ts';
import { parseLegalDate } from '#law/periods/legal-date.ts';
import { clauseIn } from '#law/regimes/citing.ts';
import { citationOf } from '#law/regimes/clause-texts.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { type ContactFields, ContactsPage } from '#ui/portal-pages/enterprise/contacts-page.tsx';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { ownEnterprise, textOf } from '../_own.ts';

async function shown(
  visit: PortalVisit<unknown>,
  more: { readonly typed?: ContactFields; readonly errors?: readonly FormError[] } = {},
): Promise<PortalAnswer> {
  const { pool, now, today, csrf } = visit;
  const enterprise = await ownEnterprise(visit);
  const [present, history, confirmation] = await Promise.all([
    contactAt(pool, enterprise.id, now),
    contactHistory(pool, enterprise.id),
    confirmationOf(pool, enterprise.id, now),
  ]);
  const errors = more.errors ?? [];
  return {
    title: '联系信息',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <ContactsPage
        csrf={csrf}
        citation={citationOf(clauseIn(enterprise.divisionCode, 'contacts'))}
        today={today}
        typed={
          more.typed ?? {
            person: present?.person ?? '',
            phone: present?.phone ?? '',
            email: present?.email ?? '',
            address: present?.address ?? '',
            changedOn: today,
          }
        }
        confirmedEmail={confirmation?.email ?? null}
        history={history}
        errors={errors}
      />
    ),
  };
}

/** Which field a refusal is about, by the words that the command uses. */
function fieldOf(reason: string): string | undefined {
  if (reason.includes('电子邮箱有误')) return 'email';
  if (reason.includes('联系电话有误')) return 'phone';
  if (reason.includes('变更日期') || reason.includes('日期')) return 'changedOn';
  return reason.includes('至少填写') ? 'phone' : undefined;
}

export const { GET, POST } = portalRoute('/enterprise/contacts', (visit) => shown(visit), {
  change: async (visit, form) => {
    const enterprise = await ownEnterprise(visit);
    const typed: ContactFields = {
      person: textOf(form, 'person'),
      phone: textOf(form, 'phone'),
      email: textOf(form, 'email').trim(),
      address: textOf(form, 'address'),
      changedOn: textOf(form, 'changedOn'),
    };
    const day = parseLegalDate(typed.changedOn);
    if (!day.ok) {
      return shown(visit, {
        typed,
        errors: [{ field: 'changedOn', text: '请填写变更日期，写成 2026-11-09 的样子。' }],
      });
    }
    const { person, phone, email, address } = typed;
    const outcome = await changeContact(visit.pool, {
      enterpriseId: enterprise.id,
      contact: { person, phone, email, address },
      changedOn: day.value,
      by: visit.person.name,
      at: visit.now,
    });
    if (outcome.outcome !== 'done') {
      const reason = outcome.outcome === 'refused' ? outcome.refusal.reason : '没有这家企业。';
      return shown(visit, { typed, errors: reason.split('；').map((text) => ({ field: fieldOf(text), text })) });
    }
    const { late, confirmationStillNames } = outcome;
    const more = [
      ...(late === null ? [] : [`${late}已如实记录。`]),
      ...(confirmationStillNames === null
        ? []
        : [`文书仍发送到送达确认书所载的 ${confirmationStillNames}；要改用新邮箱，请由法定代表人重新签署确认书。`]),
    ];
    return {
      to: '/enterprise/contacts',
      notice: {
        kind: 'done',
        text: '联系信息已更新，并已告知主管部门。',
        ...(more.length === 0 ? {} : { more: more.join('') }),
        ...(confirmationStillNames === null
          ? {}
          : { link: { label: '重新签署送达确认书', address: '/enterprise/confirmation' } }),
      },
    };
  },
});
