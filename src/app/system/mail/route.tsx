import { retryMails } from '#features/installation/commands.ts';
import { mailState, mailsWaiting } from '#features/installation/queries.ts';
import { numberPosition } from '#platform/list-position.ts';
import { MailPage } from '#ui/portal-pages/system/mail-page.tsx';
import { following, queryOf, typedIn } from '../../_portal/asked.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';

const PAGE_SIZE = 50;

export const { GET, POST } = portalRoute(
  '/system/mail',
  async ({ pool, url, now, csrf }) => {
    const query = queryOf(url);
    const after = numberPosition(query('after')) ?? 0;
    const failedOnly = query('failed') === '1';
    const [state, { rows, next }] = await Promise.all([
      mailState(pool, now),
      mailsWaiting(pool, { after, limit: PAGE_SIZE, failedOnly }),
    ]);
    return {
      title: '邮件',
      page: (
        <MailPage
          csrf={csrf}
          state={state}
          rows={rows}
          failedOnly={failedOnly}
          next={following(url, 'after', next)}
          onFirst={after === 0}
        />
      ),
    };
  },
  {
    retry: async ({ pool, person, now }, form) => {
      const id = typedIn(form)('id');
      const which = id === 'all' ? 'all' : /^\d{1,15}$/.test(id) ? [Number(id)] : [];
      const count = await retryMails(pool, which, { name: person.name, at: now });
      return {
        to: '/system/mail',
        notice:
          count > 0
            ? { kind: 'done', text: `已将 ${count} 封邮件重新列入发送，几秒内发出。` }
            : { kind: 'attention', text: '没有需要重发的邮件，可能已由他人办理。' },
      };
    },
  },
);
