import type { Pool, Transaction } from '#platform/database/connections.ts';
import { readCases } from './case-record.ts';
import { type CaseRow, rowFault, rowOf } from './case-row.ts';
import { brokenAt, type StoredEvent } from './event-hash.ts';
import { lawsInForce } from './laws.ts';

/** One event as it is stored, with all that its hash covers. */
export interface FiledEvent {
  readonly sequence: number;
  readonly onDay: string;
  readonly recordedAt: Date;
  readonly act: string;
  readonly actor: string;
  readonly clause: string;
  /** JSON text exactly as hashed */
  readonly content: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** A whole case for whoever may see all of it: the row, every event, and whether they hold together. */
export interface CaseFile {
  readonly caseId: string;
  readonly enterpriseId: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly certificateNumber: string | null;
  readonly divisionCode: string;
  readonly regime: string;
  readonly stage: string;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly deadline: string | null;
  readonly servedOn: Readonly<Record<string, string>>;
  readonly events: readonly FiledEvent[];
  /** what is wrong with the chain, or with the row against its events; null: all is whole */
  readonly fault: string | null;
}

interface Row extends Omit<CaseFile, 'events' | 'fault'> {}

interface EventRow extends StoredEvent {
  readonly recordedAt: Date;
}

/** Reads a case with its story and checks the chain; undefined where there is none. */
export async function caseFile(database: Pool | Transaction, caseId: string): Promise<CaseFile | undefined> {
  const found = await database.query<Row>(
    `select c.id as "caseId", c.enterprise_id as "enterpriseId", e.name as enterprise, e.uscc, q.name as qualification,
       k.number as "certificateNumber", c.division_code as "divisionCode", c.regime, c.stage, c.opened_on as "openedOn",
       c.closed_on as "closedOn", c.deadline, c.served_on as "servedOn"
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     left join certificate k on k.id = q.certificate_id where c.id = $1`,
    [caseId],
  );
  const row = found.rows[0];
  if (row === undefined) return undefined;
  const events = await database.query<EventRow>(
    `select case_id as "caseId", sequence, on_day as "onDay", recorded_at as "recordedAt", act, actor, clause, content,
       previous_hash as "previousHash", hash
     from case_event where case_id = $1 order by sequence`,
    [caseId],
  );
  return {
    ...row,
    events: events.rows.map(({ caseId: _case, previousHash, hash, ...event }) => ({
      ...event,
      previousHash: previousHash.toString('hex'),
      hash: hash.toString('hex'),
    })),
    fault: await faultOf(database, caseId, events.rows),
  };
}

/** The chain, the last event, and every field that lists read: nothing is believed from the row, all of it follows from the events. */
async function faultOf(
  database: Pool | Transaction,
  caseId: string,
  events: readonly EventRow[],
): Promise<string | null> {
  const broken = brokenAt(events);
  if (broken !== undefined) return `第 ${broken.sequence} 条：${broken.reason}`;
  const [record] = await readCases(database, 'c.id = $1', [caseId]);
  const last = events.at(-1);
  if (record === undefined || last?.sequence !== record.lastSequence || !last.hash.equals(record.lastHash)) {
    return '案件记录与最后一条事件不一致（事件可能被截断）';
  }
  const stored = await storedRow(database, caseId);
  const lastOn = record.state.lastOn;
  if (stored === undefined || lastOn === undefined) return '案件没有事件';
  const law = (await lawsInForce(database))(record.regime);
  return rowFault(stored, rowOf(record.state, law, lastOn));
}

async function storedRow(database: Pool | Transaction, caseId: string): Promise<CaseRow | undefined> {
  const result = await database.query<CaseRow>(
    `select c.stage, c.closed_on as "closedOn", c.marked, c.public, c.restrictions, c.deadline, c.provisional, c.next_by_time as "nextByTime",
       c.served_on as "servedOn", (select coalesce(json_agg(json_build_object('what', d.what, 'by', d.by_day, 'handler', d.handler) order by d.what collate "C"), '[]')
         from case_duty d where d.case_id = c.id) as duties
     from cases c where c.id = $1`,
    [caseId],
  );
  return result.rows[0];
}

/** The cases of an enterprise by its code, newest first, for the command line. */
export async function caseIdsOf(
  pool: Pool,
  uscc: string,
): Promise<
  { readonly id: string; readonly stage: string; readonly openedOn: string; readonly qualification: string }[]
> {
  const result = await pool.query<{ id: string; stage: string; openedOn: string; qualification: string }>(
    `select c.id, c.stage, c.opened_on as "openedOn", q.name as qualification
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     where e.uscc = $1 order by c.opened_on desc, c.id`,
    [uscc],
  );
  return result.rows;
}
