import { createHash } from 'node:crypto';
import type { LegalDate } from '#law/periods/legal-date.ts';
import { qrSvg } from '#platform/pdf/qr-code.ts';
import { type PdfSigner, pdfSigner } from '#platform/pdf/sign.ts';
import { type SigningSettings, signingIdentity, signingSettings } from '#platform/pdf/signing-identity.ts';
import { sharedTypesetter, type Typesetter } from '#platform/pdf/typesetter.ts';
import type { Office } from './facts.ts';
import { DOCUMENT_KINDS, ID_KEYWORD, type OfficialKind } from './kind-names.ts';
import { type Draft, sheetOf } from './sheet.ts';
import { printedDate } from './words/print.ts';

/** A document ready to be set: its words, and what the issuing gave it. */
export interface PrintOrder {
  readonly id: string;
  readonly kind: OfficialKind;
  readonly draft: Draft;
  readonly office: Office;
  readonly number: string | null;
  readonly issuedOn: LegalDate;
  readonly at: Date;
  /** SY-5: a list carries its run and the hash of its rows */
  readonly list?: { readonly runId: number; readonly rowsHash: string };
}

export interface PrintedDocument {
  readonly pdf: Buffer;
  readonly sha256: Buffer;
}

/** Sets and signs documents; made once per process, because fonts and key are read once. */
export interface Press {
  print(order: PrintOrder): PrintedDocument;
}

export interface PressSettings {
  /** address of the public site, for the QR code */
  readonly baseUrl: string;
  readonly signing?: SigningSettings;
}

/** Address of the public page of a document: number, office, date, SHA-256, and whether it still stands. */
export function documentAddress(baseUrl: string, id: string): string {
  return new URL(`/documents/${id}`, baseUrl).toString();
}

/**
 * Opens the typesetter and the signing key.
 * @throws Error in Chinese where production has no key configured
 */
export function openPress(settings: PressSettings): Press {
  const signing = settings.signing ?? signingSettings();
  const signer = pdfSigner(signingIdentity(signing));
  return pressOf(sharedTypesetter(), signer, settings.baseUrl, !signing.production);
}

/** `demonstration`: draw the development seal and say that the document has no legal force. */
export function pressOf(typesetter: Typesetter, signer: PdfSigner, baseUrl: string, demonstration: boolean): Press {
  return {
    print(order) {
      const address = documentAddress(baseUrl, order.id);
      const sheet = sheetOf(order.draft, {
        headMark: order.office.name,
        office: order.office.name,
        printer: order.office.printer ?? `${order.office.name}办公室`,
        number: order.number,
        date: printedDate(order.issuedOn),
        issuedOn: order.issuedOn,
        qr: qrSvg(address),
        checkLines: [
          '扫码核验本文书的编号、发文机关、日期、文件摘要（SHA-256）以及是否仍然有效。',
          address,
          ...(demonstration ? ['本文书由演示环境生成，不具有法律效力。'] : []),
        ],
        seal: demonstration,
        keywords: [
          `${ID_KEYWORD}${order.id}`,
          ...(order.list === undefined
            ? []
            : [`qualwatch-run:${order.list.runId}`, `qualwatch-rows:${order.list.rowsHash}`]),
        ],
      });
      const pdf = signer.sign(typesetter.typeset(sheet), {
        name: order.office.name,
        reason: `签发${DOCUMENT_KINDS[order.kind].title}${order.number ?? ''}`,
        at: order.at,
      });
      return { pdf, sha256: createHash('sha256').update(pdf).digest() };
    },
  };
}
