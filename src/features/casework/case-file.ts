import { z } from 'zod';
import { type CaseEvent, noCase } from '#law/regimes/case.ts';
import { fold } from '#law/regimes/evolve.ts';
import type { Pool, Transaction } from '#platform/database/connections.ts';
import { brokenAt, type StoredEvent } from './event-hash.ts';

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

interface Row extends Omit<CaseFile, 'events' | 'fault'> {
  readonly lastSequence: number;
  readonly lastHash: Buffer;
}

interface EventRow extends StoredEvent {
  readonly recordedAt: Date;
}

const contentSchema = z.object({ event: z.custom<CaseEvent>((value) => typeof value === 'object' && value !== null) });

/** Reads a case with its story and checks the chain; undefined where there is none. */
export async function caseFile(database: Pool | Transaction, caseId: string): Promise<CaseFile | undefined> {
  const found = await database.query<Row>(
    `select c.id as "caseId", c.enterprise_id as "enterpriseId", e.name as enterprise, e.uscc, q.name as qualification,
       k.number as "certificateNumber", c.division_code as "divisionCode", c.regime, c.stage, c.opened_on as "openedOn",
       c.closed_on as "closedOn", c.deadline, c.served_on as "servedOn", c.last_sequence as "lastSequence", c.last_hash as "lastHash"
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
  const { lastSequence, lastHash, ...shown } = row;
  return {
    ...shown,
    events: events.rows.map(({ caseId: _case, previousHash, hash, ...event }) => ({
      ...event,
      previousHash: previousHash.toString('hex'),
      hash: hash.toString('hex'),
    })),
    fault: faultOf(events.rows, { lastSequence, lastHash, stage: row.stage }),
  };
}

function faultOf(
  events: readonly EventRow[],
  row: { readonly lastSequence: number; readonly lastHash: Buffer; readonly stage: string },
): string | null {
  const broken = brokenAt(events);
  if (broken !== undefined) return `第 ${broken.sequence} 条：${broken.reason}`;
  const last = events.at(-1);
  if (last === undefined || last.sequence !== row.lastSequence || !last.hash.equals(row.lastHash)) {
    return '案件记录与最后一条事件不一致（事件可能被截断）';
  }
  // Neither stage nor deadline is believed from the row: both follow from the events.
  const subject = {
    enterprise: { kind: 'construction', inRegion: true, division: '', confirmation: null },
    qualification: { code: '', licensing: 'city' },
  } as const;
  const state = fold(
    noCase(subject),
    events.map((event) => contentSchema.parse(JSON.parse(event.content)).event),
  );
  return state.stage === row.stage ? null : `案件所处阶段（${row.stage}）与事件推得的（${state.stage ?? '无'}）不一致`;
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
