import { feedHealth, importList, intakeBreakers } from '#features/intake/queries.ts';
import { numberPosition } from '#platform/list-position.ts';
import { ImportsPage } from '#ui/portal-pages/province/imports-page.tsx';
import { mayAct } from '../../_portal/access.ts';
import { following, queryOf } from '../../_portal/asked.ts';
import { ENTITY_OPTIONS, entityWord, feedWord } from '../../_portal/entity-words.ts';
import { recentTrials } from '../../_portal/import-trials.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';

const PAGE_SIZE = 50;
const FEED_DAYS = 35;
const DAY_MS = 86_400_000;
const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;

export const { GET, POST } = portalRoute('/province/imports', async ({ pool, url, now, person }) => {
  const query = queryOf(url);
  const filter = { status: query('status'), feed: query('feed'), entity: query('entity') };
  const before = numberPosition(query('before'));
  const [feeds, limits, trials, { rows, next }] = await Promise.all([
    feedHealth(pool),
    intakeBreakers(pool),
    recentTrials(pool),
    importList(pool, filter, { before, limit: PAGE_SIZE }),
  ]);
  return {
    title: '数据导入',
    page: (
      <ImportsPage
        feeds={feeds.map((feed) => {
          const days = Math.floor((now.getTime() - feed.lastAt.getTime()) / DAY_MS);
          return {
            ...feed,
            feed: feedWord(feed.feed),
            entity: entityWord(feed.entity),
            days,
            overdue: days > FEED_DAYS,
          };
        })}
        limits={[
          ['注销上限', `该来源现有的 ${percent(limits.removedShare)}`],
          ['拒绝上限', `各行的 ${percent(limits.refusedShare)}`],
          ['变更上限', `现有注册的 ${percent(limits.changedShare)}`],
          [
            '一人导入的上限',
            `近 7 日超过 ${limits.byHandMinimum} 条并且超过现有登记的 ${percent(limits.byHandShare)} 的，由另一人放行`,
          ],
        ]}
        rows={rows.map((row) => ({ ...row, entity: entityWord(row.entity), feed: feedWord(row.feed) }))}
        held={feeds.reduce((total, { held }) => total + held, 0)}
        mayBring={mayAct('/province/imports/new', 'try', person.held) && person.seenAs === null}
        trials={trials}
        mayRelease={mayAct('/province/imports/[importId]', 'release', person.held)}
        filter={filter}
        entities={ENTITY_OPTIONS}
        next={following(url, 'before', next)}
        onFirst={before === undefined}
      />
    ),
  };
});
