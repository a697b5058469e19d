import { readOfficeNotice } from '#features/service/commands.ts';
import { officeNotices } from '#features/service/queries.ts';
import { minuteOf } from '#ui/dates.tsx';
import { NoticesPage } from '#ui/portal-pages/office/notices-page.tsx';
import { officeOfPerson } from '../../_portal/office.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';

const PAGE_SIZE = 30;

function linkText(link: string): string {
  if (link.startsWith('/office/cases/')) return '打开案件';
  return link.startsWith('/office/credit') ? '打开信用档案' : '打开企业信息';
}

export const { GET, POST } = portalRoute(
  '/office/notices',
  async ({ pool, person, url, csrf }) => {
    const { level, division } = officeOfPerson(person);
    const unread = url.searchParams.get('unread') === '1';
    const after = url.searchParams.get('after') ?? '';
    const rows = await officeNotices(pool, { scope: division, level, unread, limit: PAGE_SIZE + 1, after });
    const last = rows[PAGE_SIZE - 1];
    const query = new URLSearchParams(unread ? { unread: '1' } : {});
    if (last !== undefined)
      query.set('after', `${last.readAt === null ? 1 : 0}|${last.createdAt.toISOString()}|${last.id}`);
    return {
      title: '通知',
      place: '/office/notices',
      page: (
        <NoticesPage
          csrf={csrf}
          unread={unread}
          notices={rows.slice(0, PAGE_SIZE).map((notice) => ({
            id: notice.id,
            subject: notice.subject,
            lines: notice.text.split('\n'),
            link: notice.link,
            linkText: linkText(notice.link),
            at: minuteOf(notice.createdAt),
            place: placeName(notice.divisionCode),
            read: notice.readAt === null ? null : `${notice.readBy ?? ''} ${minuteOf(notice.readAt)}`,
          }))}
          next={rows.length > PAGE_SIZE ? `/office/notices?${query}` : undefined}
          onFirst={after === ''}
        />
      ),
    };
  },
  {
    read: async ({ pool, person, url, now }, form) => {
      const text = textIn(form, 'id');
      const scope = officeOfPerson(person).division;
      const done =
        /^\d{1,15}$/.test(text) &&
        (await readOfficeNotice(pool, { id: Number(text), scope, by: person.name, at: now }));
      return {
        to: `/office/notices${url.search}`,
        notice: done
          ? { kind: 'done', text: '已标为已读。' }
          : { kind: 'attention', text: '这条通知已由本机关其他人员阅读，或者不在本机关管辖范围内。' },
      };
    },
  },
);
