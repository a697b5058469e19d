import type { EnterpriseKind } from '#law/regimes/words.ts';
import type { Pool } from '#platform/database/connections.ts';
import { type CaseStanding, STANDING_COLUMNS, type StoredStanding, standingAfter } from './public-stage.ts';

/** One event of a case as the public may read it. */
export interface CaseStory {
  readonly caseId: string;
  readonly sequence: number;
  readonly onDay: string;
  readonly recordedAt: Date;
  readonly act: string;
  readonly clause: string;
  /** SHA-256, hexadecimal */
  readonly hash: string;
}

interface EventRow extends CaseStory, StoredStanding {
  readonly regime: string;
  readonly kind: EnterpriseKind;
}

/**
 * The public events on one qualification up to an instant, oldest first: of each case what came from its first public
 * stage on. What came before (a yellow card, SX23-2.1) was not public and does not become so.
 */
export async function caseStories(pool: Pool, qualificationId: number, instant: Date): Promise<CaseStory[]> {
  const result = await pool.query<EventRow>(
    `select c.id as "caseId", v.sequence, v.on_day as "onDay", v.recorded_at as "recordedAt", v.act, v.clause,
       encode(v.hash, 'hex') as hash, c.regime,
       case when q.series = '工程监理' then 'supervision' else 'construction' end as kind, ${STANDING_COLUMNS}
     from cases c join qualification q on q.id = c.qualification_id join case_event v on v.case_id = c.id
     where c.qualification_id = $1 and v.recorded_at <= $2
     order by c.opened_on, c.id, v.sequence`,
    [qualificationId, instant],
  );
  const standings = new Map<string, CaseStanding>();
  const shown = new Set<string>();
  return result.rows.flatMap((row) => {
    const standing = standingAfter(standings.get(row.caseId), row, row);
    standings.set(row.caseId, standing);
    if (standing.public) shown.add(row.caseId);
    if (!shown.has(row.caseId)) return [];
    const { caseId, sequence, onDay, recordedAt, act, clause, hash } = row;
    return [{ caseId, sequence, onDay, recordedAt, act, clause, hash }];
  });
}
