/**
 * The outcome of reading a text: a typed value, or the reason (Chinese, says what to do) why it is refused.
 * `notes` say what a person should look at although the value was taken (Chinese, mostly empty).
 */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly notes: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** A value that was taken, with what a person should look at. */
export function accept<T>(value: T, ...notes: readonly string[]): Parsed<T> {
  return { ok: true, value, notes };
}

/** A refusal; the reason says in Chinese what is wrong and what to do. */
export function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
