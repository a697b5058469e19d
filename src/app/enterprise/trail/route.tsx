import { actingFor } from '#features/accounts/queries.ts';
import { documentNames } from '#features/documents/queries.ts';
import { trailOf } from '#features/trail/queries.ts';
import { numberPosition } from '#platform/list-position.ts';
import { documentTitle } from '#ui/portal-pages/enterprise/document-title.ts';
import { TrailPage } from '#ui/portal-pages/enterprise/trail-page.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { ownEnterprise } from '../_own.ts';

const ROWS = 50;

export const { GET, POST } = portalRoute('/enterprise/trail', async (visit) => {
  const enterprise = await ownEnterprise(visit);
  const before = numberPosition(visit.url.searchParams.get('before'));
  const page = await trailOf(visit.pool, {
    enterpriseId: enterprise.id,
    ...(before === undefined ? {} : { before }),
    limit: ROWS,
  });
  const named = (kind: string) =>
    page.entries.flatMap(({ subject }) => (subject.startsWith(`${kind}:`) ? [subject.slice(kind.length + 1)] : []));
  const [people, documents] = await Promise.all([
    actingFor(visit.accounts, enterprise.id),
    documentNames(visit.pool, named('document')),
  ]);
  const names = new Map([
    ...people.map(({ accountId, name }): [string, string] => [`account:${accountId}`, name]),
    ...documents.map(({ id, kind, number }): [string, string] => [
      `document:${id}`,
      `${documentTitle(kind)}${number === null ? '' : `（${number}）`}`,
    ]),
  ]);
  return {
    title: '操作记录',
    place: '/enterprise/trail',
    page: <TrailPage page={page} first={before === undefined ? undefined : '/enterprise/trail'} names={names} />,
  };
});
