import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { lockCases } from './case-record.ts';
import { rowOf, writeRows } from './case-row.ts';
import { lawsInForce } from './laws.ts';
import { legalDay } from './opening.ts';

const PORTION = 500;
const SETTING = 'casework.reckoned-with-notices-of';

/**
 * A holiday notice that was recorded moves last days that were provisional (docs/decisions/0007): every open case is reckoned anew with
 * it, once for each recording. No event: nothing happened in the case, its day is merely known now.
 * @returns how many rows were written anew
 */
export async function reckonAnew(pool: Pool, at: Date): Promise<number> {
  const found = await pool.query<{ newest: string | null; reckoned: string | null }>(
    `select (select max(recorded_at)::text from holiday_notice) as newest, (select value #>> '{}' from setting where name = $1) as reckoned`,
    [SETTING],
  );
  const { newest, reckoned } = found.rows[0] ?? { newest: null, reckoned: null };
  if (newest === null || newest === reckoned) return 0;
  let written = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const ids = await inTransaction(pool, async (transaction) => {
      const open = await transaction.query<{ id: string }>(
        `select id from cases where closed_on is null and id > $1 order by id limit ${PORTION}`,
        [after],
      );
      const list = open.rows.map(({ id }) => id);
      const records = await lockCases(transaction, 'c.id = any($1::uuid[]) and c.closed_on is null', [list]);
      const laws = await lawsInForce(transaction);
      const today = legalDay(legalDayOf(at));
      await writeRows(
        transaction,
        records.map(({ id, divisionCode, regime, state, lastSequence, lastHash }) => ({
          id,
          divisionCode,
          row: rowOf(state, laws(regime), state.lastOn ?? today),
          lastSequence,
          lastHash,
        })),
      );
      return list;
    });
    const last = ids.at(-1);
    if (last === undefined) break;
    written += ids.length;
    after = last;
  }
  await pool.query(
    `insert into setting (name, value, recorded_at, recorded_by) values ($1, to_jsonb($2::text), $3, 'platform')
     on conflict (name) do update set value = excluded.value, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`,
    [SETTING, newest, at],
  );
  return written;
}
