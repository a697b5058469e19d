import { officeCalendar } from '#features/calendar/queries.ts';
import { type IssuedDocument, issueDocument, type ListKind, type Press } from '#features/documents/commands.ts';
import type { DocumentData, OfficialKind } from '#features/documents/schema.ts';
import type { LegalDate } from '#law/periods/legal-date.ts';
import type { Role } from '#law/regimes/words.ts';
import type { Pool, Transaction } from '#platform/database/connections.ts';
import type { CaseFacts } from './case-facts.ts';
import { levelOf, type OfficeProfile, officeOf } from './offices.ts';
import { StepRefused, type Taken } from './step.ts';

/** The office in whose name a role acts in this case. @throws StepRefused where the role issues nothing, or none is recorded */
export async function officeForRole(
  database: Pool | Transaction,
  facts: CaseFacts,
  role: Role,
): Promise<OfficeProfile> {
  switch (role) {
    case 'district':
      return officeOf(database, facts.divisionCode, 'district');
    case 'city':
      return officeOf(database, facts.divisionCode, 'city');
    case 'province':
      return officeOf(database, facts.divisionCode, 'province');
    case 'licensing-authority':
      return officeOf(database, facts.divisionCode, levelOf(facts.licensing));
    case 'approval-bureau':
      return officeOf(database, facts.divisionCode, 'approval-bureau');
    case 'platform':
      return officeOf(database, facts.divisionCode, 'city');
    case 'ministry':
    case 'registry':
    case 'post':
    case 'mail-server':
    case 'enterprise':
      throw new StepRefused('无明文', '这一角色不制发文书，请由主管部门办理。');
  }
}

/**
 * Who decided, where another office announces: the approval bureau (SX23-4.2), or the ministry for its own licences; undefined where
 * the announcing office decided itself.
 */
export async function deciderOf(
  database: Pool | Transaction,
  facts: CaseFacts,
  decidedIn: Role,
): Promise<string | undefined> {
  if (facts.licensing === 'ministry') return '住房和城乡建设部';
  if (decidedIn !== 'approval-bureau') return undefined;
  const { approvalBureau } = await officeOf(database, facts.divisionCode, 'city');
  return approvalBureau ?? (await officeOf(database, facts.divisionCode, 'approval-bureau')).office.name;
}

export interface Issue {
  readonly press: Press;
  readonly facts: CaseFacts;
  readonly office: OfficeProfile;
  readonly onDay: LegalDate;
  readonly at: Date;
  readonly actor: string;
  readonly taken: Taken;
}

/** Issues a document on a case in the transaction of the step that it belongs to; the fact id is the step's. */
export async function issueOnCase<K extends Exclude<OfficialKind, ListKind>>(
  transaction: Transaction,
  issue: Issue,
  kind: K,
  data: DocumentData[K],
): Promise<IssuedDocument> {
  const { facts, office, onDay, at, actor, taken } = issue;
  return issueDocument(transaction, issue.press, kind, data, {
    factId: `${kind}:${taken.fact}`,
    office: office.office,
    divisionCode: facts.divisionCode,
    caseId: facts.caseId,
    enterpriseId: facts.enterpriseId,
    issuedOn: onDay,
    issuedBy: actor,
    recordedAt: at,
    calendar: await officeCalendar(transaction),
  });
}
