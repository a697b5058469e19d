import { askJob } from '#features/jobs/commands.ts';
import { latestJobs } from '#features/jobs/queries.ts';
import { discardHeldRun } from '#features/verification/commands.ts';
import {
  differenceCounts,
  partitionsOf,
  type RunSummary,
  runBefore,
  runOf,
  stagedFlips,
} from '#features/verification/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { type ChangeRow, RunPage } from '#ui/portal-pages/province/run-page.tsx';
import { runName } from '#ui/portal-pages/province/run-words.tsx';
import { mayAct } from '../../../_portal/access.ts';
import { numberOf, typedIn } from '../../../_portal/asked.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { placeName } from '../../../_portal/portals.ts';

interface Params {
  readonly runId: string;
}

const ADDRESS = '/province/runs/[runId]';

async function runIn({ pool, params }: PortalVisit<Params>): Promise<RunSummary> {
  const run = await runOf(pool, numberOf(params.runId, '次核查'));
  if (run === undefined || (run.kind !== 'month' && run.heldReason === null))
    throw new ProblemError('not-found', '没有这次核查，请核对地址。');
  return run;
}

function grouped(rows: readonly (Omit<ChangeRow, 'label'> & { readonly key: string })[]): ChangeRow[] {
  return [...Map.groupBy(rows, ({ key }) => key)].map(([label, each]) => ({
    label,
    newlyFailing: each.reduce((total, { newlyFailing }) => total + newlyFailing, 0),
    recovered: each.reduce((total, { recovered }) => total + recovered, 0),
  }));
}

/** By city, in the order of their codes; enterprises from elsewhere are no city's matter here: they are one line, the last. */
function byCity<R extends Omit<ChangeRow, 'label'> & { readonly city: string }>(
  rows: readonly R[],
  province: string,
): ChangeRow[] {
  const [here, elsewhere] = [true, false].map((within) =>
    rows.filter((row) => row.city.startsWith(province) === within),
  );
  return [
    ...grouped((here ?? []).map((row) => ({ ...row, key: placeName(row.city) }))),
    ...grouped((elsewhere ?? []).map((row) => ({ ...row, key: '外地企业' }))),
  ];
}

async function comparison(visit: PortalVisit<Params>, run: RunSummary) {
  const { province } = visit.site;
  const before = run.settledAt === null || run.kind !== 'month' ? undefined : await runBefore(visit.pool, run);
  if (before?.settledAt == null || run.settledAt === null) return null;
  const rows = await differenceCounts(visit.pool, { before: before.settledAt, after: run.settledAt });
  return {
    month: before.month,
    byCity: byCity(rows, province),
    bySeries: grouped(rows.map((row) => ({ ...row, key: row.series ?? '未列序列' }))),
  };
}

/** The job that releases this run, where somebody has asked for it. */
async function releaseUnderWay({ pool }: PortalVisit<Params>, run: RunSummary): Promise<string | null> {
  if (run.status !== 'held') return null;
  const found = (await latestJobs(pool, ['release-run'], 20)).find(
    ({ asked, status }) =>
      asked.kind === 'release-run' && asked.run === run.id && (status === 'waiting' || status === 'running'),
  );
  return found?.id ?? null;
}

async function shown(visit: PortalVisit<Params>, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
  const { pool, person, csrf } = visit;
  const run = await runIn(visit);
  const evaluating = run.status === 'evaluating';
  const releasing = await releaseUnderWay(visit, run);
  const staged = run.status === 'held' ? await stagedFlips(pool, run.id) : [];
  return {
    title: runName(run),
    place: '/province/runs',
    status: errors.length === 0 ? 200 : 422,
    ...(evaluating || releasing !== null ? { refreshSeconds: 3 } : {}),
    page: (
      <RunPage
        csrf={csrf}
        run={run}
        progress={evaluating ? await partitionsOf(pool, run.id) : null}
        staged={byCity(staged, visit.site.province)}
        before={run.status === 'settled' ? await comparison(visit, run) : null}
        mayDecide={mayAct(ADDRESS, 'release', person.held) && person.seenAs === null}
        releasing={releasing}
        errors={errors}
        reason={typedIn(form)('reason')}
      />
    ),
  };
}

const NO_REASON: FormError = { field: 'reason', text: '请写明理由，不少于 5 个字；理由记入审计。' };

/** Somebody else was first: nothing was changed, and the page shows what stands now. */
function acted(run: RunSummary): PortalAnswer {
  const by = run.releasedBy === null ? '他人' : run.releasedBy;
  return {
    to: `/province/runs/${run.id}`,
    notice: { kind: 'attention', text: `这次核查已由${by}办理，您的操作没有改变它。`, more: '下面是现在的状态。' },
  };
}

export const { GET, POST } = portalRoute<Params>(ADDRESS, (visit) => shown(visit, []), {
  release: async (visit, form) => {
    const run = await runIn(visit);
    const reason = typedIn(form)('reason');
    if (run.status !== 'held' || (await releaseUnderWay(visit, run)) !== null) return acted(run);
    if (reason.length < 5) return shown(visit, [NO_REASON], form);
    const { person, now } = visit;
    const by = { accountId: person.accountId, name: person.name, at: now };
    const { id } = await askJob(visit.pool, { kind: 'release-run', run: run.id, reason }, by);
    return { to: `/province/jobs/${id}`, notice: { kind: 'done', text: '已提出放行，由后台任务办理。' } };
  },
  discard: async (visit, form) => {
    const run = await runIn(visit);
    const reason = typedIn(form)('reason');
    if (run.status !== 'held' || (await releaseUnderWay(visit, run)) !== null) return acted(run);
    if (reason.length < 5) return shown(visit, [NO_REASON], form);
    if (!(await discardHeldRun(visit.pool, run.id, { by: visit.person.name, reason, now: visit.now }))) {
      return acted(await runIn(visit));
    }
    return {
      to: `/province/runs/${run.id}`,
      notice: {
        kind: 'done',
        text: `${runName(run)}已作废，没有产生任何结果。`,
        more: run.kind === 'month' ? '本月可以重新核查，由省级经办人发起。' : '数据更正后，有关企业会自动再复核。',
      },
    };
  },
});
