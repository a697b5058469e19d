import { type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';

/** A day written in a test; a slip of the pen fails the test. */
export function date(text: string): LegalDate {
  const parsed = parseLegalDate(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}
