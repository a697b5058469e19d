import { z } from 'zod';
import { explainStage } from '#features/casework/queries.ts';
import { withdrawDocument } from '#features/documents/commands.ts';
import { DOCUMENT_KINDS, isOfficialKind } from '#features/documents/schema.ts';
import type { LegalDate } from '#law/periods/legal-date.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { caseFacts } from './case-facts.ts';
import { putBeforeEnterprise } from './inbox.ts';
import { issueOnCase, officeForRole } from './issuing.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { given, type Issued, type Outcome, refused, type ServiceTools } from './step.ts';

const withdrawSchema = z.object({ ...evidencedFields, reason: z.string().trim().min(1, '请写明撤案的理由。') });

/** Orders and notices of the case that still stand lose their effect with it; forms, lists and letters stay what they record. */
async function takeBackDocuments(
  transaction: Transaction,
  caseId: string,
  withdrawal: { readonly on: LegalDate; readonly by: string; readonly because: string },
): Promise<string[]> {
  const standing = await transaction.query<{ id: string; kind: string; number: string | null }>(
    `select id, kind, number from official_document where case_id = $1 and status = 'stands' and kind in ('inspection-notice', 'order', 'intent')
     order by recorded_at, id`,
    [caseId],
  );
  const names: string[] = [];
  for (const { id, kind, number } of standing.rows) {
    await withdrawDocument(transaction, { id, ...withdrawal });
    const title = isOfficialKind(kind) ? DOCUMENT_KINDS[kind].title : kind;
    names.push(`《${title}》${number === null ? '' : `（${number}）`}`);
  }
  return names;
}

/** The authority takes its case back with the reason (reading `withdraw`): the enterprise has it in writing, and what rested on it ends. */
export async function withdrawCase(
  tools: ServiceTools,
  input: z.input<typeof withdrawSchema>,
): Promise<Outcome<Issued & EvidencedResult>> {
  const read = given(withdrawSchema, input);
  if (!read.ok) return refused('无明文', read.reason);
  const { caseId, actor, onDay, recordedAt, reason } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  return evidencedStep(tools, read.value, { do: 'withdraw', reason }, {}, async (transaction, taken) => {
    const office = await officeForRole(transaction, facts, actor.role);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const withdrawn = await takeBackDocuments(transaction, caseId, {
      on: onDay,
      by: actor.name,
      because: `案件已撤案：${reason}`,
    });
    const notice = await issueOnCase(transaction, issue, 'withdrawal-notice', {
      regime: facts.regime,
      enterprise: facts.enterprise,
      qualification: facts.qualification,
      openedOn: facts.openedOn,
      stage: explainStage(facts.regime, facts.stage),
      reason,
      marked: facts.marked,
      restrictions: [...facts.restrictions],
      withdrawn,
      contact: office.contact,
    });
    await putBeforeEnterprise(transaction, facts, notice, recordedAt);
    return { documents: [notice] };
  });
}
