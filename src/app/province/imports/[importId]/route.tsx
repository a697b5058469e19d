import { type ImportShown, importOf, isOwnImport, OWN_IMPORT_WORDS } from '#features/intake/queries.ts';
import { askJob } from '#features/jobs/commands.ts';
import { type JobShown, latestJobs } from '#features/jobs/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { ImportPage } from '#ui/portal-pages/province/import-page.tsx';
import { mayAct } from '../../../_portal/access.ts';
import { numberOf, typedIn } from '../../../_portal/asked.ts';
import { entityWord, feedWord } from '../../../_portal/entity-words.ts';
import { broughtIn, IMPORT_BYTES, tooLargeWords } from '../../../_portal/import-upload.ts';
import { type Acts, type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { proofOffered, secondProof } from '../../../_portal/second-proof.ts';

interface Params {
  readonly importId: string;
}

const ADDRESS = '/province/imports/[importId]';
const MOST_RELEASES = 100;

async function importIn({ pool, params }: PortalVisit<Params>): Promise<ImportShown> {
  const found = await importOf(pool, numberOf(params.importId, '次导入'));
  if (found === undefined) throw new ProblemError('not-found', '没有这次导入，请核对地址。');
  return found;
}

/** What was asked for about this import, newest first. */
async function releasesOf({ pool }: PortalVisit<Params>, importId: number) {
  const isOfThis = ({ asked }: JobShown) => asked.kind === 'release-import' && asked.importId === importId;
  return (await latestJobs(pool, ['release-import'], MOST_RELEASES)).filter(isOfThis).map((job) => ({
    ...job,
    reason: job.asked.kind === 'release-import' ? job.asked.reason : '',
  }));
}

const isOwn = (found: ImportShown, { person }: PortalVisit<Params>) =>
  isOwnImport(found, { accountId: person.accountId, name: person.name });

async function shown(visit: PortalVisit<Params>, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
  const found = await importIn(visit);
  return {
    title: found.name,
    place: '/province/imports',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <ImportPage
        csrf={visit.csrf}
        shown={{ ...found, entity: entityWord(found.entity), feed: feedWord(found.feed) }}
        releases={await releasesOf(visit, found.id)}
        mayRelease={mayAct(ADDRESS, 'release', visit.person.held) && visit.person.seenAs === null}
        offered={
          found.broughtBy !== null && mayAct(ADDRESS, 'release', visit.person.held) ? await proofOffered(visit) : null
        }
        ownImport={mayAct(ADDRESS, 'release', visit.person.held) && isOwn(found, visit) ? OWN_IMPORT_WORDS : null}
        maxBytes={IMPORT_BYTES}
        tooLarge={tooLargeWords('release')}
        reason={typedIn(form)('reason')}
        errors={errors}
      />
    ),
  };
}

const ACTS: Acts<Params> = {
  release: async (visit, form) => {
    const { pool, person, now } = visit;
    const found = await importIn(visit);
    const releases = await releasesOf(visit, found.id);
    const underWay = releases.some(({ status }) => status === 'waiting' || status === 'running');
    if (found.status !== 'held' || underWay) {
      return {
        to: `/province/imports/${found.id}`,
        notice: { kind: 'attention', text: '这次导入已由他人办理，您的操作没有改变它。', more: '下面是现在的状态。' },
      };
    }
    if (isOwn(found, visit)) return shown(visit, [{ text: OWN_IMPORT_WORDS }], form);
    const errors: FormError[] = [];
    const file = await broughtIn(form, 'release', '请选择当时被暂停的原文件。');
    const reason = typedIn(form)('reason');
    if ('problem' in file) errors.push({ field: 'file', text: file.problem });
    if (reason.length < 5) errors.push({ field: 'reason', text: '请写明理由，不少于 5 个字。' });
    if (errors.length > 0 || 'problem' in file) return shown(visit, errors, form);
    // The second of two people: a session that somebody found open is not one.
    const wrong = found.broughtBy === null ? undefined : await secondProof(visit, form);
    if (wrong !== undefined) return shown(visit, [wrong], form);
    const asked = { kind: 'release-import', importId: found.id, fileName: file.name, reason } as const;
    const { id } = await askJob(pool, asked, { accountId: person.accountId, name: person.name, at: now }, file.bytes);
    return { to: `/province/jobs/${id}` };
  },
};

export const { GET, POST } = portalRoute<Params>(ADDRESS, (visit) => shown(visit, []), ACTS, tooLargeWords('release'));
