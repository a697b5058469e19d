import { createWatchList } from '#features/watch/commands.ts';
import { watchListsOf } from '#features/watch/queries.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { WatchListsPage } from '#ui/portal-pages/tender/lists-page.tsx';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../_portal/portal-route.tsx';
import { textIn } from '../_site/form-fields.ts';

async function shown(
  { pool, csrf }: PortalVisit<unknown>,
  name: string,
  errors: readonly FormError[],
): Promise<PortalAnswer> {
  return {
    title: '关注名单',
    place: '/tender',
    status: errors.length === 0 ? 200 : 422,
    page: <WatchListsPage csrf={csrf} lists={await watchListsOf(pool)} name={name} errors={errors} />,
  };
}

export const { GET, POST } = portalRoute('/tender', (visit) => shown(visit, '', []), {
  create: async (visit, form) => {
    const name = textIn(form, 'name');
    const by = { accountId: visit.person.accountId, name: visit.person.name };
    const made = await createWatchList(visit.pool, name, by, visit.now);
    if (made.outcome === 'refused') return shown(visit, name, [{ field: made.field, text: made.reason }]);
    return { to: `/tender/lists/${made.listId}`, notice: { kind: 'done', text: '名单已新建，请加入企业。' } };
  },
});
