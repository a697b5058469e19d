import { z } from 'zod';

/** What a receipt states; the same words in the database, in the signed file and on the page. */

const place = z.strictObject({ code: z.string(), name: z.string() });
const hit = z.strictObject({
  uscc: z.string(),
  name: z.string(),
  place,
  /** the term is a name that the enterprise no longer bears */
  formerName: z.string().optional(),
  /** the name is that of the day asked about; today it is this */
  nameNow: z.string().optional(),
});

const mark = z.strictObject({
  since: z.string(),
  clause: z.strictObject({ id: z.string(), citation: z.string() }),
  restrictions: z.array(z.strictObject({ code: z.string(), text: z.string() })),
});

const qualification = z.strictObject({
  id: z.int(),
  name: z.string(),
  certificateNumber: z.string().nullable(),
  verdict: z.enum(['met', 'not-met', 'undetermined', 'not-assessed', 'unknown', 'no-public-warning', 'none', 'ended']),
  /** day of the last check that the verdict rests on */
  checkedAsOf: z.string().nullable(),
  mark: mark.nullable(),
});

const entry = z.discriminatedUnion('result', [
  z.strictObject({
    result: z.literal('found'),
    term: z.string(),
    enterprise: hit,
    qualifications: z.array(qualification),
  }),
  z.strictObject({ result: z.literal('ambiguous'), term: z.string(), candidates: z.array(hit), more: z.boolean() }),
  z.strictObject({ result: z.literal('not-found'), term: z.string(), reason: z.string() }),
]);

export const statementSchema = z.strictObject({
  type: z.literal('qualwatch-lookup-receipt'),
  version: z.literal(1),
  id: z.uuid(),
  issuer: z.string(),
  page: z.string(),
  issuedAt: z.iso.datetime(),
  /** the day asked about, and the instant up to which records are taken into account */
  asOf: z.iso.date(),
  instant: z.iso.datetime(),
  /** the data were made up */
  demonstration: z.boolean(),
  counts: z.strictObject({ asked: z.int(), found: z.int(), ambiguous: z.int(), notFound: z.int(), marked: z.int() }),
  entries: z.array(entry),
});

export type Statement = z.infer<typeof statementSchema>;
export type StatementEntry = z.infer<typeof entry>;
export type StatementHit = z.infer<typeof hit>;
