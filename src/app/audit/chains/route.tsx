import { z } from 'zod';
import { checkCases } from '#features/audit-trail/queries.ts';
import { askJob } from '#features/jobs/commands.ts';
import { latestJobs } from '#features/jobs/queries.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { ChainsPage } from '#ui/portal-pages/audit/chains-page.tsx';
import { queryOf } from '../../_portal/asked.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';

const MOST_SAMPLED = 50;
const MOST_CHECKS = 5;

const resultSchema = z.object({
  cases: z.number().default(0),
  broken: z.array(z.object({ caseId: z.string(), fault: z.string() })).default([]),
});

export const { GET, POST } = portalRoute(
  '/audit/chains',
  async ({ pool, url, csrf }) => {
    const query = queryOf(url);
    const caseId = query('case').toLowerCase();
    const sample = Math.min(MOST_SAMPLED, Math.floor(Number(query('sample'))) || 0);
    const errors: FormError[] = [];
    let checked = null;
    if (caseId !== '') {
      checked = z.guid().safeParse(caseId).success ? await checkCases(pool, { caseId }) : [];
      if (checked.length === 0) {
        errors.push({ field: 'case', text: '没有这件案件。案件编号见案件页面的地址，由 36 位字母、数字和短横组成。' });
        checked = null;
      }
    } else if (sample > 0) checked = await checkCases(pool, { sample });
    const jobs = await latestJobs(pool, ['verify-chains'], MOST_CHECKS);
    const under = jobs.some(({ status }) => status === 'waiting' || status === 'running');
    return {
      title: '案件事件链',
      status: errors.length === 0 ? 200 : 422,
      ...(under ? { refreshSeconds: 3 } : {}),
      page: (
        <ChainsPage
          csrf={csrf}
          caseId={caseId}
          checked={checked}
          whole={jobs.map(({ result, ...job }) => ({ ...job, ...resultSchema.parse(result ?? {}) }))}
          errors={errors}
        />
      ),
    };
  },
  {
    'check-all': async ({ pool, person, now }) => {
      const by = { accountId: person.accountId, name: person.name, at: now };
      const { fresh } = await askJob(pool, { kind: 'verify-chains' }, by);
      return {
        to: '/audit/chains',
        notice: fresh
          ? { kind: 'done', text: '已安排核验全部案件，由后台任务进行。' }
          : { kind: 'attention', text: '全部核验已在进行之中。' },
      };
    },
  },
);
