import { actionWord, trailActions, trailEntries, trailSubject, WATCHED } from '#features/audit-trail/queries.ts';
import { parseLegalDate } from '#law/periods/legal-date.ts';
import { numberPosition } from '#platform/list-position.ts';
import { AuditTrailPage } from '#ui/portal-pages/audit/trail-page.tsx';
import { following, queryOf } from '../_portal/asked.ts';
import { portalRoute } from '../_portal/portal-route.tsx';
import { placeName } from '../_portal/portals.ts';

const PAGE_SIZE = 50;

const VIEWS = [
  { value: '', label: '全部', actions: undefined },
  { value: 'unmask', label: '查看完整身份证号', actions: WATCHED.unmask },
  { value: 'export', label: '导出', actions: WATCHED.export },
  { value: 'support', label: '只读查看', actions: WATCHED.support },
] as const;

function isDay(text: string): boolean {
  return text === '' || parseLegalDate(text).ok;
}

export const { GET, POST } = portalRoute('/audit', async ({ pool, url }) => {
  const query = queryOf(url);
  const view = VIEWS.find(({ value }) => value === query('view')) ?? VIEWS[0];
  const filter = {
    actor: query('actor'),
    action: query('action'),
    subject: query('subject'),
    from: query('from'),
    to: query('to'),
  };
  const before = numberPosition(query('before'));
  const dated = isDay(filter.from) && isDay(filter.to);
  const wanted = {
    ...filter,
    ...(dated ? {} : { from: '', to: '' }),
    actions: filter.action === '' ? view.actions : [filter.action],
  };
  const [{ rows, next }, actions] = await Promise.all([
    trailEntries(pool, wanted, { before, limit: PAGE_SIZE }),
    trailActions(pool),
  ]);
  return {
    title: '审计检索',
    page: (
      <AuditTrailPage
        rows={rows.map((row) => ({
          ...row,
          act: actionWord(row.action),
          about: trailSubject(row.subject),
          place: row.divisionCode === null ? null : placeName(row.divisionCode),
        }))}
        view={view.value}
        views={VIEWS}
        filter={filter}
        actions={(view.actions ?? actions).map((value) => ({ value, label: actionWord(value) }))}
        problem={dated ? undefined : '日期应写成年-月-日，如 2026-11-20；没有按日期筛选。'}
        next={following(url, 'before', next)}
        onFirst={before === undefined}
      />
    ),
  };
});
