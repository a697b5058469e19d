import { readChanges } from '#features/open-data/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { json } from '../../../_site/answer.ts';
import { publicRoute } from '../../../_site/public-route.ts';

const FEW = 100;
const MOST = 1_000;
const ROOT = '/api/v1/changes';

function natural(written: string | null, name: 'since' | 'limit'): number | undefined {
  if (written === null || written === '') return undefined;
  if (!/^\d{1,15}$/.test(written))
    throw new ProblemError(
      'invalid-position',
      `参数 ${name} 应为不带符号的整数，现为“${written.slice(0, 20)}”。`,
      name,
    );
  return Number(written);
}

/** What changed publicly, in an order that can be read on from where one was. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/api/v1/changes', as: 'interface', limited: true },
  async ({ site, url }) => {
    const since = natural(url.searchParams.get('since'), 'since');
    const limit = Math.min(MOST, Math.max(1, natural(url.searchParams.get('limit'), 'limit') ?? FEW));
    const read = await readChanges(site.pool, { since, limit });
    switch (read.is) {
      case 'ahead':
        throw new ProblemError('invalid-position', `位置 ${since} 大于最新的位置 ${read.newest}，请核对。`, 'since');
      case 'expired':
        throw new ProblemError(
          'position-expired',
          `位置 ${since} 之后的变更已不再保留，最早可以从 ${read.oldest} 读取。`,
          'since',
        );
      case 'page': {
        const { changes, position, more } = read;
        const size = limit === FEW ? '' : `&limit=${limit}`;
        const next = `${ROOT}?since=${position}${size}`;
        // What was read stays as it is; the end of the feed may grow any second.
        return json({ changes, position, more, next }, 0, { Link: `<${next}>; rel="next"` });
      }
    }
  },
);
