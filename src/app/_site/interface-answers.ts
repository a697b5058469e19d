import { citationOf } from '#features/casework/queries.ts';
import type {
  AsOf,
  PublicEnterprise,
  PublicQualification,
  PublicSearchPage,
  QualificationFacts,
} from '#features/registry/queries.ts';
import { placeName } from '#ui/place.ts';
import { restrictionWords } from '#ui/words.ts';
import type { EnterpriseList, EnterpriseRecord, EnterpriseStatus } from './interface-schemas.ts';

const ROOT = '/api/v1/enterprises';

/** A page of the search as the interface gives it. */
function hitRecord(hit: PublicSearchPage['hits'][number]): EnterpriseList['items'][number] {
  return {
    uscc: hit.uscc,
    name: hit.name,
    place: { code: hit.divisionCode, name: placeName(hit.divisionCode) },
    markedQualifications: hit.marked,
    href: `${ROOT}/${hit.uscc}`,
    ...(hit.formerName === undefined ? {} : { formerName: hit.formerName }),
  };
}

export function listAnswer(page: PublicSearchPage, text: string): EnterpriseList {
  return {
    items: page.hits.map(hitRecord),
    near: page.near.map(hitRecord),
    next: page.next === undefined ? null : `${ROOT}?${new URLSearchParams({ q: text, cursor: page.next })}`,
  };
}

function qualificationRecord(facts: QualificationFacts) {
  return {
    id: facts.id,
    name: facts.name,
    series: facts.series,
    category: facts.category,
    level: facts.level,
    nationalCode: facts.nationalCode,
    standardRow: facts.standardRow,
    approvedOn: facts.approvedOn,
    validUntil: facts.validUntil,
    status: facts.status === 'in-force' ? ('in-force' as const) : ('ended' as const),
    endedOn: facts.endedOn,
  };
}

/** An enterprise with its certificates as the interface gives it. */
export function enterpriseAnswer({ facts, certificates }: PublicEnterprise): EnterpriseRecord {
  return {
    uscc: facts.uscc,
    name: facts.name,
    formerNames: [...facts.formerNames],
    kinds: [...facts.kinds],
    place: { code: facts.divisionCode, name: placeName(facts.divisionCode) },
    address: facts.address,
    legalRepresentative: facts.legalRepresentative,
    status: facts.status,
    recordedAt: facts.recordedAt.toISOString(),
    certificates: certificates.map(({ certificate, qualifications }) => ({
      number: certificate?.number ?? null,
      authority: certificate?.authority ?? null,
      authorityLevel: certificate?.authorityLevel ?? null,
      issuedOn: certificate?.issuedOn ?? null,
      validUntil: certificate?.validUntil ?? null,
      qualifications: qualifications.map((each) => qualificationRecord(each.facts)),
    })),
    statusHref: `${ROOT}/${facts.uscc}/status`,
  };
}

function markOf(qualification: PublicQualification): EnterpriseStatus['qualifications'][number]['mark'] {
  const marking = qualification.case;
  if (marking === undefined || !marking.marked) return null;
  const clause = marking.publicClause ?? marking.clause;
  const words = restrictionWords(marking.restrictions, marking.regime);
  return {
    since: marking.publicSince ?? marking.openedOn,
    clause: { id: clause, citation: citationOf(clause) },
    restrictions: marking.restrictions.map((code, at) => ({ code, text: words[at] ?? code })),
  };
}

/** How an enterprise's qualifications stood at a point in time, as the interface gives it. */
export function statusAnswer({ facts, certificates }: PublicEnterprise, asOf: AsOf): EnterpriseStatus {
  const suffix = asOf.isToday ? '' : `?asOf=${asOf.day}`;
  return {
    uscc: facts.uscc,
    name: facts.name,
    asOf: asOf.day,
    instant: asOf.instant.toISOString(),
    qualifications: certificates.flatMap(({ certificate, qualifications }) =>
      qualifications.map((each) => ({
        id: each.facts.id,
        name: each.facts.name,
        certificateNumber: certificate?.number ?? null,
        verdict: each.verdict,
        since: each.standing?.asOf ?? null,
        noticedAt: each.standing?.knownFrom.toISOString() ?? null,
        shortage: each.standing?.shortage ?? null,
        effectiveRow: each.standing?.effectiveRow ?? null,
        mark: markOf(each),
        check:
          each.standing === undefined
            ? null
            : {
                run: each.standing.checkedRun,
                asOf: each.standing.checkedAsOf,
                instant: each.standing.checkedInstant.toISOString(),
                standardsVersion: each.standing.standardsVersion,
              },
        href: `/enterprises/${facts.uscc}/qualifications/${each.facts.id}${suffix}`,
      })),
    ),
  };
}
