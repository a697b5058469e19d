import { type ImportShown, importOf } from '#features/intake/queries.ts';
import { askJob } from '#features/jobs/commands.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { ImportPage } from '#ui/portal-pages/province/import-page.tsx';
import { mayAct } from '../../../_portal/access.ts';
import { numberOf, typedIn } from '../../../_portal/asked.ts';
import { entityWord } from '../../../_portal/entity-words.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { fileIn } from '../../../_site/upload.ts';

interface Params {
  readonly importId: string;
}

const ADDRESS = '/province/imports/[importId]';
const MOST_BYTES = 25 * 1024 * 1024;

async function importIn({ pool, params }: PortalVisit<Params>): Promise<ImportShown> {
  const found = await importOf(pool, numberOf(params.importId, '次导入'));
  if (found === undefined) throw new ProblemError('not-found', '没有这次导入，请核对地址。');
  return found;
}

async function shown(visit: PortalVisit<Params>, errors: readonly FormError[], form?: FormData): Promise<PortalAnswer> {
  const found = await importIn(visit);
  return {
    title: found.name,
    place: '/province/imports',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <ImportPage
        csrf={visit.csrf}
        shown={{ ...found, entity: entityWord(found.entity) }}
        mayRelease={mayAct(ADDRESS, 'release', visit.person.held) && visit.person.seenAs === null}
        maxBytes={MOST_BYTES}
        reason={typedIn(form)('reason')}
        errors={errors}
      />
    ),
  };
}

export const { GET, POST } = portalRoute<Params>(ADDRESS, (visit) => shown(visit, []), {
  release: async (visit, form) => {
    const { pool, person, now } = visit;
    const found = await importIn(visit);
    if (found.status !== 'held') {
      return {
        to: `/province/imports/${found.id}`,
        notice: { kind: 'attention', text: '这次导入没有处于暂停状态，可能已由他人办理。' },
      };
    }
    const errors: FormError[] = [];
    const file = await fileIn(form, 'file');
    const reason = typedIn(form)('reason');
    if (file === undefined || file.bytes.length === 0)
      errors.push({ field: 'file', text: '请选择当时被暂停的原文件。' });
    if (reason.length < 5) errors.push({ field: 'reason', text: '请写明理由，不少于 5 个字。' });
    if (errors.length > 0 || file === undefined) return shown(visit, errors, form);
    const asked = { kind: 'release-import', importId: found.id, fileName: file.name, reason } as const;
    const { id } = await askJob(pool, asked, { accountId: person.accountId, name: person.name, at: now }, file.bytes);
    return { to: `/province/jobs/${id}` };
  },
});
