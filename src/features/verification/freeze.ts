import { policyVersion, standardsVersion } from '#law/standards/data.ts';
import { holdLock } from '#platform/advisory-locks.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { knowledgeInstant } from '#platform/knowledge-time.ts';

/** Enterprises of one partition: small enough to be repeated after a crash, large enough to stream. */
const PARTITION_ENTERPRISES = 50_000;

export interface FrozenRun {
  readonly id: number;
  readonly scope: string;
  readonly asOf: string;
  readonly instant: Date;
}

export interface MonthRunRequest {
  /** `2026-11` */
  readonly month: string;
  /** prefix of the division codes covered; empty: all that is registered */
  readonly scope: string;
  /** legal day of the comparison, `yyyy-MM-dd` */
  readonly asOf: string;
  /** the data instant; default: now. A past instant compares what was known then. */
  readonly instant?: Date;
  /** the program's clock */
  readonly now?: Date;
  /** enterprises of one partition; default PARTITION_ENTERPRISES */
  readonly partitionEnterprises?: number;
}

/**
 * Freezes the data instant of the month's run (GX24-2) and cuts it into partitions. The month and scope are unique: of any
 * number of schedulers one freezes the run, the others get the run that is there.
 */
export async function freezeMonthRun(
  pool: Pool,
  request: MonthRunRequest,
): Promise<{ run: FrozenRun; created: boolean; status: string }> {
  return inTransaction(pool, async (transaction) => {
    // Alone: every import that has begun is committed before the instant, and none begins until the run stands.
    await holdLock(transaction, 'registry', 'exclusive');
    const standing = await transaction.query<{ id: number; as_of: string; instant: Date; status: string }>(
      `select id, as_of, instant, status from verification_run
       where kind = 'month' and scope = $1 and month = $2 and status <> 'discarded'`,
      [request.scope, request.month],
    );
    const found = standing.rows[0];
    if (found !== undefined) {
      return {
        run: { id: found.id, scope: request.scope, asOf: found.as_of, instant: found.instant },
        created: false,
        status: found.status,
      };
    }
    const instant = request.instant ?? (await knowledgeInstant(transaction, request.now));
    const id = await insertRun(transaction, { kind: 'month', ...request, instant });
    await partition(transaction, id, request.scope, request.partitionEnterprises);
    await noteDoubleRegistrations(transaction, id, request.asOf, instant);
    return {
      run: { id, scope: request.scope, asOf: request.asOf, instant },
      created: true,
      status: 'evaluating',
    };
  });
}

/**
 * Begins a run, and clears away what discarded ones had staged. The caller holds the registry alone, so the next number is free; a sequence would leave gaps where a worker died, and the
 * number is part of the cases' ids.
 */
export async function insertRun(
  transaction: Transaction,
  run: { kind: 'month' | 'change'; month?: string; scope: string; asOf: string; instant: Date },
): Promise<number> {
  await transaction.query(
    "delete from run_difference d using verification_run r where r.id = d.run_id and r.status = 'discarded'",
  );
  const inserted = await transaction.query<{ id: number }>(
    `insert into verification_run (id, kind, month, scope, as_of, instant, status, standards_version, policy_version, started_at)
     select coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, 'evaluating', $6, $7, $5 from verification_run returning id`,
    [run.kind, run.month ?? null, run.scope, run.asOf, run.instant, standardsVersion, policyVersion],
  );
  const row = inserted.rows[0];
  if (row === undefined) throw new Error('the run was not inserted');
  return row.id;
}

const RANGES = `select first, lead(first, 1, last + 1) over (order by first) as "end"
  from (
    select min(id) as first, max(max(id)) over () as last
    from (select id, (row_number() over (order by id) - 1) / $2::int as bucket
          from enterprise where division_code like $1 || '%') numbered
    group by bucket) buckets`;

/** Consecutive ranges of enterprise ids, so that a partition is one stretch of an index. */
export async function enterpriseRanges(
  transaction: Transaction,
  scope: string,
): Promise<{ first: number; end: number }[]> {
  const result = await transaction.query<{ first: number; end: number }>(`${RANGES} order by 1`, [
    scope,
    PARTITION_ENTERPRISES,
  ]);
  return result.rows;
}

async function partition(
  transaction: Transaction,
  runId: number,
  scope: string,
  enterprises: number = PARTITION_ENTERPRISES,
): Promise<void> {
  await transaction.query(
    `insert into run_partition (run_id, number, first_enterprise, end_enterprise)
     select $3, row_number() over (order by first), first, "end" from (${RANGES}) ranges`,
    [scope, enterprises, runId],
  );
}

/**
 * Persons in force at two or more enterprises at once count in neither until that is settled (建市〔2015〕20号); only those
 * of `enterprises` where it is given.
 */
export async function noteDoubleRegistrations(
  transaction: Transaction,
  runId: number,
  asOf: string,
  instant: Date,
  enterprises?: readonly number[],
): Promise<void> {
  const inForce =
    'known_from <= $3 and (known_to is null or known_to > $3) and (valid_until is null or valid_until >= $2)';
  const concerned =
    enterprises === undefined
      ? ''
      : 'and practitioner_id in (select practitioner_id from registration where enterprise_id = any($4))';
  await transaction.query(
    // Whether a certificate's specialties are in force is asked of the few who are at two enterprises by their certificates.
    `insert into run_double_registration (run_id, practitioner_id)
     select $1, practitioner_id from (
       select practitioner_id, bool_or(specialty_until is not null) as dated from registration where ${inForce} ${concerned}
       group by practitioner_id having min(enterprise_id) <> max(enterprise_id)) twice
     where not dated or (
       select min(r.enterprise_id) <> max(r.enterprise_id) from registration r
       where r.practitioner_id = twice.practitioner_id and ${inForce}
         and (specialty_until is null or specialty_in_force(specialty_from, specialty_until, $2)))`,
    enterprises === undefined ? [runId, asOf, instant] : [runId, asOf, instant, enterprises],
  );
}
