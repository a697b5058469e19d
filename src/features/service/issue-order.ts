import { z } from 'zod';
import { regimeOfCase } from '#features/casework/queries.ts';
import type { Command } from '#law/regimes/command.ts';
import { restrictionsOrdered } from '#law/regimes/law.ts';
import { clauseFor } from './case-clause.ts';
import { caseFacts, failingData } from './case-facts.ts';
import { comparedData, comparedNow } from './comparison.ts';
import { issueOnCase, officeForRole } from './issuing.ts';
import { remediesOn } from './remedies.ts';
import { startService } from './start-service.ts';
import { given, type Issued, inStep, type Outcome, refused, type ServiceTools, stepFields } from './step.ts';

const officer = z.object({ name: z.string().trim().min(1), certificate: z.string().trim().min(1) });

export const issueOrderSchema = z.object({
  ...stepFields,
  termMonths: z.number(),
  /** SY-2.2: two different enforcement officers, with their certificates; Guangxi may do without (reading `officers`) */
  officers: z.array(officer).optional(),
  /** Shenyang: days of the inspection that goes with the order, from its service on */
  inspectionDays: z.int().min(1).max(60).default(10),
});

/**
 * Issues a rectification order (GX24-4.1b, SY-2.2): the step, the signed order with its number, in Shenyang the inspection notice
 * beside it, and the first attempts at service, in one transaction. Refused, nothing is issued and no number is taken.
 */
export async function issueOrder(
  tools: ServiceTools,
  input: z.input<typeof issueOrderSchema>,
): Promise<Outcome<Issued & { readonly attempts: readonly string[] }>> {
  const read = given(issueOrderSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'order'), read.reason);
  const { caseId, actor, onDay, recordedAt, termMonths, officers, inspectionDays } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  const regime = regimeOfCase(facts.regime);
  const { order: rule } = regime;
  const command: Command = {
    do: 'issue-order',
    termMonths,
    // Whom the engine must tell apart are persons: by certificate, so that a namesake is not taken for the same one.
    ...(officers === undefined ? {} : { officers: officers.map(({ name }) => name) }),
  };
  const step = {
    caseId,
    command,
    actor: actor.name,
    role: actor.role,
    onDay,
    recordedAt,
    grounds: { officers, run: facts.runId },
  };
  return inStep(tools, step, async (transaction, taken) => {
    const office = await officeForRole(transaction, facts, actor.role);
    const compared = await comparedNow(transaction, facts, { onDay, at: recordedAt, actor: actor.name });
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const [first, second] = officers ?? [];
    const both: [z.output<typeof officer>, z.output<typeof officer>] | null =
      first === undefined || second === undefined ? null : [first, second];
    const inspection =
      rule.enclosures.includes('inspection-notice') && both !== null
        ? await issueOnCase(transaction, issue, 'inspection-notice', {
            ...failingData(compared),
            officers: both,
            days: inspectionDays,
            contact: office.contact,
          })
        : undefined;
    const order = await issueOnCase(transaction, issue, 'order', {
      ...comparedData(compared),
      termMonths,
      restrictions: facts.restrictions.length > 0 ? [...facts.restrictions] : [...restrictionsOrdered(regime, facts)],
      officers: both,
      ...(rule.serviceNote === undefined ? {} : { serviceNote: rule.serviceNote }),
      contact: office.contact,
      remedies: await remediesOn(transaction, office, onDay),
    });
    // SY-2.4: where the post is the first way, both papers are in one letter.
    const beside = inspection === undefined ? [] : [inspection];
    const enclosures = beside.map(({ id }) => id);
    const { attempts, documents } = await startService(transaction, issue, 'order', order, enclosures);
    return { documents: [...beside, order, ...documents], attempts };
  });
}
