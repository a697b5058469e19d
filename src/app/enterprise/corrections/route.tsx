import { standingDoubts } from '#features/intake/queries.ts';
import { numberPosition } from '#platform/list-position.ts';
import { DoubtsPage } from '#ui/portal-pages/doubts-page.tsx';
import { following, queryOf } from '../../_portal/asked.ts';
import { doubtLines } from '../../_portal/doubt-lines.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { ownEnterprise } from '../_own.ts';

const ROWS = 50;

export const { GET, POST } = portalRoute('/enterprise/corrections', async (visit) => {
  const { id } = await ownEnterprise(visit);
  const after = numberPosition(queryOf(visit.url)('after')) ?? 0;
  const found = await standingDoubts(visit.pool, { enterpriseId: id, after, limit: ROWS + 1 });
  const rows = found.slice(0, ROWS);
  return {
    title: '待更正的登记内容',
    place: '/enterprise/corrections',
    page: (
      <DoubtsPage
        lead="数据来源单位送来的登记内容中，下列各项有误，没有登记；其余内容已经登记。请向来源单位申请更正，更正后的数据送来时自动消去。"
        rows={doubtLines(rows, false)}
        withEnterprise={false}
        first={after === 0 ? undefined : '/enterprise/corrections'}
        next={following(visit.url, 'after', found.length > ROWS ? (rows.at(-1)?.id ?? null) : null)}
      />
    ),
  };
});
