/** Name of the hidden field that every posting form carries. */
export const CSRF_FIELD = 'csrf';

/** Ties a form to the session of the person who was shown it; stands in every form that posts. */
export function CsrfField({ token }: { readonly token: string }) {
  return <input type="hidden" name={CSRF_FIELD} value={token} />;
}
