import type { PublicSearchPage } from '#features/registry/queries.ts';
import { inWords } from '../dates.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { Pager } from '../pager.tsx';
import { placeName } from '../place.ts';
import { SearchForm } from '../search-form.tsx';
import { MarkBadge } from '../status-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '../table.tsx';

/** What came of a search. */
export type SearchOutcome =
  | { readonly is: 'no-term' }
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'broken-cursor' }
  | { readonly is: 'page'; readonly page: PublicSearchPage; readonly onFirst: boolean };

export interface SearchPageProps {
  readonly context: PageContext;
  readonly text: string;
  /** the day asked for, where it is not today */
  readonly asOf: string | undefined;
  readonly outcome: SearchOutcome;
}

function addressOf(text: string, asOf: string | undefined, cursor?: string): string {
  const query = new URLSearchParams({ q: text });
  if (cursor !== undefined) query.set('cursor', cursor);
  if (asOf !== undefined) query.set('asOf', asOf);
  return `/enterprises?${query}`;
}

function Results({
  text,
  asOf,
  page,
  onFirst,
}: {
  text: string;
  asOf: string | undefined;
  page: PublicSearchPage;
  onFirst: boolean;
}) {
  const suffix = asOf === undefined ? '' : `?asOf=${asOf}`;
  if (page.hits.length === 0) {
    return (
      <section aria-labelledby="found">
        <h2 id="found">没有找到“{text}”</h2>
        {page.near.length === 0 ? null : (
          <>
            <p>您是不是要找：</p>
            <ul>
              {page.near.map((hit) => (
                <li key={hit.uscc}>
                  <a href={`/enterprises/${hit.uscc}${suffix}`}>{hit.name}</a>（{placeName(hit.divisionCode)}）
                </li>
              ))}
            </ul>
          </>
        )}
        <ul>
          <li>名称、曾用名填写连续的几个字即可，也可以填拼音或者拼音首字母；简称、分公司名称查不到。</li>
          <li>统一社会信用代码填写其中连续的 6 位以上即可；资质证书编号为 1 至 2 位字母加 9 位数字，须填写完整。</li>
          <li>只收录在核查范围内的建筑业企业和监理企业。</li>
        </ul>
      </section>
    );
  }
  return (
    <section aria-labelledby="found">
      <h2 id="found">
        {onFirst && page.next === undefined ? `找到 ${page.hits.length} 家企业` : `名称含“${text}”的企业`}
      </h2>
      <Table
        caption={asOf === undefined ? '按名称排列，每页 20 家' : `按名称排列，每页 20 家；标注截至 ${inWords(asOf)}`}
        heads={['企业名称', '统一社会信用代码', '注册地', '标注']}
      >
        <Rows>
          {page.hits.map((hit) => (
            <Row key={hit.uscc}>
              <HeadCell head="企业名称">
                <a href={`/enterprises/${hit.uscc}${suffix}`}>{hit.name}</a>
                {hit.formerName === undefined ? null : <span className="line muted">曾用名：{hit.formerName}</span>}
              </HeadCell>
              <Cell head="信用代码">
                <code>{hit.uscc}</code>
              </Cell>
              <Cell head="注册地">{placeName(hit.divisionCode)}</Cell>
              <Cell head="标注">
                <MarkBadge marked={hit.marked} />
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      <Pager
        first={onFirst ? undefined : addressOf(text, asOf)}
        next={page.next === undefined ? undefined : addressOf(text, asOf, page.next)}
      />
    </section>
  );
}

/** Search and its results, with every state in words: no term, too short, nothing found, many, a broken cursor. */
export function SearchPage({ context, text, asOf, outcome }: SearchPageProps) {
  return (
    <PageFrame context={context} title={text === '' ? '查询' : `查询“${text}”`} ownSearch unlisted>
      <h1>查询企业</h1>
      <SearchForm text={text} asOf={asOf} problem={outcome.is === 'refused' ? outcome.reason : undefined} />
      {outcome.is === 'page' ? <Results text={text} asOf={asOf} page={outcome.page} onFirst={outcome.onFirst} /> : null}
      {outcome.is === 'broken-cursor' ? (
        <p className="notice">
          这个翻页地址不完整或已损坏。<a href={addressOf(text, asOf)}>从第一页重新查看</a>
        </p>
      ) : null}
    </PageFrame>
  );
}
