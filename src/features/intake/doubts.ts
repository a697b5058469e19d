import type { Pool } from '#platform/database/connections.ts';
import type { FaultyCell } from './faulty-cell.ts';
import type { Entity } from './normalisers/headers.ts';

export interface FieldDoubt {
  readonly id: number;
  readonly entity: Entity;
  /** what the row is about */
  readonly key: string;
  readonly cell: FaultyCell;
  readonly enterprise: string | null;
  readonly uscc: string | null;
  readonly raisedAt: Date;
}

export interface FieldDoubtFilter {
  readonly enterpriseId?: number | undefined;
  /** keyset: those after this number */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Fields that came in faulty and are still to be corrected, one page; the database shows each only whose they are. */
export async function standingDoubts(pool: Pool, filter: FieldDoubtFilter): Promise<readonly FieldDoubt[]> {
  const result = await pool.query<FieldDoubt>(
    `select d.id, d.entity, d.key, d.cell, e.name as enterprise, e.uscc, d.raised_at as "raisedAt"
     from field_doubt d left join enterprise e on e.id = d.enterprise_id
     where d.settled_at is null and d.id > $1 and ($2::bigint is null or d.enterprise_id = $2)
     order by d.id limit $3`,
    [filter.after ?? 0, filter.enterpriseId ?? null, filter.limit],
  );
  return result.rows;
}
