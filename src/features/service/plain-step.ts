import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Command } from '#law/regimes/command.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { evidenceSchema, type StoredEvidence, storeEvidence } from './evidence.ts';
import { inStep, type Outcome, type ServiceTools, stepFields, type Taken } from './step.ts';

/** What a step says that rests on files: the files, and words beside them. */
export const evidencedFields = { ...stepFields, evidence: z.array(evidenceSchema).default([]) };
const evidencedSchema = z.object(evidencedFields);
/** `fromPaper`: the enterprise's own step, registered by the office that was asked for its right already. */
type Evidenced = z.output<typeof evidencedSchema> & { readonly fromPaper?: boolean };

export interface EvidencedResult {
  readonly evidence: readonly StoredEvidence[];
}

/** A step with its evidence in one transaction; the event names the files by hash, so the chain covers them. */
export async function evidencedStep<T extends object>(
  tools: ServiceTools,
  step: Evidenced,
  command: Command,
  grounds: Readonly<Record<string, unknown>>,
  rest: (transaction: Transaction, taken: Taken, evidence: readonly StoredEvidence[]) => Promise<T>,
): Promise<Outcome<T & EvidencedResult>> {
  const { caseId, actor, onDay, recordedAt } = step;
  const files = step.evidence.map(({ bytes: _bytes, ...described }) => described);
  const digests = step.evidence.map(({ bytes }) => sha256(bytes));
  return inStep(
    tools,
    {
      caseId,
      command,
      actor: actor.name,
      ...(step.fromPaper === true ? { fromPaper: true } : { role: actor.role }),
      onDay,
      recordedAt,
      grounds: { ...grounds, evidence: files.map((file, at) => ({ ...file, sha256: digests[at] })) },
    },
    async (transaction, taken) => {
      const stored: StoredEvidence[] = [];
      for (const each of step.evidence) {
        stored.push(await storeEvidence(transaction, caseId, each, { name: actor.name, at: recordedAt }));
      }
      return { ...(await rest(transaction, taken, stored)), evidence: stored };
    },
  );
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
