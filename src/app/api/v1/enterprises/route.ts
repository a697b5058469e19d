import { isSearchable, searchPublic } from '#features/registry/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { json, SHORT } from '../../../_site/answer.ts';
import { listAnswer } from '../../../_site/interface-answers.ts';
import { publicRoute } from '../../../_site/public-route.ts';

const PAGE_SIZE = 20;
const LONGEST_TERM = 100;

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/api/v1/enterprises', as: 'interface', limited: true },
  async ({ site, url, now }) => {
    const text = (url.searchParams.get('q') ?? '').trim();
    if (text.length > LONGEST_TERM || !isSearchable(text)) {
      throw new ProblemError('search-term-too-short', `参数 q 应为 2 至 ${LONGEST_TERM} 个字。`, 'q');
    }
    const cursor = url.searchParams.get('cursor') ?? undefined;
    const found = await searchPublic(site.pool, { text, cursor, limit: PAGE_SIZE }, now);
    if (found.brokenCursor) throw new ProblemError('invalid-cursor', '翻页标记无效，请从第一页重新读取。', 'cursor');
    const answer = listAnswer(found, text);
    return json(answer, SHORT, answer.next === null ? {} : { Link: `<${answer.next}>; rel="next"` });
  },
);
