import { z } from 'zod';

/** A public change as the feed gives it. Each carries the state that it led to, so that one read twice does no harm. */
const common = {
  position: z.int().min(1),
  publishedAt: z.iso.datetime(),
};
const enterprise = z.strictObject({ uscc: z.string(), name: z.string() });
const qualification = z.strictObject({ id: z.int(), name: z.string() });
const clause = z.strictObject({ id: z.string(), citation: z.string() });
const day = z.iso.date();

export const markChange = z.strictObject({
  kind: z.enum(['mark-set', 'mark-changed', 'mark-lifted']),
  enterprise,
  qualification,
  onDay: day,
  clause,
  /** the act that brought it about: warned, red, cleared, revoked … */
  act: z.string(),
  restrictions: z.array(z.string()),
});
export const verdictChange = z.strictObject({
  kind: z.literal('verdict'),
  enterprise,
  qualification,
  verdict: z.enum(['met', 'not-met', 'undetermined', 'not-assessed', 'unknown']),
  shortage: z.int().min(0),
  asOf: day,
});
export const qualificationChange = z.strictObject({
  kind: z.literal('qualification-ended'),
  enterprise,
  qualification,
  status: z.enum(['ended', 'revoked']),
  endedOn: day.nullable(),
});
export const certificateChange = z.strictObject({
  kind: z.literal('certificate-ended'),
  enterprise,
  certificate: z.string(),
  status: z.string(),
});
export const noticeChange = z.strictObject({
  kind: z.literal('notice'),
  notice: z.strictObject({
    id: z.uuid(),
    kind: z.enum(['public-notice', 'announcement']),
    title: z.string(),
    office: z.string(),
    publishedOn: day,
    href: z.string(),
  }),
  /** announced revocations: whose and of what */
  revoked: z.array(z.strictObject({ uscc: z.string(), name: z.string(), qualification: z.string() })),
});

export const newChange = z.discriminatedUnion('kind', [
  markChange,
  verdictChange,
  qualificationChange,
  certificateChange,
  noticeChange,
]);
export type NewChange = z.infer<typeof newChange>;

export const changeSchema = z.discriminatedUnion('kind', [
  markChange.extend(common),
  verdictChange.extend(common),
  qualificationChange.extend(common),
  certificateChange.extend(common),
  noticeChange.extend(common),
]);
export type Change = z.infer<typeof changeSchema>;
