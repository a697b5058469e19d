import { PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import { isTooLarge } from '../confirmation/png.ts';
import type { Piece } from './pieces.ts';

const A4: readonly [number, number] = [595.28, 841.89];
const MARGIN = 48;

/** What is read with mercy may have no pages, or a tree of them that never ends: only what can be copied can be joined. */
async function copyOf(read: PDFDocument): Promise<PDFDocument | undefined> {
  const copy = await PDFDocument.create();
  for (const page of await copy.copyPages(read, read.getPageIndices())) {
    copy.addPage(page);
    // What the page number will ask of it: each fails where the page is not what a page is.
    page.getSize();
    page.node.normalizedEntries();
  }
  return copy.getPageCount() === 0 ? undefined : copy;
}

/** A piece as pages; undefined where it is nothing that can be one (a mail, a page of the web, a damaged file). */
export async function pagesOf({
  mediaType,
  content,
}: Pick<Piece, 'mediaType' | 'content'>): Promise<PDFDocument | undefined> {
  try {
    if (mediaType === 'application/pdf')
      return await copyOf(await PDFDocument.load(content, { updateMetadata: false }));
    if (mediaType !== 'image/png' && mediaType !== 'image/jpeg') return undefined;
    // A few bytes may claim to be a picture that takes gigabytes to draw.
    if (mediaType === 'image/png' && isTooLarge(content.readUInt32BE(16), content.readUInt32BE(20))) return undefined;
    const made = await PDFDocument.create();
    const image = mediaType === 'image/png' ? await made.embedPng(content) : await made.embedJpg(content);
    const page = made.addPage([...A4]);
    const fit = image.scaleToFit(A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN);
    page.drawImage(image, { ...fit, x: (A4[0] - fit.width) / 2, y: (A4[1] - fit.height) / 2 });
    return await PDFDocument.load(await made.save());
  } catch {
    return undefined;
  }
}

/**
 * One file of all parts, every page with its number at the foot. Seals and signatures of the originals are seen and do not verify here: the
 * whole is signed instead, and the originals are in the ZIP.
 */
export async function joined(
  parts: readonly PDFDocument[],
  about: { readonly title: string; readonly mark: string; readonly sums: string; readonly at: Date },
): Promise<Buffer> {
  const whole = await PDFDocument.create();
  for (const part of parts) {
    for (const page of part.getPages()) page.node.delete(PDFName.of('Annots'));
    for (const page of await whole.copyPages(part, part.getPageIndices())) whole.addPage(page);
  }
  const font = await whole.embedFont(StandardFonts.Helvetica);
  for (const [at, page] of whole.getPages().entries()) {
    const text = `[${at + 1}]`;
    page.drawText(text, { x: page.getWidth() - 64 - font.widthOfTextAtSize(text, 9), y: 18, size: 9, font });
  }
  await whole.flush();
  // The library gives every page that it touches an empty list of annotations; the signer adds its own.
  for (const page of whole.getPages()) page.node.delete(PDFName.of('Annots'));
  whole.setTitle(about.title);
  whole.setProducer('资质哨');
  whole.setCreationDate(about.at);
  whole.setModificationDate(about.at);
  // Read by `verify`: which case, and with which last event.
  whole.catalog.set(PDFName.of('QualwatchCase'), PDFString.of(about.mark));
  whole.catalog.set(PDFName.of('QualwatchSums'), PDFString.of(about.sums));
  return Buffer.from(await whole.save({ useObjectStreams: false, updateFieldAppearances: false }));
}
