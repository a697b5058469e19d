import { z } from 'zod';
import { readingReportSchema, refusalSchema } from '#features/intake/schema.ts';
import { askJob, keptFileOf } from '#features/jobs/commands.ts';
import { jobOf } from '#features/jobs/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { TrialPage } from '#ui/portal-pages/province/trial-page.tsx';
import { mayAct } from '../../../../_portal/access.ts';
import { typedIn } from '../../../../_portal/asked.ts';
import { entityWord, feedWord } from '../../../../_portal/entity-words.ts';
import { numberIn, type Trial, trialOf } from '../../../../_portal/import-trials.ts';
import { failureIn } from '../../../../_portal/job-lines.ts';
import { idOf } from '../../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../../_portal/portal-route.tsx';

type Visit = PortalVisit<{ readonly trialId: string }>;

const ADDRESS = '/province/imports/trials/[trialId]';

async function trialIn({ pool, params }: Visit): Promise<Trial> {
  const job = await jobOf(pool, idOf(params.trialId, '次试导入'));
  const trial = job === undefined ? undefined : await trialOf(pool, job);
  if (trial === undefined) throw new ProblemError('not-found', '没有这次试导入，请核对地址。');
  return trial;
}

/** What the page needs of a trial's result beside its counts. */
const foundSchema = z.object({
  refusals: z.array(refusalSchema).default([]),
  heldReasons: z.array(z.string()).default([]),
  reading: readingReportSchema.optional(),
  sheetChoices: z.array(z.object({ name: z.string(), rows: z.number() })).default([]),
});

async function shown(visit: Visit): Promise<PortalAnswer> {
  const { csrf, person } = visit;
  const { job, asked, state, apply } = await trialIn(visit);
  const under = state === 'trying' || state === 'applying';
  const found = foundSchema.parse(job.result ?? {});
  return {
    title: `试导入 ${asked.fileName}`,
    place: '/province/imports',
    ...(under ? { refreshSeconds: 2 } : {}),
    page: (
      <TrialPage
        csrf={csrf}
        id={job.id}
        state={state}
        asked={{ ...asked, entityWord: entityWord(asked.entity), feedWord: feedWord(asked.feed) }}
        askedByName={job.askedByName}
        askedAt={job.askedAt}
        rows={state === 'applying' ? (apply?.done ?? 0) : job.done}
        compares={state === 'applying' ? (apply?.total ?? 0) > 0 : job.total > 0}
        found={state === 'to-choose' ? null : job.result}
        reading={found.reading}
        sheetChoices={found.sheetChoices}
        unified={asked.unified ?? []}
        written={apply?.status === 'done' ? apply.result : null}
        refusals={found.refusals}
        heldReasons={found.heldReasons}
        decidedBy={apply?.askedByName ?? null}
        failure={failureIn(state === 'failed' ? job.failure : (apply?.failure ?? null))}
        mayDecide={mayAct(ADDRESS, 'apply', person.held) && person.seenAs === null}
      />
    ),
  };
}

/** Somebody else was first, or the page was old: nothing was changed, and the page shows what stands now. */
function acted({ job }: Trial): PortalAnswer {
  return {
    to: `/province/imports/trials/${job.id}`,
    notice: { kind: 'attention', text: '这次试导入的情况已有变化，您的操作没有改变它。', more: '下面是现在的状态。' },
  };
}

/** The same file once more, read otherwise; the trial of before is given up. */
async function tryAnew(
  { pool, person, now }: Visit,
  trial: Trial,
  otherwise: Partial<Pick<Trial['asked'], 'sheet' | 'unified'>>,
): Promise<PortalAnswer> {
  const { job, asked } = trial;
  const file = await keptFileOf(pool, job.id);
  if (file === null) return acted(trial);
  const by = { accountId: person.accountId, name: person.name, at: now };
  const { id } = await askJob(pool, { ...asked, ...otherwise }, by, file);
  await askJob(pool, { kind: 'drop-trial', trial: job.id, fileName: asked.fileName }, by);
  return { to: `/province/imports/trials/${id}` };
}

export const { GET, POST } = portalRoute<{ readonly trialId: string }>(ADDRESS, shown, {
  apply: async (visit, form) => {
    const trial = await trialIn(visit);
    const { job, asked, state } = trial;
    const { pool, person, now } = visit;
    // The digest that the page showed: what is imported is what was looked at.
    if (state !== 'to-decide' || typedIn(form)('digest') !== asked.digest) return acted(trial);
    const precedingImports = numberIn(job.result, 'precedingImports');
    const by = { accountId: person.accountId, name: person.name, at: now };
    await askJob(pool, { ...asked, kind: 'apply-import', trial: job.id, precedingImports }, by);
    return { to: `/province/imports/trials/${job.id}` };
  },
  drop: async (visit) => {
    const trial = await trialIn(visit);
    const { job, asked, state } = trial;
    const { pool, person, now } = visit;
    if (state !== 'to-decide' && state !== 'outdated' && state !== 'to-choose') return acted(trial);
    const by = { accountId: person.accountId, name: person.name, at: now };
    await askJob(pool, { kind: 'drop-trial', trial: job.id, fileName: asked.fileName }, by);
    return {
      to: '/province/imports',
      notice: { kind: 'done', text: `已放弃导入“${asked.fileName}”，没有写入任何数据，文件不再保存。` },
    };
  },
  again: async (visit) => {
    const trial = await trialIn(visit);
    return trial.state === 'outdated' ? tryAnew(visit, trial, {}) : acted(trial);
  },
  choose: async (visit, form) => {
    const trial = await trialIn(visit);
    const sheet = typedIn(form)('sheet');
    return trial.state === 'to-choose' && sheet !== '' ? tryAnew(visit, trial, { sheet }) : acted(trial);
  },
  unify: async (visit, form) => {
    const trial = await trialIn(visit);
    const typed = typedIn(form);
    const [field, from, to] = [typed('field'), typed('from'), typed('to')];
    if (trial.state !== 'to-decide' || field === '' || to === '') return acted(trial);
    const others = (trial.asked.unified ?? []).filter((each) => each.field !== field || each.from !== from);
    return tryAnew(visit, trial, { unified: [...others, { field, from, to }] });
  },
});
