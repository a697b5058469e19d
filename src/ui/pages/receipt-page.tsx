import type { Receipt, StatementEntry } from '#features/lookup/queries.ts';
import { isUscc } from '#law/identifiers/uscc.ts';
import { Day, inWords, Minute } from '../dates.tsx';
import { Facts } from '../facts.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { StatusBadge } from '../status-badge.tsx';
import { Cell, GroupHead, HeadCell, Row, Rows, Table } from '../table.tsx';

export interface ReceiptPageProps {
  readonly context: PageContext;
  readonly receipt: Receipt;
  /** numbered from 1 */
  readonly page: number;
}

export const ENTRIES_PER_PAGE = 50;
const HEADS = ['资质', '当日状态', '公开标注', '限制', '核查日'] as const;

function EntryRows({
  entry,
  number,
  asOf,
}: {
  readonly entry: StatementEntry;
  readonly number: number;
  readonly asOf: string;
}) {
  switch (entry.result) {
    case 'not-found':
      return (
        <GroupHead columns={HEADS.length}>
          {number}. {entry.term}
          <span className="aside">没有找到：{entry.reason}</span>
        </GroupHead>
      );
    case 'ambiguous':
      return (
        <GroupHead columns={HEADS.length}>
          {number}. {entry.term}
          <span className="aside">不能确定是哪一家，未作答。请按代码重新查询：</span>
          {entry.candidates.map((each) => (
            <span className="line" key={each.uscc}>
              <a href={`/enterprises/${each.uscc}?asOf=${asOf}`}>{each.name}</a> <code>{each.uscc}</code>{' '}
              {each.place.name}
              {each.formerName === undefined ? null : `　曾用名：${each.formerName}`}
            </span>
          ))}
          {entry.more ? <span className="line">还有其他企业的名称含这些字。</span> : null}
        </GroupHead>
      );
    case 'found':
      return (
        <>
          <GroupHead columns={HEADS.length}>
            {number}. <a href={`/enterprises/${entry.enterprise.uscc}?asOf=${asOf}`}>{entry.enterprise.name}</a>
            <span className="aside">
              <code>{entry.enterprise.uscc}</code>
              {isUscc(entry.enterprise.uscc) ? null : '（按证照核实）'}　{entry.enterprise.place.name}
              {entry.enterprise.nameNow === undefined ? '' : `　现名称：${entry.enterprise.nameNow}`}
              {entry.qualifications.length === 0 ? '　登记中没有资质' : ''}
            </span>
          </GroupHead>
          {entry.qualifications.map((each) => (
            <Row key={each.id}>
              <HeadCell head={HEADS[0]}>
                {each.name}
                {each.certificateNumber === null ? null : <span className="line muted">{each.certificateNumber}</span>}
              </HeadCell>
              <Cell head={HEADS[1]}>
                <StatusBadge verdict={each.verdict} marked={each.mark !== null} />
              </Cell>
              <Cell head={HEADS[2]}>
                {each.mark === null ? (
                  '—'
                ) : (
                  <>
                    <span className="line">
                      自 <Day day={each.mark.since} /> 起
                    </span>
                    <span className="line">{each.mark.clause.citation}</span>
                  </>
                )}
              </Cell>
              <Cell head={HEADS[3]}>
                {each.mark === null || each.mark.restrictions.length === 0
                  ? '—'
                  : each.mark.restrictions.map(({ code, text }) => (
                      <span className="line" key={code}>
                        {text}
                      </span>
                    ))}
              </Cell>
              <Cell head={HEADS[4]}>
                <Day day={each.checkedAsOf} />
              </Cell>
            </Row>
          ))}
        </>
      );
  }
}

/** A receipt as it was issued: what was asked, what was answered, and the files that prove it. */
export function ReceiptPage({ context, receipt, page }: ReceiptPageProps) {
  const { id, statement, statementSha256, pdfSha256 } = receipt;
  const { counts, entries, asOf } = statement;
  const first = (page - 1) * ENTRIES_PER_PAGE;
  const shown = entries.slice(first, first + ENTRIES_PER_PAGE);
  const pages = Math.max(1, Math.ceil(entries.length / ENTRIES_PER_PAGE));
  const here = `/receipts/${id}`;
  return (
    <PageFrame context={context} title={`查询回执 ${asOf}`} unlisted>
      <h1>企业资质核查状态查询回执</h1>
      <p className="lead">
        截至 {inWords(asOf)}，查询 {counts.asked} 家：找到 {counts.found} 家，不能确定 {counts.ambiguous} 家，没有找到{' '}
        {counts.notFound} 家；有公开标注的资质 {counts.marked} 项。
      </p>
      <p className="actions">
        <a className="button" href={`${here}/pdf`}>
          下载回执（PDF，有数字签名）
        </a>
        <a href={`${here}/json`}>下载数据文件（JSON，有数字签名）</a>
        <a href="/lookup">再查一份名单</a>
      </p>
      <Table
        caption={
          pages === 1
            ? `逐家结果（截至 ${inWords(asOf)}）`
            : `逐家结果（截至 ${inWords(asOf)}），第 ${page} 页，共 ${pages} 页`
        }
        heads={HEADS}
      >
        {shown.map((entry, at) => (
          <Rows key={entry.term}>
            <EntryRows entry={entry} number={first + at + 1} asOf={asOf} />
          </Rows>
        ))}
      </Table>
      {pages === 1 ? null : (
        <nav className="pager" aria-label="翻页">
          {page > 1 ? <a href={page === 2 ? here : `${here}?page=${page - 1}`}>上一页</a> : null}
          {page < pages ? <a href={`${here}?page=${page + 1}`}>下一页</a> : <span className="muted">已是最后一页</span>}
        </nav>
      )}
      <section aria-labelledby="proof">
        <h2 id="proof">回执的凭证</h2>
        <Facts
          of={[
            ['回执编号', <code key="id">{id}</code>],
            ['出具时间', <Minute key="issued" instant={new Date(statement.issuedAt)} />],
            ['记录截至', <Minute key="instant" instant={new Date(statement.instant)} />],
            ['PDF 摘要（SHA-256）', <code key="pdf">{pdfSha256}</code>],
            ['数据文件摘要', <code key="json">{statementSha256}</code>],
          ]}
        />
        <p className="fine">
          两个文件都可以在<a href="/documents">核验文书</a>上传核验，也可以离线核验：数据文件为 JWS（RFC
          7515），签名证书在文件中。“无公开预警”指企业注册地规定首次预警不公开，不表示达标，也不表示不达标。本回执不是行政决定。
        </p>
      </section>
    </PageFrame>
  );
}
