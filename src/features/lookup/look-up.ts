import { citationOf } from '#features/casework/queries.ts';
import { readUscc } from '#features/codes/queries.ts';
import {
  type AsOf,
  type EnterpriseHit,
  foldName,
  type PublicEnterprise,
  publicEnterprise,
  searchEnterprises,
} from '#features/registry/queries.ts';
import { divisionFullName, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { restrictionWord } from '#law/regimes/restriction-words.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { StatementEntry, StatementHit } from './statement.ts';

/** So many candidates are named; a name that fits more enterprises must be written out. */
const CANDIDATES = 5;
/** Look-ups under way at once, so that one bidder list does not take the site's connections. */
const AT_ONCE = 6;

type Found = Extract<StatementEntry, { result: 'found' }>;

function placeOf(code: string): { code: string; name: string } {
  const parsed = parseDivisionCode(code);
  return { code, name: parsed.ok ? divisionFullName(parsed.value) : code };
}

function hitOf(from: {
  readonly uscc: string;
  readonly name: string;
  readonly divisionCode: string;
  readonly formerName?: string;
  readonly nameNow?: string;
}): StatementHit {
  const { uscc, name, divisionCode, formerName, nameNow } = from;
  return {
    uscc,
    name,
    place: placeOf(divisionCode),
    ...(formerName === undefined ? {} : { formerName }),
    ...(nameNow === undefined ? {} : { nameNow }),
  };
}

function qualificationsOf({ certificates }: PublicEnterprise): Found['qualifications'] {
  return certificates.flatMap(({ certificate, qualifications }) =>
    qualifications.map(({ facts, verdict, standing, case: open }) => {
      const clause = open === undefined ? undefined : (open.publicClause ?? open.clause);
      return {
        id: facts.id,
        name: facts.name,
        certificateNumber: certificate?.number ?? null,
        verdict,
        checkedAsOf: standing?.checkedAsOf ?? null,
        mark:
          open === undefined || clause === undefined || !open.marked
            ? null
            : {
                since: open.publicSince ?? open.openedOn,
                clause: { id: clause, citation: citationOf(clause) },
                restrictions: open.restrictions.map((code) => ({ code, text: restrictionWord(open.regime, code) })),
              },
      };
    }),
  );
}

/** Which enterprise a term means; a name that is not written out in full is never taken for one (SX23-4.4). */
async function meant(
  pool: Pool,
  term: string,
): Promise<{ readonly uscc: string } | Exclude<StatementEntry, { result: 'found' }>> {
  const code = await readUscc(pool, term);
  if (code.ok) return { uscc: code.value };
  if (/^[0-9A-Z]{15,20}$/i.test(foldName(term))) return { result: 'not-found', term, reason: code.reason };
  const { hits, near, next } = await searchEnterprises(pool, { text: term, limit: CANDIDATES });
  const exact = hits.filter((hit: EnterpriseHit) => foldName(hit.name) === foldName(term));
  const [only, second] = exact;
  if (only !== undefined && second === undefined) return { uscc: only.uscc };
  const candidates = exact.length > 1 ? exact : hits;
  if (candidates.length === 0) {
    const named = near.map(({ name }) => name).join('、');
    const offered = named === '' ? '' : `名称相近的有：${named}，请核对。`;
    return { result: 'not-found', term, reason: `登记中没有名称如此的企业。${offered}` };
  }
  return {
    result: 'ambiguous',
    term,
    candidates: candidates.map(hitOf),
    more: exact.length <= 1 && next !== undefined,
  };
}

async function lookUpOne(
  pool: Pool,
  term: string,
  { asOf, province }: { readonly asOf: AsOf; readonly province: string },
): Promise<StatementEntry> {
  const which = await meant(pool, term);
  if ('result' in which) return which;
  const enterprise = await publicEnterprise(pool, which.uscc, asOf, province);
  if (enterprise === undefined) return { result: 'not-found', term, reason: '登记中没有统一社会信用代码如此的企业。' };
  return { result: 'found', term, enterprise: hitOf(enterprise.facts), qualifications: qualificationsOf(enterprise) };
}

/**
 * What the public may know of each enterprise asked for, as of a day; withheld stays withheld (SX23-2.1), by the same rules
 * as every page.
 */
export async function lookUp(
  pool: Pool,
  terms: readonly string[],
  at: { readonly asOf: AsOf; readonly province: string },
): Promise<StatementEntry[]> {
  const entries = new Map<number, StatementEntry>();
  let next = 0;
  const work = async () => {
    while (next < terms.length) {
      const place = next++;
      const term = terms[place];
      if (term !== undefined) entries.set(place, await lookUpOne(pool, term, at));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return terms.flatMap((_, place) => entries.get(place) ?? []);
}
