/** Between the two steps of signing in: names the account whose password was proved. */
export const TICKET_COOKIE = 'qualwatch.sign-in';
export const MESSAGE_COOKIE = 'qualwatch.text-message';
export const NEXT_COOKIE = 'qualwatch.next';
export const TICKET_SECONDS = 600;

/** An address of this site to go on to, or the entrance. */
export function ownAddress(text: string | null | undefined): string {
  return text !== null && text !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(text) ? text : '/work';
}
