import type { composeDocument } from '#features/documents/commands.ts';
import type { PublicDocument } from '#features/documents/queries.ts';
import type { PublishedPage } from '#features/service/queries.ts';
import { Day, inWords } from '../dates.tsx';
import { DraftText } from '../draft-text.tsx';
import { Facts } from '../facts.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';

export interface NoticePageProps {
  readonly context: PageContext;
  readonly notice: PublishedPage;
  readonly document: PublicDocument;
  readonly draft: ReturnType<typeof composeDocument>['draft'];
}

/** A published notice: its words, its file, and whether it still stands (SY-2.5, SY-4, GX24-4.1e). */
export function NoticePage({ context, notice, document, draft }: NoticePageProps) {
  return (
    <PageFrame context={context} title={notice.title}>
      <p className="crumbs">
        <a href="/notices">公告</a>
      </p>
      <h1>{draft.title.join('')}</h1>
      <p className="muted">
        {document.number}　{notice.office}　发布日期 <Day day={notice.publishedOn} />
      </p>
      {document.status === 'stands' ? null : (
        <p className="notice">
          本公告已由{document.office}于 {document.withdrawnOn === null ? '' : inWords(document.withdrawnOn)}收回：
          {document.withdrawnBecause}。
        </p>
      )}
      <DraftText draft={draft} />
      <p>
        {notice.office}
        <span className="line">{inWords(document.issuedOn)}</span>
      </p>
      <Facts
        of={[
          [
            '公告文件',
            <a key="file" href={`/notices/${notice.id}/file`}>
              下载 PDF（有数字签名）
            </a>,
          ],
          ['文件摘要（SHA-256）', <code key="hash">{document.sha256}</code>],
          [
            '核验',
            <a key="check" href={`/documents/${document.id}`}>
              编号、发文机关和是否仍然有效
            </a>,
          ],
        ]}
      />
    </PageFrame>
  );
}
