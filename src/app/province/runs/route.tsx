import { askJob } from '#features/jobs/commands.ts';
import { latestJobs } from '#features/jobs/queries.ts';
import { monthHasRun } from '#features/verification/commands.ts';
import { latestRuns, verificationState } from '#features/verification/queries.ts';
import { RunsPage } from '#ui/portal-pages/province/runs-page.tsx';
import { mayAct } from '../../_portal/access.ts';
import { jobLine } from '../../_portal/job-lines.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';

const MOST_RUNS = 36;
const MOST_JOBS = 5;

export const { GET, POST } = portalRoute(
  '/province/runs',
  async ({ pool, person, today, csrf }) => {
    const month = today.slice(0, 7);
    const [runs, jobs, has, state] = await Promise.all([
      latestRuns(pool, MOST_RUNS),
      latestJobs(pool, ['dry-run', 'release-run', 'month-run'], MOST_JOBS),
      monthHasRun(pool, month),
      verificationState(pool),
    ]);
    const under = runs.some(({ status }) => status === 'evaluating');
    const asked = jobs.some(({ status }) => status === 'waiting' || status === 'running');
    return {
      title: '核查',
      ...(under || asked ? { refreshSeconds: 5 } : {}),
      page: (
        <RunsPage
          csrf={csrf}
          month={month}
          monthHasRun={has}
          mayAsk={mayAct('/province/runs', 'start', person.held) && person.seenAs === null}
          mayDecide={mayAct('/province/runs/[runId]', 'release', person.held)}
          runs={runs}
          jobs={jobs.map(jobLine)}
          waitingForRecheck={state.recheckQueue}
        />
      ),
    };
  },
  {
    start: async ({ pool, person, today, now }) => {
      const month = today.slice(0, 7);
      if (await monthHasRun(pool, month)) {
        return {
          to: '/province/runs',
          notice: {
            kind: 'refused',
            text: `${month} 已经核查过，没有再次进行。`,
            more: '数据有变化的企业会自动复核。',
          },
        };
      }
      const by = { accountId: person.accountId, name: person.name, at: now };
      const { fresh } = await askJob(pool, { kind: 'month-run', month, asOf: today }, by);
      return {
        to: '/province/runs',
        notice: fresh
          ? { kind: 'done', text: `已安排 ${month} 的核查，由后台任务进行。`, more: '可以离开本页；进度显示在下表。' }
          : { kind: 'attention', text: `${month} 的核查已在安排之中。` },
      };
    },
    'dry-run': async ({ pool, person, today, now }) => {
      const by = { accountId: person.accountId, name: person.name, at: now };
      const { id } = await askJob(pool, { kind: 'dry-run', asOf: today }, by);
      return { to: `/province/jobs/${id}` };
    },
  },
);
