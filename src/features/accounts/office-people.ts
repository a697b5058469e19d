import type { Pool } from '#platform/database/connections.ts';
import type { OfficeLevel } from './roles.ts';

/** Names of those who hold a role for an office and may sign in. */
export async function officialsOf(
  accounts: Pool,
  office: { readonly level: OfficeLevel; readonly division: string },
): Promise<string[]> {
  const result = await accounts.query<{ name: string }>(
    `select distinct a.name from account a join account_role r on r.account_id = a.id
     where r.level = $1 and r.division = $2 and r.ended_at is null and a.status = 'active' order by a.name`,
    [office.level, office.division],
  );
  return result.rows.map(({ name }) => name);
}
