import { createHash } from 'node:crypto';
import { detachedSigner, type SigningIdentity } from './cms.ts';
import { dictionaryOf, firstPage, readPdf, withObjects } from './pdf-objects.ts';

export interface SignatureFacts {
  /** the office that signs */
  readonly name: string;
  readonly reason: string;
  readonly at: Date;
}

/** Signs PDFs with one key: PKCS#7 detached, PAdES (ETSI.CAdES.detached), over every byte of the file but the signature. */
export interface PdfSigner {
  /** subject of the certificate, for the log and the page that shows it */
  readonly subject: string;
  sign(pdf: Buffer, facts: SignatureFacts): Buffer;
}

const RANGE_PLACEHOLDER = '[0 0000000000 0000000000 0000000000]';

/** A PDF text string of any characters (UTF-16BE with its mark), hexadecimal. */
function pdfText(text: string): string {
  const units = Buffer.from(text, 'utf16le').swap16();
  return `<FEFF${units.toString('hex').toUpperCase()}>`;
}

/** `D:20261109083000+00'00'` */
function pdfDate(at: Date): string {
  const digits = at.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return `(D:${digits}+00'00')`;
}

function withSignatureField(pdf: Buffer, facts: SignatureFacts, contentLength: number): Buffer {
  const file = readPdf(pdf);
  const page = firstPage(file);
  const signature = file.size;
  const field = file.size + 1;
  const pageDictionary = dictionaryOf(file, page);
  if (pageDictionary.includes('/Annots')) throw new Error('a page with annotations is not what our typesetter writes');
  return withObjects(
    file,
    new Map([
      [file.root, `${dictionaryOf(file, file.root)}\n/AcroForm << /Fields [${field} 0 R] /SigFlags 3 >>\n`],
      [page, `${pageDictionary}\n/Annots [${field} 0 R]\n`],
      [
        field,
        // Invisible, printed, locked: the seal is what a reader sees.
        `\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/Rect [0 0 0 0]\n/F 132\n/T (Signature1)\n/V ${signature} 0 R\n/P ${page} 0 R\n`,
      ],
      [
        signature,
        `\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/ByteRange ${RANGE_PLACEHOLDER}\n/Contents <${'0'.repeat(contentLength * 2)}>\n/M ${pdfDate(facts.at)}\n/Name ${pdfText(facts.name)}\n/Reason ${pdfText(facts.reason)}\n`,
      ],
    ]),
  );
}

/** A signer that keeps the parsed key; the arithmetic is OpenSSL's. Only RSA keys: their signatures have one length. */
export function pdfSigner(identity: SigningIdentity): PdfSigner {
  if (identity.key.asymmetricKeyType !== 'rsa') {
    throw new Error('签名密钥应为 RSA 密钥；请在 PKCS#12 文件中换用 RSA 证书后重新启动。');
  }
  const signDigest = detachedSigner(identity);
  // No padding: every byte between the brackets belongs to the signature.
  const contentLength = signDigest(Buffer.alloc(32)).length;
  return {
    subject: identity.certificate.subject.replaceAll('\n', '，'),
    sign(pdf, facts) {
      const out = withSignatureField(pdf, facts, contentLength);
      const opening = out.indexOf('/Contents <', pdf.length, 'latin1') + '/Contents '.length;
      const closing = opening + contentLength * 2 + 2;
      const numbers = [opening, closing, out.length - closing].map((each) => String(each).padStart(10, '0'));
      out.write(`[0 ${numbers.join(' ')}]`, out.indexOf(RANGE_PLACEHOLDER, pdf.length, 'latin1'), 'latin1');
      const digest = createHash('sha256').update(out.subarray(0, opening)).update(out.subarray(closing)).digest();
      out.write(signDigest(digest).toString('hex'), opening + 1, 'latin1');
      return out;
    },
  };
}
