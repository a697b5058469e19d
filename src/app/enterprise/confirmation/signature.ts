import type { FormError } from '#ui/portal/error-summary.tsx';

/** What the confirmation is signed with; its content is checked where it is signed. */
export interface SignatureGiven {
  readonly kind: 'pad' | 'seal-page';
  readonly bytes: Buffer;
}

const DRAWN = 'data:image/png;base64,';

/** The drawn signature of a form, to be given back with it; undefined where none was drawn. */
export function drawnIn(form: FormData): string | undefined {
  const drawn = form.get('signature');
  return typeof drawn === 'string' && /^data:image\/png;base64,[A-Za-z0-9+/=]{1,1400000}$/.test(drawn)
    ? drawn
    : undefined;
}

/** The uploaded page or picture, or else the drawn signature: an upload counts where both are there, because it was chosen on purpose. */
export async function signatureOf(form: FormData): Promise<SignatureGiven | FormError> {
  const file = form.get('signatureFile');
  if (file !== null && typeof file !== 'string' && file.size > 0) {
    return { kind: 'seal-page', bytes: Buffer.from(await file.arrayBuffer()) };
  }
  const drawn = form.get('signature');
  if (typeof drawn === 'string' && drawn.startsWith(DRAWN)) {
    return { kind: 'pad', bytes: Buffer.from(drawn.slice(DRAWN.length), 'base64') };
  }
  return { field: 'signatureFile', text: '请由法定代表人在签名框内签名，或者上传签字盖章后的页面。' };
}
