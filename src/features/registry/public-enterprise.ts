import {
  type CaseAtInstant,
  type OpenCase,
  openCasesOfEnterprises,
  publishesFirstWarning,
  type Subject,
  visibility,
} from '#features/casework/queries.ts';
import { type RecordedVerdict, type StandingVerdict, standingVerdicts } from '#features/verification/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { AsOf } from './as-of.ts';
import {
  type CertificateFacts,
  certificatesOf,
  type EnterpriseFacts,
  endedBy,
  enterpriseByUscc,
  factsAt,
  type QualificationFacts,
  qualificationsOf,
} from './enterprises.ts';

/**
 * What the public reads of a qualification: the verdict; `no-public-warning` where the regime keeps its first stage from
 * the public; `none` where no check had spoken by then; `ended` where the qualification is no longer held.
 */
export type PublicVerdict = RecordedVerdict | 'no-public-warning' | 'none' | 'ended';

export interface PublicStanding {
  readonly verdict: PublicVerdict;
  /** the public, open case, if there is one: since when, under which clause, with which restrictions */
  readonly case: CaseAtInstant | undefined;
  /** the standing verdict where the public may know it, with the check that last confirmed it */
  readonly standing: StandingVerdict | undefined;
  readonly subject: Subject;
}

export interface PublicQualification extends PublicStanding {
  readonly facts: QualificationFacts;
}

export interface PublicCertificate {
  /** undefined for qualifications whose certificate the register does not name */
  readonly certificate: CertificateFacts | undefined;
  readonly qualifications: readonly PublicQualification[];
}

export interface PublicEnterprise {
  readonly facts: EnterpriseFacts;
  readonly certificates: readonly PublicCertificate[];
}

/** What the public may know of one qualification, out of everything that is known. */
export function publicStanding(
  facts: QualificationFacts,
  known: { readonly standing: StandingVerdict | undefined; readonly openCase: OpenCase | undefined },
  at: { readonly day: string; readonly province: string },
): PublicStanding {
  const { standing, openCase } = known;
  const subject: Subject = {
    stage: openCase === undefined ? 'none' : openCase.public ? 'public' : 'not-public',
    publishesFirstWarning: publishesFirstWarning(facts, at.province),
    failing: standing?.verdict === 'not-met',
  };
  const markShown = visibility('mark', subject, 'public') === 'shown';
  const base = { case: markShown ? openCase : undefined, subject };
  if (endedBy(facts, at.day)) return { ...base, verdict: 'ended', standing: undefined };
  // What is compared with nothing cannot be warned: saying so gives nothing away.
  if (standing?.verdict === 'not-assessed' && openCase === undefined)
    return { ...base, verdict: 'not-assessed', standing };
  if (visibility('verdict', subject, 'public') !== 'shown') {
    return { ...base, verdict: 'no-public-warning', standing: undefined };
  }
  return { ...base, verdict: standing?.verdict ?? 'none', standing };
}

/** An enterprise with its certificates and qualifications as the public may see them at a point in time. */
export async function publicEnterprise(
  pool: Pool,
  uscc: string,
  asOf: AsOf,
  province: string,
): Promise<PublicEnterprise | undefined> {
  const today = await enterpriseByUscc(pool, uscc);
  if (today === undefined) return undefined;
  const facts = asOf.isToday ? today : await factsAt(pool, today, asOf.instant);
  const [certificates, qualifications, verdicts, cases] = await Promise.all([
    certificatesOf(pool, facts.id),
    qualificationsOf(pool, facts.id),
    standingVerdicts(pool, facts.id, asOf.instant),
    openCasesOfEnterprises(pool, [facts.id], asOf.instant),
  ]);
  const verdictOf = new Map(verdicts.map((verdict) => [verdict.qualificationId, verdict]));
  const caseOf = new Map(cases.map((each) => [each.qualificationId, each]));
  const shown = qualifications.map((qualification) => ({
    facts: qualification,
    ...publicStanding(
      qualification,
      { standing: verdictOf.get(qualification.id), openCase: caseOf.get(qualification.id) },
      { day: asOf.day, province },
    ),
  }));
  const groups: PublicCertificate[] = certificates.map((certificate) => ({
    certificate,
    qualifications: shown.filter((each) => each.facts.certificateId === certificate.id),
  }));
  const numbered = new Set(certificates.map((certificate) => certificate.id));
  const loose = shown.filter((each) => each.facts.certificateId === null || !numbered.has(each.facts.certificateId));
  return {
    facts,
    certificates: loose.length === 0 ? groups : [...groups, { certificate: undefined, qualifications: loose }],
  };
}
