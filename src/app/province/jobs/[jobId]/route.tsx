import { findQuarantineRow } from '#features/intake/queries.ts';
import { JOB_KINDS, type JobShown, jobOf } from '#features/jobs/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { JobPage, type JobPageProps } from '#ui/portal-pages/province/job-page.tsx';
import { COUNT_WORDS, INTAKE_WORDS } from '#ui/portal-pages/province/run-words.tsx';
import type { PortalAddress } from '../../../_portal/access.ts';
import { failureIn } from '../../../_portal/job-lines.ts';
import { idOf } from '../../../_portal/office.ts';
import { type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';

type Visit = PortalVisit<{ readonly jobId: string }>;
type Counts = Readonly<Record<string, unknown>>;

function numberIn(result: JobShown['result'], name: string): number {
  const value = result?.[name];
  return typeof value === 'number' ? value : 0;
}

function isCounts(value: unknown): value is Counts {
  return typeof value === 'object' && value !== null;
}

interface Told {
  readonly place: PortalAddress;
  readonly back: JobPageProps['back'];
  readonly facts?: JobPageProps['facts'];
  readonly outcome: string;
  readonly next?: JobPageProps['next'];
  readonly counts?: Counts | null;
}

const RUNS = { label: '核查', address: '/province/runs' };
const QUARANTINE = { label: '隔离区', address: '/province/quarantine' };

/** Why the worker wrote nothing though it finished: the file, or the corrections, went over the bounds. */
function heldBecause(result: JobShown['result']): string | undefined {
  if (result?.status !== 'held') return undefined;
  const reasons = Array.isArray(result.heldReasons) ? result.heldReasons : [];
  return `超过合理界限，没有写入任何数据：${reasons.join('')}`;
}

async function toldOfReplay({ pool }: Visit, result: JobShown['result'], rowId: number | undefined): Promise<Told> {
  const held = heldBecause(result);
  const left = numberIn(result, 'quarantined');
  const row = rowId === undefined ? undefined : await findQuarantineRow(pool, rowId);
  const back = row === undefined ? QUARANTINE : { label: '这一行', address: `/province/quarantine/${row.id}` };
  const base = { place: '/province/quarantine', back } as const;
  if (held !== undefined)
    return {
      ...base,
      outcome: `${held}可以减少一次更正的行数后再重放，或者由另一人在“数据导入”中核对后放行，放行时须再次上传这个文件。`,
    };
  if (left === 0) {
    return {
      ...base,
      outcome: '更正的行都已登记，有关企业随即复核。',
      next: { ...QUARANTINE, label: '继续处理隔离区' },
    };
  }
  if (row !== undefined)
    return { ...base, outcome: `仍未通过。${row.field}：${row.reason}填写的内容已保留，请再次更正。` };
  return { ...base, outcome: `${left} 行仍未通过，原因写在隔离区的相应行中，请再次更正。` };
}

/** What a job was about and what came of it. */
async function told(visit: Visit, { asked, result }: JobShown): Promise<Told> {
  switch (asked.kind) {
    case 'month-run':
      return {
        place: '/province/runs',
        back: RUNS,
        facts: [['月份', asked.month]],
        outcome: '已交核查队列办理，进度见“核查”。',
      };
    case 'dry-run':
      return {
        place: '/province/runs',
        back: RUNS,
        facts: [['核查日期', asked.asOf]],
        outcome: `试算完成：若现在核查，${numberIn(result, 'flips')} 项资质的结论将改变。没有产生任何结果。`,
      };
    case 'release-run': {
      const report = isCounts(result?.report) ? result.report : null;
      return {
        place: '/province/runs',
        back: { label: '这次核查', address: `/province/runs/${asked.run}` },
        facts: [['理由', asked.reason]],
        counts: report,
        outcome:
          result?.outcome === 'settled'
            ? `已放行，结论自放行之时生效：新立案 ${numberIn(report, 'warned')} 件，达标销案 ${numberIn(report, 'cleared')} 件，通知随即发出。`
            : '这次核查已由他人办理，没有改变。',
      };
    }
    case 'replay-rows':
      return toldOfReplay(visit, result, asked.row);
    case 'release-import': {
      const refused = numberIn(result, 'quarantined');
      return {
        place: '/province/imports',
        back: { label: '这次导入', address: `/province/imports/${asked.importId}` },
        facts: [
          ['文件', asked.fileName],
          ['理由', asked.reason],
        ],
        outcome: `已放行，文件中的数据已经登记，有变化的企业随即复核。${refused === 0 ? '' : `${refused} 行有误，列在隔离区。`}`,
        next: refused === 0 ? undefined : QUARANTINE,
      };
    }
    // These have pages of their own.
    case 'impact':
    case 'trial-import':
    case 'apply-import':
    case 'drop-trial':
    case 'verify-chains':
      throw new ProblemError('not-found', '没有这项任务，请核对地址。');
  }
}

function isOfFile({ asked }: JobShown): boolean {
  return asked.kind === 'replay-rows' || asked.kind === 'release-import';
}

export const { GET, POST } = portalRoute<{ readonly jobId: string }>('/province/jobs/[jobId]', async (visit) => {
  const job = await jobOf(visit.pool, idOf(visit.params.jobId, '项任务'));
  if (job === undefined) throw new ProblemError('not-found', '没有这项任务，请核对地址。');
  const under = job.status === 'waiting' || job.status === 'running';
  const { place, back, facts = [], outcome, next, counts = job.result } = await told(visit, job);
  return {
    title: JOB_KINDS[job.asked.kind],
    place,
    ...(under ? { refreshSeconds: 2 } : {}),
    page: (
      <JobPage
        {...job}
        name={JOB_KINDS[job.asked.kind]}
        back={back}
        next={next}
        facts={facts}
        unit="段"
        counts={counts}
        countWords={isOfFile(job) ? INTAKE_WORDS : COUNT_WORDS}
        outcome={job.status === 'done' ? outcome : null}
        failure={failureIn(job.failure)}
      />
    ),
  };
});
