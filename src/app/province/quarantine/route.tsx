import { listQuarantine, waitingQuarantine } from '#features/intake/queries.ts';
import { entitySchema } from '#features/intake/schema.ts';
import { askJob } from '#features/jobs/commands.ts';
import { numberPosition } from '#platform/list-position.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { QuarantinePage } from '#ui/portal-pages/province/quarantine-page.tsx';
import { mayAct } from '../../_portal/access.ts';
import { following, queryOf } from '../../_portal/asked.ts';
import { ENTITY_OPTIONS, entityWord, feedWord } from '../../_portal/entity-words.ts';
import { broughtIn, IMPORT_BYTES, tooLargeWords } from '../../_portal/import-upload.ts';
import { type Acts, type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';

const ADDRESS = '/province/quarantine';
const PAGE_SIZE = 50;
const STATUS = ['waiting', 'replayed', 'dismissed'] as const;

async function shown(visit: PortalVisit<unknown>, errors: readonly FormError[]): Promise<PortalAnswer> {
  const { pool, url, csrf, person } = visit;
  const query = queryOf(url);
  const [entity, status, importId] = [query('entity'), query('status'), query('import')];
  const after = numberPosition(query('after')) ?? 0;
  const [found, waiting] = await Promise.all([
    listQuarantine(pool, {
      entity: entitySchema.safeParse(entity).data,
      status: STATUS.find((each) => each === status),
      importId: /^\d{1,15}$/.test(importId) ? Number(importId) : undefined,
      after,
      limit: PAGE_SIZE + 1,
    }),
    waitingQuarantine(pool),
  ]);
  const rows = found.slice(0, PAGE_SIZE);
  return {
    title: '隔离区',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <QuarantinePage
        csrf={csrf}
        rows={rows.map((row) => ({ ...row, entity: entityWord(row.entity) }))}
        waiting={waiting.map((each) => ({ ...each, word: entityWord(each.entity), feed: feedWord(each.feed) }))}
        filter={{ entity, status, importId }}
        entities={ENTITY_OPTIONS}
        mayReplay={mayAct(ADDRESS, 'replay', person.held) && person.seenAs === null}
        maxBytes={IMPORT_BYTES}
        tooLarge={tooLargeWords('replay')}
        errors={errors}
        next={following(url, 'after', found.length > PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null)}
        onFirst={after === 0}
      />
    ),
  };
}

const ACTS: Acts<unknown> = {
  replay: async (visit, form) => {
    const { pool, person, now } = visit;
    const file = await broughtIn(form, 'replay', '请选择更正后的文件。');
    if ('problem' in file) return shown(visit, [{ field: 'file', text: file.problem }]);
    const by = { accountId: person.accountId, name: person.name, at: now };
    const { id } = await askJob(pool, { kind: 'replay-rows', fileName: file.name }, by, file.bytes);
    return { to: `/province/jobs/${id}` };
  },
};

export const { GET, POST } = portalRoute(ADDRESS, (visit) => shown(visit, []), ACTS, tooLargeWords('replay'));
