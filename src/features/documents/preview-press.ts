import { createHash } from 'node:crypto';
import { qrSvg } from '#platform/pdf/qr-code.ts';
import { sharedTypesetter } from '#platform/pdf/typesetter.ts';
import type { Press } from './press.ts';
import { sheetOf } from './sheet.ts';
import { printedDate } from './words/print.ts';

/**
 * Sets a document as it would be issued, without signature, seal or number, and says so on its last lines: a sample can be
 * read, and cannot be taken for the document.
 * @param says the last line, in the reader's words
 */
export function previewPress(says = '样稿，供审核使用。尚未编号、签名、用印，不具有法律效力。'): Press {
  return {
    print(order) {
      const sheet = sheetOf(order.draft, {
        headMark: order.office.name,
        office: order.office.name,
        printer: order.office.printer ?? `${order.office.name}办公室`,
        number: order.number === null ? null : order.number.replace(/\d+号$/, '××号'),
        date: printedDate(order.issuedOn),
        issuedOn: order.issuedOn,
        qr: qrSvg('样稿'),
        checkLines: [says],
        seal: false,
        keywords: [],
      });
      const pdf = Buffer.from(sharedTypesetter().typeset(sheet));
      return { pdf, sha256: createHash('sha256').update(pdf).digest() };
    },
  };
}
