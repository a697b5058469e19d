import { type CaseStory, caseStories, visibility } from '#features/casework/queries.ts';
import {
  type ExplainedVerdict,
  explainQualification,
  type StandingVerdict,
  type VerdictChange,
  verdictHistory,
} from '#features/verification/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { AsOf } from './as-of.ts';
import type { EnterpriseFacts } from './enterprises.ts';
import { type PublicCertificate, type PublicQualification, publicEnterprise } from './public-enterprise.ts';

export interface PublicExplanation extends ExplainedVerdict {
  /** the verdict was counted anew from what was known then, and came out otherwise than it was recorded */
  readonly differs: boolean;
}

export interface PublicQualificationPage {
  readonly enterprise: EnterpriseFacts;
  readonly certificate: PublicCertificate['certificate'];
  readonly qualification: PublicQualification;
  /** undefined where there is no verdict, nothing is compared, or the public may not know it */
  readonly explanation: PublicExplanation | undefined;
  /** undefined where the public may not know it */
  readonly history: readonly VerdictChange[] | undefined;
  readonly events: readonly CaseStory[];
}

function isSame(standing: StandingVerdict, explained: ExplainedVerdict): boolean {
  const { verdict, effectiveCode, shortage, counts } = explained.explanation;
  return (
    verdict === standing.verdict &&
    effectiveCode === standing.effectiveRow &&
    shortage === standing.shortage &&
    counts === standing.counts
  );
}

/**
 * One qualification with the explanation of the verdict that stood: counted anew from the data of the check that last
 * confirmed it, so that it is that verdict's explanation and not today's.
 */
export async function publicQualification(
  pool: Pool,
  asked: { readonly uscc: string; readonly qualificationId: number },
  asOf: AsOf,
  province: string,
): Promise<PublicQualificationPage | undefined> {
  const enterprise = await publicEnterprise(pool, asked.uscc, asOf, province);
  if (enterprise === undefined) return undefined;
  for (const { certificate, qualifications } of enterprise.certificates) {
    const qualification = qualifications.find((each) => each.facts.id === asked.qualificationId);
    if (qualification === undefined) continue;
    const [explanation, history, events] = await Promise.all([
      explanationOf(pool, enterprise.facts.id, qualification),
      historyOf(pool, qualification, asOf),
      visibility('events', qualification.subject, 'public') === 'shown' || qualification.subject.publishesFirstWarning
        ? caseStories(pool, qualification.facts.id, asOf.instant)
        : [],
    ]);
    return { enterprise: enterprise.facts, certificate, qualification, explanation, history, events };
  }
  return undefined;
}

async function explanationOf(
  pool: Pool,
  enterpriseId: number,
  { facts, standing, subject }: PublicQualification,
): Promise<PublicExplanation | undefined> {
  // Of what nobody has fed yet there is nothing to count.
  if (standing === undefined || standing.verdict === 'unknown' || facts.standardRow === null) return undefined;
  if (standing.verdict !== 'not-assessed' && visibility('explanation', subject, 'public') !== 'shown') return undefined;
  const explained = await explainQualification(
    pool,
    { enterpriseId, standardRow: facts.standardRow, divisionCode: facts.divisionCode },
    { asOf: standing.checkedAsOf, instant: standing.checkedInstant },
  );
  return { ...explained, differs: !isSame(standing, explained) };
}

async function historyOf(
  pool: Pool,
  { facts, subject }: PublicQualification,
  asOf: AsOf,
): Promise<readonly VerdictChange[] | undefined> {
  if (visibility('history', subject, 'public') !== 'shown') return undefined;
  const changes = await verdictHistory(pool, facts.id);
  return changes.filter((change) => change.knownFrom <= asOf.instant);
}
