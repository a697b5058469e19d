import { z } from 'zod';
import { clauseIn, clauseOn } from '#law/regimes/citing.ts';
import type { Programme, Topic } from '#law/regimes/matters.ts';
import type { ClauseId } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { Queries } from '#platform/database/connections.ts';

const naming = z.union([
  z.object({ caseId: z.guid() }).transform(({ caseId }) => caseId),
  z.object({ caseIds: z.array(z.guid()).min(1) }).transform(({ caseIds }) => caseIds[0] ?? ''),
]);

/**
 * The clause on a matter in the regime of the case that a command names, whatever else of the command is wrong; the statute's where it
 * names none. A refusal never cites the document of another place.
 */
export async function clauseFor(database: Queries, input: unknown, matter: Topic | Programme): Promise<ClauseId> {
  const named = naming.safeParse(input);
  if (!named.success) return clauseOn(undefined, matter);
  const found = await database.query<{ regime: string }>('select regime from cases where id = $1', [named.data]);
  return clauseOn(REGIMES.get(found.rows[0]?.regime ?? ''), matter);
}

/** The clause on a matter in the regime of a case whose facts are known. */
export function clauseOf(facts: { readonly regime: string }, matter: Topic | Programme): ClauseId {
  return clauseOn(REGIMES.get(facts.regime), matter);
}

const enterprise = z.object({ enterpriseId: z.int().positive() });

/** The clause on a matter by the regimes of the place where the enterprise that a command names is registered. */
export async function clauseForEnterprise(
  database: Queries,
  input: unknown,
  matter: Topic | Programme,
): Promise<ClauseId> {
  const named = enterprise.safeParse(input);
  if (!named.success) return clauseOn(undefined, matter);
  const found = await database.query<{ division_code: string }>('select division_code from enterprise where id = $1', [
    named.data.enterpriseId,
  ]);
  const division = found.rows[0]?.division_code;
  return division === undefined ? clauseOn(undefined, matter) : clauseIn(division, matter);
}
