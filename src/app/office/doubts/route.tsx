import { standingDoubts } from '#features/intake/queries.ts';
import { numberPosition } from '#platform/list-position.ts';
import { DoubtsPage } from '#ui/portal-pages/doubts-page.tsx';
import { following, queryOf } from '../../_portal/asked.ts';
import { doubtLines } from '../../_portal/doubt-lines.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';

const ROWS = 50;

export const { GET, POST } = portalRoute('/office/doubts', async ({ pool, url }) => {
  const after = numberPosition(queryOf(url)('after')) ?? 0;
  const found = await standingDoubts(pool, { after, limit: ROWS + 1 });
  const rows = found.slice(0, ROWS);
  return {
    title: '待更正的登记内容',
    place: '/office/doubts',
    page: (
      <DoubtsPage
        lead="导入的行已经登记，其中下列各项有误，没有登记。请来源单位更正，或者督促企业申请更正；更正后的数据送来时自动消去。"
        rows={doubtLines(rows, true)}
        withEnterprise
        first={after === 0 ? undefined : '/office/doubts'}
        next={following(url, 'after', found.length > ROWS ? (rows.at(-1)?.id ?? null) : null)}
      />
    ),
  };
});
