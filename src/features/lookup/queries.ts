export { checkReceiptFile, type ReceiptFileReport, receiptFindings } from './check-receipt-file.ts';
export { RECEIPT_KEYWORD } from './receipt-pdf.ts';
export { type Receipt, receiptByHash, receiptFile, receiptOf } from './receipts.ts';
export { checkStatement, isSignedStatement, type StatementCheck } from './signed-statement.ts';
export type { Statement, StatementEntry, StatementHit } from './statement.ts';
export { MOST_TERMS, pastedRows, readTerms, type TermsRead } from './terms.ts';
