import { digestOf, sealFile } from '#features/intake/commands.ts';
import { feedHealth } from '#features/intake/queries.ts';
import { type Entity, entitySchema, importRequestSchema } from '#features/intake/schema.ts';
import { askJob } from '#features/jobs/commands.ts';
import { identityKeys } from '#platform/identity-numbers.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { NEW_FEED, NewImportPage } from '#ui/portal-pages/province/new-import-page.tsx';
import { typedIn } from '../../../_portal/asked.ts';
import { ENTITY_OPTIONS, feedWord } from '../../../_portal/entity-words.ts';
import { broughtIn, IMPORT_BYTES, IMPORT_ENDINGS, tooLargeWords } from '../../../_portal/import-upload.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';

const ADDRESS = '/province/imports/new';
/** Written by the platform itself at a sign-up, not brought by anybody. */
/** Written by the platform itself; nobody imports under these names. */
const OWN_FEEDS: readonly string[] = ['sign-up', 'office'];

async function knownFeeds({ pool }: PortalVisit<unknown>): Promise<string[]> {
  const feeds = new Set((await feedHealth(pool)).map(({ feed }) => feed));
  for (const own of OWN_FEEDS) feeds.delete(own);
  return [...feeds];
}

async function shown(
  visit: PortalVisit<unknown>,
  errors: readonly FormError[],
  form?: FormData,
): Promise<PortalAnswer> {
  const typed = typedIn(form);
  return {
    title: '导入文件',
    place: '/province/imports',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <NewImportPage
        csrf={visit.csrf}
        entities={ENTITY_OPTIONS}
        feeds={(await knownFeeds(visit)).map((feed) => ({ value: feed, label: feedWord(feed) }))}
        accept={IMPORT_ENDINGS}
        maxBytes={IMPORT_BYTES}
        tooLarge={tooLargeWords('import')}
        typed={{
          entity: typed('entity'),
          feed: typed('feed'),
          newFeed: typed('newFeed'),
          extent: typed('extent'),
          sheet: typed('sheet'),
        }}
        errors={errors}
      />
    ),
  };
}

/** The feed that was chosen or named, or what is wrong with it. */
function feedIn(
  typed: (name: string) => string,
  known: readonly string[],
): { readonly feed: string } | { readonly error: FormError } {
  const chosen = typed('feed');
  if (known.includes(chosen)) return { feed: chosen };
  if (chosen !== NEW_FEED) return { error: { field: 'feed', text: '请选择数据来源。' } };
  const named = typed('newFeed');
  if (named === '') return { error: { field: 'newFeed', text: '请写明新来源的名称。' } };
  if (OWN_FEEDS.includes(named) || known.includes(named) || known.some((feed) => feedWord(feed) === named)) {
    return { error: { field: 'newFeed', text: `已有来源“${named}”，请在上面选择，不必新设。` } };
  }
  const parsed = importRequestSchema.shape.feed.safeParse(named);
  if (parsed.success) return { feed: parsed.data };
  return { error: { field: 'newFeed', text: parsed.error.issues[0]?.message ?? '来源名称不能使用。' } };
}

export const { GET, POST } = portalRoute(
  ADDRESS,
  (visit) => shown(visit, []),
  {
    try: async (visit, form) => {
      const { pool, person, now } = visit;
      const typed = typedIn(form);
      const errors: FormError[] = [];
      const entity = entitySchema.safeParse(typed('entity')).data;
      if (entity === undefined) errors.push({ field: 'entity', text: '请选择数据种类。' });
      const source = feedIn(typed, await knownFeeds(visit));
      if ('error' in source) errors.push(source.error);
      const extent = (['full', 'incremental'] as const).find((each) => each === typed('extent'));
      if (extent === undefined) errors.push({ field: 'extent', text: '请选择文件是全量还是增量。' });
      const file = await broughtIn(form, 'import', '请选择要导入的文件。');
      if ('problem' in file) errors.push({ field: 'file', text: file.problem });
      if (entity === undefined || 'error' in source || extent === undefined || 'problem' in file) {
        return shown(visit, errors, form);
      }
      const sheet = typed('sheet');
      const declared: { entity: Entity; feed: string; extent: typeof extent } = { entity, feed: source.feed, extent };
      const { id } = await askJob(
        pool,
        {
          kind: 'trial-import',
          ...declared,
          ...(sheet === '' ? {} : { sheet }),
          fileName: file.name,
          digest: digestOf(file.bytes),
        },
        { accountId: person.accountId, name: person.name, at: now },
        sealFile(file.bytes, identityKeys()),
      );
      return { to: `/province/imports/trials/${id}` };
    },
  },
  tooLargeWords('import'),
);
