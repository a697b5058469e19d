import { z } from 'zod';
import { clauseIn, clauseOn } from '#law/regimes/citing.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { changeAttempt, lockAttempts } from './attempts.ts';
import { actorSchema, given, type Outcome, refused } from './step.ts';

const WAYBILL = /^[A-Z0-9]{9,20}$/;

const waybillSchema = z.object({
  rows: z.array(
    z.object({
      attempt: z.string(),
      waybill: z.string().trim().toUpperCase().regex(WAYBILL, '邮件号有误，应为 9 至 20 位字母和数字，请核对。'),
    }),
  ),
  /** the posting list on which the letters must stand; any where it is left out */
  batchId: z.guid().optional(),
  actor: actorSchema,
  recordedAt: z.date(),
});

/** A number of the post and the letter that it is given to. */
export interface WaybillRow {
  readonly attempt: string;
  readonly waybill: string;
}

/** Why the rows cannot be taken; undefined: they can. Looked at before anything is written. */
async function obstacle(
  transaction: Transaction,
  rows: readonly WaybillRow[],
  batchId: string | undefined,
): Promise<string | undefined> {
  const numbers = rows.map(({ waybill }) => waybill);
  if (new Set(numbers).size !== numbers.length) return '同一邮件号填写了两次，请核对。';
  const letters = await lockAttempts(
    transaction,
    "id = any($1) and channel = 'ems' and ($2::uuid is null or batch_id = $2)",
    [rows.map(({ attempt }) => attempt), batchId ?? null],
  );
  if (letters.length !== rows.length) return '有的邮件不在系统中，或者不在这份邮寄清单中，请核对。';
  if (letters.some(({ status }) => status !== 'sent')) return '只有已交寄、尚无结果的邮件可以登记邮件号。';
  const taken = await transaction.query<{ waybill: string }>(
    'select waybill from service_attempt where waybill = any($1)',
    [numbers],
  );
  if (taken.rows.length === 0) return undefined;
  return `邮件号 ${taken.rows.map(({ waybill }) => waybill).join('、')} 已经登记过。`;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

async function clauseOfLetter(pool: Pool, attempt: string | undefined): Promise<string> {
  const found = await pool.query<{ division_code: string }>('select division_code from service_attempt where id = $1', [
    attempt ?? null,
  ]);
  const division = found.rows[0]?.division_code;
  return division === undefined ? clauseOn(undefined, 'central-posting') : clauseIn(division, 'central-posting');
}

/** The numbers that the post gave, one to a letter, all of them or none. */
export async function recordWaybills(
  pool: Pool,
  input: z.input<typeof waybillSchema>,
): Promise<Outcome<{ recorded: number }>> {
  const read = given(waybillSchema, input);
  if (!read.ok) return refused(clauseOn(undefined, 'central-posting'), read.reason);
  const { rows, batchId, actor, recordedAt } = read.value;
  const clause = await clauseOfLetter(pool, rows[0]?.attempt);
  try {
    return await inTransaction(pool, async (transaction): Promise<Outcome<{ recorded: number }>> => {
      const reason = await obstacle(transaction, rows, batchId);
      if (reason !== undefined) return refused(clause, reason);
      for (const { attempt, waybill } of rows) {
        await transaction.query('update service_attempt set waybill = $2 where id = $1', [attempt, waybill]);
        await changeAttempt(transaction, attempt, {
          status: 'sent',
          what: 'waybill',
          actor: actor.name,
          at: recordedAt,
          content: { waybill },
        });
      }
      return { outcome: 'done', events: [], recorded: rows.length };
    });
  } catch (error) {
    // The number belongs to a letter of another city, which this one may not see.
    if (isTaken(error)) return refused(clause, '邮件号已经登记在其他邮件上，请核对。');
    throw error;
  }
}

export type WaybillResult = WaybillRow &
  ({ readonly recorded: true } | { readonly recorded: false; readonly reason: string });

/** Row by row: one that is refused leaves the others as they are. */
export async function recordWaybillRows(
  pool: Pool,
  rows: readonly WaybillRow[],
  by: { readonly name: string; readonly at: Date; readonly batchId?: string },
): Promise<WaybillResult[]> {
  const results: WaybillResult[] = [];
  for (const row of rows) {
    const outcome = await recordWaybills(pool, {
      rows: [row],
      ...(by.batchId === undefined ? {} : { batchId: by.batchId }),
      actor: { name: by.name, role: 'city' },
      recordedAt: by.at,
    });
    results.push(
      outcome.outcome === 'done'
        ? { ...row, recorded: true }
        : {
            ...row,
            recorded: false,
            reason: outcome.outcome === 'refused' ? outcome.refusal.reason : '没有这封信函。',
          },
    );
  }
  return results;
}
