import type { Transaction } from '#platform/database/connections.ts';
import type { Refusal } from './schema.ts';

const MOST_REASONS = 50;
const MOST_LINES = 5;

/** Why rows of a staged import were refused, the most frequent reasons first. */
export async function refusalsOf(client: Transaction, table: string): Promise<readonly Refusal[]> {
  const result = await client.query<Refusal>(
    `select field, reason, count(*) as rows, (array_agg(line order by line))[1:${MOST_LINES}] as lines
     from ${table} group by field, reason order by count(*) desc, min(line) limit ${MOST_REASONS}`,
  );
  return result.rows;
}
