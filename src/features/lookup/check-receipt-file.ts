import { createHash, type X509Certificate } from 'node:crypto';
import { checkSignature } from '#platform/pdf/check-signature.ts';
import { RECEIPT_KEYWORD } from './receipt-pdf.ts';
import { checkStatement, isSignedStatement } from './signed-statement.ts';
import type { Statement } from './statement.ts';

/** What holds of a file that claims to be a receipt, found from the file and the trusted authorities alone: no database, no network. */
export interface ReceiptFileReport {
  readonly form: 'pdf' | 'json';
  readonly sha256: string;
  readonly id: string | null;
  readonly intact: boolean;
  readonly trusted: boolean;
  readonly signer: string | null;
  /** of the machine-readable form, where it is whole */
  readonly statement: Statement | null;
}

const KEYWORD = new RegExp(`${RECEIPT_KEYWORD}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):[0-9a-f]{64}`);

/** Checks a file that claims to be a receipt; undefined where it does not claim to be one. */
export function checkReceiptFile(file: Buffer, trusted: readonly X509Certificate[]): ReceiptFileReport | undefined {
  if (isSignedStatement(file)) {
    const { sha256, intact, trusted: known, signer, statement } = checkStatement(file, trusted);
    return { form: 'json', sha256, id: statement?.id ?? null, intact, trusted: known, signer, statement };
  }
  const claimed = KEYWORD.exec(file.toString('latin1'));
  if (claimed?.[1] === undefined) return undefined;
  const report = checkSignature(file, trusted);
  return {
    form: 'pdf',
    sha256: createHash('sha256').update(file).digest('hex'),
    id: claimed[1],
    intact: report.present && report.intact && report.coversFile,
    trusted: report.trusted,
    signer: report.signer,
    statement: null,
  };
}

/** The report in sentences, each with whether it holds. */
export function receiptFindings(
  report: ReceiptFileReport,
): readonly { readonly name: 'signature' | 'signer'; readonly outcome: 'holds' | 'fails'; readonly text: string }[] {
  const signer = report.signer ?? '没有证书';
  return [
    report.intact
      ? { name: 'signature', outcome: 'holds', text: '数字签名有效，签名之后文件未被改动。' }
      : { name: 'signature', outcome: 'fails', text: '数字签名无效：文件在签名之后被改动过，或者没有签名。' },
    report.intact && report.trusted
      ? { name: 'signer', outcome: 'holds', text: `签名证书由本系统信任的机构签发：${signer}。` }
      : { name: 'signer', outcome: 'fails', text: `不能确认签名人：${signer}。` },
  ];
}
