import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LegalDate } from '#law/periods/legal-date.ts';
import { legalDate } from '#law/regimes/command.ts';
import { act } from '#law/regimes/decide.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { lockCases } from './case-record.ts';
import { lawsInForce } from './laws.ts';
import { legalDay } from './opening.ts';
import { type CaseChange, recordEvents } from './record-events.ts';

const PORTION = 500;

const downtimeSchema = z.object({
  /** prefix of the divisions that could not work; empty: all */
  scope: z
    .string()
    .regex(/^(\d{2}){0,3}$/, '范围应为 2、4 或 6 位行政区划代码，不写为全部。')
    .default(''),
  from: legalDate,
  to: legalDate,
  reason: z.string().trim().min(1, '请写明停机的原因。'),
  by: z.string().trim().min(1, '请写明登记人姓名。'),
  at: z.date(),
});

export type DowntimeResult =
  | {
      readonly outcome: 'recorded';
      readonly id: string;
      /** cases that heard of it now; the others had before */
      readonly cases: number;
    }
  | { readonly outcome: 'refused'; readonly reason: string };

/** The same days in the same place are one downtime. */
function idOf(scope: string, from: string, to: string): string {
  const hex = createHash('sha256').update(`downtime:${scope}:${from}:${to}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/**
 * Records that the platform was down and lays it before every open case that it concerns (reading `downtime`): a last day within it
 * moves to the first working day after it. Said twice, the second finds it done; cut off half-way, the second does the rest.
 */
export async function recordDowntime(pool: Pool, input: z.input<typeof downtimeSchema>): Promise<DowntimeResult> {
  const read = downtimeSchema.safeParse(input);
  if (!read.success) return { outcome: 'refused', reason: read.error.issues.map(({ message }) => message).join('；') };
  const { scope, from, to, reason, by, at } = read.data;
  if (from > to) return { outcome: 'refused', reason: '停机的起始日不能晚于结束日，请核对。' };
  const id = idOf(scope, from, to);
  await inTransaction(pool, async (transaction) => {
    const added = await transaction.query(
      `insert into platform_downtime (id, division_code, from_day, to_day, reason, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
      [id, scope, from, to, reason, at, by],
    );
    if (added.rowCount === 0) return;
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'record-downtime', $3, $4)`,
      [at, by, `downtime:${id}`, JSON.stringify({ scope, from, to, reason })],
    );
  });
  return { outcome: 'recorded', id, cases: await applyDowntimes(pool, at) };
}

interface Downtime {
  readonly id: string;
  readonly scope: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly by: string;
}

async function applyPortion(
  transaction: Transaction,
  downtime: Downtime,
  day: LegalDate,
  at: Date,
  after: string,
): Promise<{ readonly last: string; readonly applied: number } | undefined> {
  // A case opened after a downtime has no day within it; one that has heard of it has its id in an event.
  const found = await transaction.query<{ id: string }>(
    `select c.id from cases c where c.closed_on is null and c.opened_on <= $2 and starts_with(c.division_code, $3) and c.id > $4
       and not exists (select 1 from case_event v where v.case_id = c.id and v.act = 'downtime-recorded' and v.content::jsonb->>'downtime' = $1)
     order by c.id limit ${PORTION}`,
    [downtime.id, downtime.to, downtime.scope, after],
  );
  const last = found.rows.at(-1)?.id;
  if (last === undefined) return undefined;
  const records = await lockCases(
    transaction,
    `c.id = any($1::uuid[]) and c.closed_on is null
       and not exists (select 1 from case_event v where v.case_id = c.id and v.act = 'downtime-recorded' and v.content::jsonb->>'downtime' = $2)`,
    [found.rows.map(({ id }) => id), downtime.id],
  );
  const laws = await lawsInForce(transaction);
  const command = { do: 'downtime', from: legalDay(downtime.from), to: legalDay(downtime.to) } as const;
  const changes = records.map((record): CaseChange => {
    const law = laws(record.regime);
    const on = record.state.lastOn !== undefined && record.state.lastOn > day ? record.state.lastOn : day;
    const { events } = act(record.state, command, law, on);
    const grounds = { downtime: downtime.id, reason: downtime.reason, recordedBy: downtime.by };
    return { record, law, events, actor: 'platform', grounds };
  });
  await recordEvents(transaction, changes, day, at);
  return { last, applied: changes.length };
}

/**
 * Lays every recorded downtime before the open cases that have not heard of it: those left over from an interrupted record, and those
 * opened since under a downtime announced beforehand. Idempotent; in portions, so that it never holds many cases at once.
 * @returns how many cases heard of one
 */
export async function applyDowntimes(pool: Pool, at: Date): Promise<number> {
  const day = legalDay(legalDayOf(at));
  const downtimes = await pool.query<Downtime>(
    `select id, division_code as scope, from_day as "from", to_day as "to", reason, recorded_by as by from platform_downtime d
     where exists (select 1 from cases c where c.closed_on is null and c.opened_on <= d.to_day and starts_with(c.division_code, d.division_code)
       and not exists (select 1 from case_event v where v.case_id = c.id and v.act = 'downtime-recorded' and v.content::jsonb->>'downtime' = d.id::text))
     order by from_day, id`,
  );
  let applied = 0;
  for (const downtime of downtimes.rows) {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const portion = await inTransaction(pool, (transaction) => applyPortion(transaction, downtime, day, at, after));
      if (portion === undefined) break;
      applied += portion.applied;
      after = portion.last;
    }
  }
  return applied;
}

/** A recorded downtime and how many cases heard of it. */
export interface DowntimeShown {
  readonly id: string;
  readonly scope: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly cases: number;
}

export async function downtimes(pool: Pool): Promise<DowntimeShown[]> {
  const result = await pool.query<DowntimeShown>(
    `select d.id, d.division_code as scope, d.from_day as "from", d.to_day as "to", d.reason, d.recorded_at as "recordedAt",
       d.recorded_by as "recordedBy",
       (select count(distinct v.case_id) from case_event v where v.act = 'downtime-recorded' and v.content::jsonb->>'downtime' = d.id::text) as cases
     from platform_downtime d order by d.from_day desc, d.id`,
  );
  return result.rows;
}
