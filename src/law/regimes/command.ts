import { z } from 'zod';
import { type LegalDate, parseLegalDate } from '../periods/legal-date.ts';

/** A calendar day in a scenario; other spellings than YYYY-MM-DD are brought to it. */
export const legalDate = z.string().transform((text, context): LegalDate => {
  const parsed = parseLegalDate(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.reason });
  return z.NEVER;
});

const document = z.enum(['order', 'intent', 'decision']);
const reason = z.string().optional();
const decision = z.preprocess(
  (value) => (value === 'revoked' ? 'revoke' : value === 'kept' ? 'keep' : value),
  z.enum(['revoke', 'keep']),
);

/** Some steps carry their outcome under their own name, too ("opinion": "agree"). */
function outcomeUnder(...names: readonly string[]) {
  return (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || 'result' in value) return value;
    const found = Object.entries(value).find(([name]) => names.includes(name));
    return found === undefined ? value : { ...value, result: found[1] };
  };
}

const bare = <Name extends string>(name: Name) => z.object({ do: z.literal(name) });

/** One step of a scenario or of an office, without its day. What a regime forbids is still a well-formed command. */
export const commandSchema = z.preprocess(
  outcomeUnder('opinion', 'decision', 'decide'),
  z.discriminatedUnion('do', [
    z.object({
      do: z.literal('verdict'),
      result: z.enum(['met', 'not-met']),
      ground: z.enum(['number', 'specialty', 'insurance']).default('number'),
    }),
    z.object({
      do: z.literal('issue-order'),
      termMonths: z.number().default(3),
      officers: z.array(z.string()).optional(),
    }),
    z.object({
      do: z.literal('arrive'),
      document,
      channel: z.enum(['platform', 'email', 'ems', 'direct']),
      outcome: z.enum(['signed', 'refused', 'absent', 'address-unknown', 'lost', 'left']).default('signed'),
      evidence: z.string().optional(),
    }),
    z.object({
      do: z.literal('bounce'),
      document: document.default('order'),
      channel: z.literal('email').default('email'),
      /** it came back, or nothing proves within the term that it reached the addressee's server */
      why: z.enum(['returned', 'unproved']).default('returned'),
    }),
    z.object({ do: z.literal('publish'), document: document.default('order') }),
    bare('confirm'),
    bare('find'),
    bare('object'),
    z.object({ do: z.literal('opinion'), result: z.enum(['agree', 'disagree']) }),
    z.object({ do: z.literal('decide-objection'), result: z.enum(['upheld', 'rejected']) }),
    z.object({
      do: z.literal('recheck'),
      level: z.enum(['district', 'city']).default('city'),
      result: z.enum(['met', 'not-met']),
    }),
    bare('start-rectification'),
    bare('request-recheck'),
    bare('mark-by-hand'),
    bare('propose'),
    bare('start'),
    z.object({ do: z.literal('return-result'), result: decision, decisionServedOn: legalDate.optional() }),
    bare('notify-intent'),
    bare('statement'),
    bare('request-hearing'),
    z.object({ do: z.literal('notify-hearing'), hearingOn: legalDate }),
    bare('hold-hearing'),
    z.object({ do: z.literal('decide'), result: decision }),
    bare('announce'),
    z.object({ do: z.literal('correct-service'), document, servedOn: legalDate, evidence: z.string().optional() }),
    z.object({ do: z.literal('report-return'), document }),
    z.object({ do: z.literal('affirm-service'), document, reason }),
    z.object({ do: z.literal('void-service'), document, evidence: z.string().optional() }),
    z.object({ do: z.literal('downtime'), from: legalDate, to: legalDate }),
    z.object({ do: z.literal('withdraw'), reason }),
    z.object({ do: z.literal('end-qualification'), reason }),
  ]),
);

export type Command = z.infer<typeof commandSchema>;
