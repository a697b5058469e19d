import { asOfNow, isSearchable, searchPublic } from '#features/registry/queries.ts';
import { type SearchOutcome, SearchPage } from '#ui/pages/search-page.tsx';
import { contextOf, page } from '../_site/pages.tsx';
import { askedDay } from '../_site/parameters.ts';
import { publicRoute, type Visit } from '../_site/public-route.ts';

const PAGE_SIZE = 20;
const LONGEST_TERM = 100;

async function outcomeOf(
  visit: Visit<unknown>,
  text: string,
  asOf: ReturnType<typeof asOfNow>,
): Promise<SearchOutcome> {
  const { site, url } = visit;
  if (text === '')
    return url.searchParams.has('q') ? { is: 'refused', reason: '请填写要查询的内容。' } : { is: 'no-term' };
  if (text.length > LONGEST_TERM) return { is: 'refused', reason: `查询内容不超过 ${LONGEST_TERM} 个字。` };
  if (!isSearchable(text)) return { is: 'refused', reason: '只有一个字，范围太大，请至少填写名称中连续的两个字。' };
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const found = await searchPublic(site.pool, { text, cursor, limit: PAGE_SIZE }, asOf.instant);
  if (found.brokenCursor) return { is: 'broken-cursor' };
  return { is: 'page', page: found, onFirst: cursor === undefined };
}

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/enterprises', as: 'page', limited: true },
  async (visit) => {
    const { site, url, now } = visit;
    const text = (url.searchParams.get('q') ?? '').trim();
    const [context, asked] = await Promise.all([contextOf(url, now), askedDay(site, url, now)]);
    // A day that cannot be is left out: the search itself does not depend on it.
    const asOf = asked.read.ok ? asked.read.asOf : asOfNow(now);
    const outcome = await outcomeOf(visit, text, asOf);
    const status = outcome.is === 'refused' || outcome.is === 'broken-cursor' ? 400 : 200;
    return page(
      <SearchPage context={context} text={text} asOf={asOf.isToday ? undefined : asOf.day} outcome={outcome} />,
      status,
    );
  },
);
