import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { openCasesOfEnterprises } from '#features/casework/queries.ts';
import { publicStanding, type QualificationFacts } from '#features/registry/queries.ts';
import type { StandingVerdict } from '#features/verification/queries.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';

const ENTERPRISES_AT_ONCE = 1_000;

export interface TakenSnapshot {
  readonly month: string;
  readonly position: number;
  readonly enterprises: number;
}

interface EnterpriseRow {
  readonly id: number;
  readonly uscc: string;
  readonly name: string;
  readonly divisionCode: string;
  readonly status: string;
}

interface QualificationRow extends QualificationFacts {
  readonly enterpriseId: number;
  readonly certificateNumber: string | null;
  readonly standing: StandingVerdict | null;
}

const QUALIFICATIONS = `select q.enterprise_id as "enterpriseId", q.id, q.certificate_id as "certificateId", q.division_code as "divisionCode",
    q.national_code as "nationalCode", q.standard_row as "standardRow", q.name, q.series, q.category, q.level, q.approved_on as "approvedOn",
    q.valid_until as "validUntil", q.status, q.ended_on as "endedOn", t.number as "certificateNumber",
    case when v.id is null then null else json_build_object('qualificationId', q.id, 'verdict', v.verdict, 'effectiveRow', v.effective_row,
      'shortage', v.shortage, 'counts', v.counts, 'asOf', v.as_of) end as standing
  from qualification q left join certificate t on t.id = q.certificate_id
  left join verdict v on v.qualification_id = q.id and v.enterprise_id = q.enterprise_id and v.known_to is null
  where q.enterprise_id = any($1) order by q.enterprise_id, q.id`;

async function linesOf(
  transaction: Transaction,
  enterprises: readonly EnterpriseRow[],
  { province, now }: { readonly province: string; readonly now: Date },
): Promise<string> {
  const ids = enterprises.map((each) => each.id);
  const qualifications = await transaction.query<QualificationRow>(QUALIFICATIONS, [ids]);
  const cases = await openCasesOfEnterprises(transaction, ids, now);
  const caseOf = new Map(cases.map((each) => [each.qualificationId, each]));
  const held = Map.groupBy(qualifications.rows, (row) => row.enterpriseId);
  const day = legalDayOf(now);
  return enterprises
    .map(({ id, uscc, name, divisionCode, status }) => {
      const shown = (held.get(id) ?? []).map((row) => {
        const known = { standing: row.standing ?? undefined, openCase: caseOf.get(row.id) };
        const { verdict, standing, case: open } = publicStanding(row, known, { day, province });
        return {
          id: row.id,
          name: row.name,
          certificateNumber: row.certificateNumber,
          verdict,
          since: standing?.asOf ?? null,
          shortage: standing?.shortage ?? null,
          mark:
            open === undefined || !open.marked
              ? null
              : {
                  since: open.publicSince ?? open.openedOn,
                  clause: open.publicClause ?? open.clause,
                  restrictions: open.restrictions,
                },
        };
      });
      return `${JSON.stringify({ kind: 'enterprise', uscc, name, divisionCode, status, qualifications: shown })}\n`;
    })
    .join('');
}

/**
 * Writes the month's open data once, when its run has settled: a first line with the position of the feed from which to read on, then
 * one line for each enterprise, everything from one instant of the database.
 * @returns undefined where the month has its snapshot already, or its run has not settled yet
 */
export async function takeMonthlySnapshot(
  pool: Pool,
  { province, now }: { readonly province: string; readonly now: Date },
): Promise<TakenSnapshot | undefined> {
  const month = legalDayOf(now).slice(0, 7);
  return inTransaction(pool, async (transaction) => {
    await transaction.query('set transaction isolation level repeatable read');
    const due = await transaction.query<{ position: number }>(
      `select coalesce((select max(position) from public_change), 0) as position
       where not exists (select 1 from open_data_snapshot where month = $1)
         and exists (select 1 from verification_run where kind = 'month' and status = 'settled' and month = $1)`,
      [month],
    );
    const position = due.rows[0]?.position;
    if (position === undefined) return undefined;
    const head = {
      kind: 'snapshot',
      month,
      takenAt: now.toISOString(),
      position,
      next: `/api/v1/changes?since=${position}`,
    };
    let enterprises = 0;
    const lines = async function* (): AsyncGenerator<string> {
      yield `${JSON.stringify(head)}\n`;
      for (let last = 0; ; ) {
        const batch = await transaction.query<EnterpriseRow>(
          `select id, uscc, name, division_code as "divisionCode", status from enterprise where id > $1 order by id limit $2`,
          [last, ENTERPRISES_AT_ONCE],
        );
        const end = batch.rows.at(-1);
        if (end === undefined) return;
        last = end.id;
        enterprises += batch.rows.length;
        yield await linesOf(transaction, batch.rows, { province, now });
      }
    };
    const content = await buffer(Readable.from(lines()).compose(createGzip()));
    const sha256 = createHash('sha256').update(content).digest();
    await transaction.query(
      `insert into open_data_snapshot (month, taken_at, position, enterprises, sha256, content) values ($1, $2, $3, $4, $5, $6)
       on conflict (month) do nothing`,
      [month, now, position, enterprises, sha256, content],
    );
    return { month, position, enterprises };
  });
}

export interface Snapshot extends TakenSnapshot {
  /** NDJSON, gzip */
  readonly content: Buffer;
}

/** The open data of a month, or of the newest. */
export async function snapshotOf(pool: Pool, month: string | undefined): Promise<Snapshot | undefined> {
  const result = await pool.query<Snapshot>(
    `select month, position, enterprises, content from open_data_snapshot where $1::text is null or month = $1 order by month desc limit 1`,
    [month ?? null],
  );
  return result.rows[0];
}
