import { mailState, queueState, workersHeard } from '#features/installation/queries.ts';
import { feedHealth } from '#features/intake/queries.ts';
import { jobCounts } from '#features/jobs/queries.ts';
import { absenceCounts } from '#features/service/queries.ts';
import { HealthPage } from '#ui/portal-pages/system/health-page.tsx';
import { entityWord } from '../_portal/entity-words.ts';
import { portalRoute } from '../_portal/portal-route.tsx';
import { readiness } from '../_site/readiness.ts';

const SILENCE_MS = 60_000;
const FEED_DAYS = 35;
const REFRESH_SECONDS = 30;
const CHECKS = { database: '数据库', migrations: '数据库结构', worker: '后台任务' } as const;

export const { GET, POST } = portalRoute('/system', async ({ pool, site, now }) => {
  const [ready, workers, mail, jobs, runs, absences, feeds] = await Promise.all([
    readiness(site.pool, now),
    workersHeard(pool),
    mailState(pool, now),
    jobCounts(pool, now),
    queueState(pool),
    absenceCounts(pool),
    feedHealth(pool),
  ]);
  return {
    title: '运行状况',
    refreshSeconds: REFRESH_SECONDS,
    page: (
      <HealthPage
        ready={ready.ready}
        checks={(['database', 'migrations', 'worker'] as const).map((name) => ({
          name: CHECKS[name],
          ...ready.checks[name],
        }))}
        workers={workers.map((each) => ({ ...each, alive: now.getTime() - each.beatAt.getTime() < SILENCE_MS }))}
        mail={mail}
        jobs={jobs}
        runs={runs}
        absences={Object.entries(absences).map(([kind, count]) => ({ kind, count }))}
        feeds={feeds.map(({ feed, entity, lastAt }) => ({
          feed,
          entity: entityWord(entity),
          last: lastAt,
          overdue: now.getTime() - lastAt.getTime() > FEED_DAYS * 86_400_000,
        }))}
      />
    ),
  };
});
