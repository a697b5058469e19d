import type { PublicDocument } from '#features/documents/queries.ts';
import { Day, inWords } from '../dates.tsx';
import { Facts } from '../facts.tsx';
import { OutcomeBadge } from '../outcome-badge.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';

export interface DocumentPageProps {
  readonly context: PageContext;
  readonly document: PublicDocument;
  /** it was published as a notice: its text is public */
  readonly notice: boolean;
}

/** What the QR code of a document leads to: enough to check the paper in hand, nothing about whom it concerns (SX23-2.1). */
export function DocumentPage({ context, document, notice }: DocumentPageProps) {
  const { title, number, office, issuedOn, sha256, status, withdrawnOn, withdrawnBecause } = document;
  const stands = status === 'stands';
  return (
    <PageFrame context={context} title={`${title}${number ?? ''}`} unlisted>
      <h1>{title}</h1>
      <p className="verdict">
        <OutcomeBadge outcome={stands ? 'holds' : 'fails'} word={stands ? '仍然有效' : '已被收回'} />
      </p>
      <p className="lead">
        {stands
          ? `这份文书由${office}签发，没有被收回。`
          : `这份文书已由${office}于 ${withdrawnOn === null ? '' : inWords(withdrawnOn)}收回，不再有效。`}
      </p>
      <Facts
        of={[
          ['文书名称', title],
          ['发文字号', number],
          ['发文机关', office],
          ['成文日期', <Day key="day" day={issuedOn} />],
          ['收回日期', withdrawnOn === null ? null : <Day key="withdrawn" day={withdrawnOn} />],
          ['收回原因', withdrawnBecause],
          ['文件摘要（SHA-256）', <code key="hash">{sha256}</code>],
        ]}
      />
      {notice ? (
        <p>
          <a href={`/notices/${document.id}`}>查看公告全文</a>
        </p>
      ) : null}
      <section aria-labelledby="compare">
        <h2 id="compare">怎样核对手中的文书</h2>
        <ul>
          <li>纸质文书：名称、发文字号、发文机关和日期应与本页一致，网址应为 {new URL(context.address).host}。</li>
          <li>
            电子文件：<a href="/documents">上传文件核验</a>，或者自行计算文件的 SHA-256，与本页的文件摘要逐字比对。
          </li>
        </ul>
        <p className="fine">本页不显示文书涉及的企业和内容。对内容有疑问的，请向发文机关询问。</p>
      </section>
    </PageFrame>
  );
}
