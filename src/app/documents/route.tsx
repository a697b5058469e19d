import type { X509Certificate } from 'node:crypto';
import { publicDocument, verifyDocumentFile } from '#features/documents/queries.ts';
import { checkReceiptFile, isSignedStatement, receiptByHash } from '#features/lookup/queries.ts';
import { trustedAuthorities } from '#platform/pdf/signing-identity.ts';
import { answersOf, answersOfReceipt } from '#ui/file-answers.ts';
import { type CheckedFile, DocumentCheckPage } from '#ui/pages/document-check-page.tsx';
import { formOf } from '../_site/form-body.ts';
import { fileIn } from '../_site/form-fields.ts';
import { contextOf, page } from '../_site/pages.tsx';
import { publicRoute } from '../_site/public-route.ts';
import type { Site } from '../_site/site.ts';

const MOST_BYTES = 20 * 1024 * 1024;
const TOO_LARGE = '文件超过 20 MB，没有核验。本系统签发的文书都小于这个大小，请核对是否选错了文件';

type Given = { readonly name: string; readonly bytes: Buffer };

/** A site without a key has signed nothing: then no signer is known to it, and the page says so. */
function trusted(site: Site): readonly X509Certificate[] {
  try {
    return trustedAuthorities();
  } catch (error) {
    site.log.warn({ error: String(error) }, 'no signing authorities');
    return [];
  }
}

async function checkedDocument(site: Site, { name, bytes }: Given): Promise<CheckedFile> {
  const receipt = checkReceiptFile(bytes, trusted(site));
  if (receipt !== undefined) {
    const kept = await receiptByHash(site.pool, receipt.sha256);
    const answers = answersOfReceipt(receipt, kept);
    return { name, sha256: receipt.sha256, answers, page: kept === undefined ? undefined : `/receipts/${kept.id}` };
  }
  // A list is held against casework that the public role does not read; the page tells only whether it agrees (SY-5).
  const report = await verifyDocumentFile(site.counter, bytes, trusted(site));
  const document = report.document === null ? undefined : await publicDocument(site.pool, report.document.id);
  return {
    name,
    sha256: report.sha256,
    answers: answersOf(report, document),
    page: document === undefined ? undefined : `/documents/${document.id}`,
  };
}

function refusalOf(given: Given | undefined): string | undefined {
  if (given === undefined) return '请先选择要核验的文件。';
  if (given.bytes.length === 0) return `${given.name} 是空文件，请重新选择。`;
  if (given.bytes.length > MOST_BYTES) return `${TOO_LARGE}。`;
  if (given.bytes.subarray(0, 1024).includes('%PDF-') || isSignedStatement(given.bytes)) return undefined;
  return `${given.name} 不是 PDF 文件，也不是回执的数据文件。照片和扫描件不能核验，请扫描文书上的二维码，或上传原始的 PDF 文件。`;
}

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/documents', as: 'page' },
  async ({ url, now }) => page(<DocumentCheckPage context={await contextOf(url, now)} />),
  async ({ site, url, now, request }) => {
    const context = await contextOf(url, now);
    const form = await formOf(request, '/documents', { said: TOO_LARGE });
    const given = await fileIn(form, 'file');
    const refusal = refusalOf(given);
    if (given === undefined || refusal !== undefined)
      return page(<DocumentCheckPage context={context} {...(refusal === undefined ? {} : { refusal })} />, 400);
    const answer = await page(<DocumentCheckPage context={context} checked={await checkedDocument(site, given)} />);
    return { ...answer, keepFor: 0 };
  },
);
