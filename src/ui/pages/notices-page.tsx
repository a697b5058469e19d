import type { NoticeEntry, NoticePage } from '#features/open-data/queries.ts';
import { Day } from '../dates.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { Pager } from '../pager.tsx';
import { placeName } from '../place.ts';
import { Cell, HeadCell, Row, Rows, Table } from '../table.tsx';

export const NOTICE_KINDS: Readonly<Record<NoticeEntry['kind'], string>> = {
  'public-notice': '送达公告',
  announcement: '撤回公告',
};

export interface NoticesPageProps {
  readonly context: PageContext;
  readonly kind: NoticeEntry['kind'] | undefined;
  readonly page: NoticePage;
  readonly onFirst: boolean;
}

function addressOf(kind: string | undefined, cursor?: string): string {
  const query = new URLSearchParams();
  if (kind !== undefined) query.set('kind', kind);
  if (cursor !== undefined) query.set('cursor', cursor);
  return query.size === 0 ? '/notices' : `/notices?${query}`;
}

const HEADS = ['标题', '发文字号', '发布机关', '种类', '发布日期'] as const;

function List({ page }: { readonly page: NoticePage }) {
  return (
    <Table caption="按发布日期排列，新的在前，每页 20 件" heads={HEADS}>
      <Rows>
        {page.rows.map((row) => (
          <Row key={row.id}>
            <HeadCell head={HEADS[0]}>
              <a href={`/notices/${row.id}`}>{row.title}</a>
              {row.withdrawn ? '（已收回）' : ''}
            </HeadCell>
            <Cell head={HEADS[1]}>{row.number ?? '—'}</Cell>
            <Cell head={HEADS[2]}>
              {row.office}
              <span className="line muted">{placeName(row.divisionCode)}</span>
            </Cell>
            <Cell head={HEADS[3]}>{NOTICE_KINDS[row.kind]}</Cell>
            <Cell head={HEADS[4]}>
              <Day day={row.publishedOn} />
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** 公告: services by public notice and announced revocations. */
export function NoticesPage({ context, kind, page, onFirst }: NoticesPageProps) {
  return (
    <PageFrame context={context} title="公告" unlisted={!onFirst}>
      <h1>公告</h1>
      <p className="lead">
        主管部门公告送达的文书，以及撤回资质的公告。公告送达的，自公告之日起满规定日数视为送达，日数写在公告中。
      </p>
      <nav aria-label="公告种类" className="tabs">
        {([undefined, 'public-notice', 'announcement'] as const).map((each) => (
          <a key={each ?? 'all'} href={addressOf(each)} aria-current={each === kind ? 'page' : undefined}>
            {each === undefined ? '全部' : NOTICE_KINDS[each]}
          </a>
        ))}
      </nav>
      {page.brokenCursor ? (
        <p className="notice">
          这个翻页地址不完整或已损坏。<a href={addressOf(kind)}>从第一页重新查看</a>
        </p>
      ) : page.rows.length === 0 ? (
        <p className="notice">目前没有{kind === undefined ? '公告' : NOTICE_KINDS[kind]}。主管部门发布后在此列出。</p>
      ) : (
        <>
          <List page={page} />
          <Pager
            first={onFirst ? undefined : addressOf(kind)}
            next={page.next === undefined ? undefined : addressOf(kind, page.next)}
          />
        </>
      )}
    </PageFrame>
  );
}
