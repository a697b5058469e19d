import type { IssuedDocument } from '#features/documents/commands.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { type CaseFacts, day } from './case-facts.ts';
import { comparedData, comparedNow } from './comparison.ts';
import { course } from './course.ts';
import { issueOnCase, officeForRole } from './issuing.ts';
import { type Actor, type ServiceTools, StepRefused, type Taken } from './step.ts';

interface Reporting {
  readonly actor: Actor;
  readonly onDay: string;
  readonly at: Date;
  readonly taken: Taken;
  /** 签发人 */
  readonly signer: string | undefined;
}

async function proposedOn(transaction: Transaction, caseId: string, otherwise: string): Promise<string> {
  const found = await transaction.query<{ on_day: string }>(
    `select on_day from case_event where case_id = $1 and act = 'proposed' order by sequence desc limit 1`,
    [caseId],
  );
  return found.rows[0]?.on_day ?? otherwise;
}

/**
 * A ministry's licence is withdrawn by the ministry alone: the office asks it to (请示), with the step that produces the report;
 * undefined where the step produces none. @throws StepRefused without 签发人
 */
export async function reportToMinistry(
  transaction: Transaction,
  tools: ServiceTools,
  facts: CaseFacts,
  { actor, onDay, at, taken, signer }: Reporting,
): Promise<IssuedDocument | undefined> {
  const produced = taken.events.find((event) => event.documents?.includes('ministry-report'));
  if (produced === undefined) return undefined;
  if (signer === undefined) throw new StepRefused(produced.clause, '报部的请示须写明签发人，请补充。');
  const office = await officeForRole(transaction, facts, actor.role);
  const issue = { press: tools.press, facts, office, onDay: day(onDay), at, actor: actor.name, taken };
  const compared = await comparedNow(transaction, facts, { onDay: day(onDay), at, actor: actor.name });
  return issueOnCase(transaction, issue, 'ministry-report', {
    ...comparedData(compared),
    ...(await course(transaction, facts, office.office.name)),
    proposedOn: await proposedOn(transaction, facts.caseId, onDay),
    signer,
    contact: office.contact,
  });
}
