/** What a template draws: words and tables, no law. `src/documents/sheet.typ` reads exactly this. */
export type Run = { readonly text: string } | { readonly filled: string } | { readonly blank: number };

export interface Column {
  readonly title: string;
  /** share of the width; those of a list add up to about 156, so that one is about a millimetre */
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
}

export interface Officer {
  readonly name: string;
  /** number of the enforcement certificate */
  readonly certificate: string;
}

export type Block =
  | { readonly kind: 'paragraph' | 'heading' | 'subheading' | 'flush' | 'small' | 'right'; readonly text: string }
  | { readonly kind: 'runs'; readonly runs: readonly Run[] }
  | { readonly kind: 'list'; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  /** rows of label and value, or of two pairs */
  | { readonly kind: 'form'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'officers'; readonly officers: readonly Officer[] }
  | { readonly kind: 'gap'; readonly lines: number }
  /** `picture`: the signature itself, as SVG */
  | { readonly kind: 'sign-line'; readonly left: string; readonly right: string; readonly picture?: string }
  /** a scanned page on a page of its own, as SVG */
  | { readonly kind: 'page-picture'; readonly picture: string };

/** 附件: named below the text, set behind it. */
export interface Annex {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A document as its builder writes it: everything but number, QR code and seal, which the issuing adds. */
export interface Draft {
  readonly layout: 'official' | 'letter' | 'form';
  /** lines of the title, broken where the sense allows it (GB/T 9704 7.3.1) */
  readonly title: readonly string[];
  readonly addressee: string | null;
  readonly blocks: readonly Block[];
  readonly attachments?: readonly string[];
  /** SY-2.2: two enforcement officers sign */
  readonly officers?: readonly Officer[];
  /** what is bound to the document after the signature, each on a page of its own (GB/T 9704 7.3.4) */
  readonly annexes?: readonly Annex[];
  /** 签发人 of a report to a superior office (GB/T 9704 7.2.6) */
  readonly signer?: string | null;
  /** whether the office signs and seals; the enterprise's own confirmation is signed by the enterprise */
  readonly signed: boolean;
  /** 附注 (此件公开发布) */
  readonly note?: string | null;
  /** 抄送 */
  readonly copies?: string | null;
  /** letters and forms carry no 印发 block */
  readonly imprint: boolean;
  readonly annexMark?: string | null;
  /** what the document is about, for lists: an enterprise, or how many */
  readonly subject: string;
}

export interface SheetFrame {
  readonly headMark: string;
  readonly office: string;
  readonly printer: string;
  readonly number: string | null;
  /** 2026年11月9日 */
  readonly date: string;
  readonly issuedOn: string;
  readonly checkLines: readonly string[];
  readonly qr: string;
  readonly seal: boolean;
  readonly keywords: readonly string[];
}

/** GB/T 9704 7.3.1: the title names who issues; a form has its own name alone. */
function titleOf(draft: Draft, office: string): readonly string[] {
  return draft.layout === 'form' ? draft.title : [office, ...draft.title];
}

/** The whole input of the template. */
export function sheetOf(draft: Draft, frame: SheetFrame): Record<string, unknown> {
  const [year, month, day] = frame.issuedOn.split('-').map(Number);
  return {
    layout: draft.layout,
    headMark: frame.headMark,
    number: frame.number,
    signer: draft.signer ?? null,
    title: titleOf(draft, frame.office),
    addressee: draft.addressee,
    blocks: draft.blocks,
    attachments: [...(draft.attachments ?? []), ...(draft.annexes ?? []).map(({ title }) => title)],
    annexes: draft.annexes ?? [],
    officers: draft.officers ?? [],
    signature: draft.signed ? { office: frame.office, date: frame.date } : null,
    seal: draft.signed && frame.seal,
    note: draft.note ?? null,
    imprint: draft.imprint
      ? { copies: draft.copies ?? null, printer: frame.printer, printedOn: `${frame.date}印发` }
      : null,
    annexMark: draft.annexMark ?? null,
    compact: draft.blocks.some((block) => block.kind === 'form'),
    check: { qr: frame.qr, lines: frame.checkLines },
    meta: {
      title: titleOf(draft, frame.office).join(''),
      author: frame.office,
      keywords: frame.keywords,
      date: { year, month, day },
    },
  };
}
