import type { EnterpriseKind } from '#law/regimes/words.ts';
import type { Pool, Queries } from '#platform/database/connections.ts';
import { type CaseStanding, STANDING_COLUMNS, type StoredStanding, standingAfter } from './public-stage.ts';

/** A case as it stood at an instant: open or not, marked or not, since when and under which rule. */
export interface CaseAtInstant {
  readonly caseId: string;
  readonly qualificationId: number;
  readonly regime: string;
  readonly stage: string;
  readonly openedOn: string;
  readonly clause: string;
  readonly marked: boolean;
  /** legal day and clause of the event that made it public: the mark is shown since then */
  readonly publicSince: string | null;
  readonly publicClause: string | null;
  readonly restrictions: readonly string[];
}

/** An open case with whether its stage was public; for the visibility rules only, never for a page. */
export interface OpenCase extends CaseAtInstant {
  readonly enterpriseId: number;
  readonly public: boolean;
}

interface EventRow extends StoredStanding {
  readonly caseId: string;
  readonly qualificationId: number;
  readonly enterpriseId: number;
  readonly regime: string;
  readonly kind: EnterpriseKind;
  readonly openedOn: string;
  readonly onDay: string;
  readonly act: string;
  readonly clause: string;
}

/**
 * Folds the events of each case, in their order, to where it stood; closed cases drop out. Events are never edited, so
 * the past reads as it was known then.
 */
function fold(rows: readonly EventRow[]): OpenCase[] {
  const open = new Map<string, OpenCase>();
  const standings = new Map<string, CaseStanding>();
  for (const row of rows) {
    const before = standings.get(row.caseId);
    const standing = standingAfter(before, row, row);
    standings.set(row.caseId, standing);
    const known = open.get(row.caseId);
    if (standing.closed) {
      open.delete(row.caseId);
      continue;
    }
    const shown = standing.public && before?.public !== true;
    open.set(row.caseId, {
      caseId: row.caseId,
      qualificationId: row.qualificationId,
      enterpriseId: row.enterpriseId,
      regime: row.regime,
      openedOn: row.openedOn,
      clause: known?.clause ?? row.clause,
      publicSince: shown ? row.onDay : (known?.publicSince ?? null),
      publicClause: shown ? row.clause : (known?.publicClause ?? null),
      stage: standing.stage,
      public: standing.public,
      marked: standing.marked,
      restrictions: standing.restrictions,
    });
  }
  return [...open.values()];
}

/** The open cases of enterprises at an instant, public or not: what the rules of visibility are asked about. */
export async function openCasesOfEnterprises(
  pool: Queries,
  enterpriseIds: readonly number[],
  instant: Date,
): Promise<OpenCase[]> {
  if (enterpriseIds.length === 0) return [];
  const result = await pool.query<EventRow>(
    `select c.id as "caseId", c.qualification_id as "qualificationId", c.enterprise_id as "enterpriseId", c.regime,
       case when q.series = '工程监理' then 'supervision' else 'construction' end as kind,
       c.opened_on as "openedOn", v.on_day as "onDay", v.act, v.clause, ${STANDING_COLUMNS}
     from cases c join qualification q on q.id = c.qualification_id join case_event v on v.case_id = c.id
     where c.enterprise_id = any($1) and v.recorded_at <= $2
     order by c.opened_on, c.id, v.sequence`,
    [enterpriseIds, instant],
  );
  return fold(result.rows);
}

/**
 * The public, open cases of an enterprise at an instant. A stage that is not public (a yellow card, SX23-2.1) is not in
 * the answer at all.
 */
export async function casesOfEnterprise(pool: Pool, enterpriseId: number, instant: Date): Promise<CaseAtInstant[]> {
  const open = await openCasesOfEnterprises(pool, [enterpriseId], instant);
  return open.filter((each) => each.public);
}

/** How many qualifications of each enterprise bore a public mark at an instant; enterprises without one are left out. */
export async function publicMarks(
  pool: Pool,
  enterpriseIds: readonly number[],
  instant: Date,
): Promise<ReadonlyMap<number, number>> {
  const marks = new Map<number, number>();
  for (const each of await openCasesOfEnterprises(pool, enterpriseIds, instant)) {
    if (each.public && each.marked) marks.set(each.enterpriseId, (marks.get(each.enterpriseId) ?? 0) + 1);
  }
  return marks;
}
