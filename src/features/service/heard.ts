import { z } from 'zod';
import { legalDate } from '#law/regimes/command.ts';
import { takeBackWhatFell } from './fallen-documents.ts';
import { filedForAnother } from './filed-receipts.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { given, type Outcome, refused, type ServiceTools, StepRefused } from './step.ts';

const CLAUSE = '行政许可法-7';

const statementSchema = z.object({
  ...evidencedFields,
  statement: z.string().trim().min(1, '请写明陈述、申辩的意见。'),
});

/** 许可法 §7: the enterprise says what it has to say against the intended revocation. */
export async function makeStatement(
  tools: ServiceTools,
  input: z.input<typeof statementSchema>,
): Promise<Outcome<EvidencedResult>> {
  const read = given(statementSchema, input);
  if (!read.ok) return refused(CLAUSE, read.reason);
  const { statement } = read.value;
  return evidencedStep(tools, read.value, { do: 'statement' }, { statement }, async () => ({}));
}

const hearingSchema = z.object(evidencedFields);

/** 许可法 §47: the enterprise asks for a hearing. */
export async function requestHearing(
  tools: ServiceTools,
  input: z.input<typeof hearingSchema>,
): Promise<Outcome<EvidencedResult>> {
  const read = given(hearingSchema, input);
  if (!read.ok) return refused('行政许可法-47', read.reason);
  return evidencedStep(tools, read.value, { do: 'request-hearing' }, {}, async () => ({}));
}

const correctionSchema = z.object({
  ...evidencedFields,
  document: z.enum(['order', 'intent', 'decision']),
  servedOn: legalDate,
  /** what proves the day, in words; a file goes with it */
  ground: z.string().trim().min(1, '请写明更正的依据。'),
});

/** A wrong day of service is set right on evidence; everything reckoned from it follows. */
export async function correctServiceDay(
  tools: ServiceTools,
  input: z.input<typeof correctionSchema>,
): Promise<Outcome<EvidencedResult>> {
  const read = given(correctionSchema, input);
  if (!read.ok) return refused('无明文', read.reason);
  const { document, servedOn, ground, evidence } = read.value;
  if (evidence.length === 0) return refused('无明文', '更正送达日期须附证据（如签收回执），请补充后再提交。');
  const command = { do: 'correct-service', document, servedOn, evidence: ground } as const;
  const { caseId, actor, onDay } = read.value;
  return evidencedStep(tools, read.value, command, {}, async (transaction, taken) => {
    // Its own files are on record by now, of no service but this one.
    const filed = await filedForAnother(transaction, evidence, { caseId, same: document });
    if (filed !== undefined) throw new StepRefused('民事诉讼法-87', filed);
    await takeBackWhatFell(transaction, caseId, taken.events, { on: onDay, by: actor.name });
    return {};
  });
}
