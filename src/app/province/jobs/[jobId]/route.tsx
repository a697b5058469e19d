import { JOB_KINDS, type JobShown, jobOf } from '#features/jobs/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { JobPage, type JobPageProps } from '#ui/portal-pages/province/job-page.tsx';
import { idOf } from '../../../_portal/office.ts';
import { portalRoute } from '../../../_portal/portal-route.tsx';

function numberIn(result: JobShown['result'], name: string): number {
  const value = result?.[name];
  return typeof value === 'number' ? value : 0;
}

interface Told {
  readonly back: JobPageProps['back'];
  readonly facts: JobPageProps['facts'];
  readonly outcome: string;
}

/** What a job was about and what came of it. */
function told({ asked, result }: JobShown): Told {
  const runs = { label: '核查', address: '/province/runs' };
  switch (asked.kind) {
    case 'month-run':
      return { back: runs, facts: [['月份', asked.month]], outcome: '已交核查队列办理，进度见“核查”。' };
    case 'dry-run':
      return {
        back: runs,
        facts: [['核查日期', asked.asOf]],
        outcome: `试算完成：若现在核查，${numberIn(result, 'flips')} 项资质的结论将改变。没有产生任何结果。`,
      };
    case 'release-run': {
      const back = { label: '这次核查', address: `/province/runs/${asked.run}` };
      const settled = result?.outcome === 'settled';
      const outcome = settled ? '已放行，结论自放行之时生效。' : '这次核查已由他人办理，没有改变。';
      return { back, facts: [['理由', asked.reason]], outcome };
    }
    case 'replay-rows': {
      const left = numberIn(result, 'quarantined');
      return {
        back: { label: '隔离区', address: '/province/quarantine' },
        facts: [['文件', asked.fileName]],
        outcome: left === 0 ? '更正的行都已登记。' : `${left} 行仍未通过，原因写在隔离区的相应行中，请再次更正。`,
      };
    }
    case 'release-import':
      return {
        back: { label: '这次导入', address: `/province/imports/${asked.importId}` },
        facts: [
          ['文件', asked.fileName],
          ['理由', asked.reason],
        ],
        outcome: '已放行，文件中的数据已经登记。',
      };
    case 'impact':
    case 'verify-chains':
      throw new ProblemError('not-found', '没有这项任务，请核对地址。');
  }
}

export const { GET, POST } = portalRoute<{ readonly jobId: string }>(
  '/province/jobs/[jobId]',
  async ({ pool, params }) => {
    const job = await jobOf(pool, idOf(params.jobId, '项任务'));
    if (job === undefined) throw new ProblemError('not-found', '没有这项任务，请核对地址。');
    const under = job.status === 'waiting' || job.status === 'running';
    const { back, facts, outcome } = told(job);
    return {
      title: JOB_KINDS[job.asked.kind],
      place: '/province/runs',
      ...(under ? { refreshSeconds: 2 } : {}),
      page: (
        <JobPage
          {...job}
          name={JOB_KINDS[job.asked.kind]}
          back={back}
          facts={facts}
          unit="段"
          counts={job.result}
          outcome={job.status === 'done' ? outcome : null}
        />
      ),
    };
  },
);
