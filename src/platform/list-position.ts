import { z } from 'zod';

/**
 * Where a page of a list ended, as its address carries it: parts joined by `|`. It comes from outside, so that anything may stand
 * there; `parts` is the tuple of what ours are made of. What is not one of ours is no position, and the list begins anew. One place reads them all.
 */
export function readPosition<S extends z.ZodType>(text: string | null | undefined, parts: S): z.output<S> | undefined {
  if (text === null || text === undefined || text.length > LONGEST) return undefined;
  const read = parts.safeParse(text.split('|'));
  return read.success ? read.data : undefined;
}

const LONGEST = 400;
/** The calendar of PostgreSQL has no year nought. */
const sinceChrist = (text: string) => text >= '0001-01-01';

export const positionDay = z.iso.date().refine(sinceChrist);
export const positionInstant = z.iso.datetime().refine(sinceChrist);
export const positionUuid = z.guid();
/** A number that the database gives to a row: whole, not negative, exact. */
export const positionNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
export const positionWord = z
  .string()
  .max(200)
  .refine((text) => !text.includes('\0'));

const NUMBER = z.tuple([positionNumber]);

/** A position that is one number; undefined where there is none. */
export function numberPosition(text: string | null | undefined): number | undefined {
  return readPosition(text, NUMBER)?.[0];
}
