import type { IssuedDocument } from '#features/documents/commands.ts';
import { revokeQualification } from '#features/registry/commands.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { failingData } from './case-facts.ts';
import { putBeforeEnterprise } from './inbox.ts';
import { type Issue, issueOnCase } from './issuing.ts';
import { publishDocument } from './public-notice.ts';

/** Announces a revocation and carries it into the register (GX24-4.1e). */
export async function announceRevocation(
  transaction: Transaction,
  issue: Issue,
  decision: { readonly number: string; readonly on: string },
  /** where it is not the announcing office */
  decidedBy: string | undefined,
) {
  const { facts, office, onDay, at, actor } = issue;
  const announcement = await issueOnCase(transaction, issue, 'announcement', {
    regime: facts.regime,
    enterpriseKind: facts.kind,
    ...(decidedBy === undefined ? {} : { decidedBy }),
    revoked: [
      {
        enterprise: facts.enterprise,
        qualification: facts.qualification.name,
        certificateNumber: facts.qualification.certificateNumber,
        decisionNumber: decision.number,
        decidedOn: decision.on,
      },
    ],
  });
  await publishDocument(transaction, announcement, {
    kind: 'announcement',
    title: '关于撤回有关企业资质的公告',
    divisionCode: facts.divisionCode,
    office: office.office.name,
    onDay,
    at,
    actor,
  });
  await revokeQualification(transaction, facts.qualificationId, onDay, at);
  // A decision of elsewhere is not the platform's document; the announcement is what the enterprise gets of it here.
  if (decidedBy !== undefined) await putBeforeEnterprise(transaction, facts, announcement, at);
  return announcement;
}

/** SX23-4.2: the procedure ended without a revocation: announced, because the red card was public, and the mark lifted with a notice. */
async function announceKept(transaction: Transaction, issue: Issue, number: string, decidedBy: string | undefined) {
  const { facts, office, onDay, at, actor } = issue;
  const announcement = await issueOnCase(transaction, issue, 'announcement', {
    regime: facts.regime,
    enterpriseKind: facts.kind,
    result: 'kept',
    ...(decidedBy === undefined ? {} : { decidedBy }),
    revoked: [
      {
        enterprise: facts.enterprise,
        qualification: facts.qualification.name,
        certificateNumber: facts.qualification.certificateNumber,
        decisionNumber: number,
        decidedOn: onDay,
      },
    ],
  });
  await publishDocument(transaction, announcement, {
    kind: 'announcement',
    title: '关于不予撤回有关企业资质的公告',
    divisionCode: facts.divisionCode,
    office: office.office.name,
    onDay,
    at,
    actor,
  });
  return announcement;
}

/** What the regime has a decision to keep bring: an announcement where the mark was public for everybody, the notice that it is lifted. */
export async function documentsOfKept(
  transaction: Transaction,
  issue: Issue,
  number: string,
  decidedBy?: string,
): Promise<IssuedDocument[]> {
  const wants = (kind: 'announcement' | 'unmark-notice') =>
    issue.taken.events.some((event) => event.documents?.includes(kind));
  return [
    ...(wants('announcement') ? [await announceKept(transaction, issue, number, decidedBy)] : []),
    ...(wants('unmark-notice') ? [await issueUnmarkNotice(transaction, issue, 'kept')] : []),
  ];
}

/** 取消资质异常标注通知书, where the mark had been set. */
export async function issueUnmarkNotice(transaction: Transaction, issue: Issue, because: 'met' | 'kept' | 'repaired') {
  const notice = await issueOnCase(transaction, issue, 'unmark-notice', {
    ...failingData(issue.facts),
    markedOn: issue.facts.markedOn,
    restrictions: [...issue.facts.restrictions],
    because,
  });
  await putBeforeEnterprise(transaction, issue.facts, notice, issue.at);
  return notice;
}
