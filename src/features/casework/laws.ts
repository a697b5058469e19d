import { officeCalendar } from '#features/calendar/queries.ts';
import type { Law } from '#law/regimes/law.ts';
import { answered, type Given } from '#law/regimes/questions.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { Queries } from '#platform/database/connections.ts';
import { regimeOfCase } from './installation.ts';

/** The answers by which the law is read now: confirmed by two, in force, and laid before the cases. */
export async function answersInForce(database: Queries): Promise<ReadonlyMap<string, readonly Given[]>> {
  const found = await database.query<Given & { readonly regime: string }>(
    `select distinct on (regime, question) regime, question, answer from regime_answer where laid_at is not null
     order by regime, question, in_force_from desc, laid_at desc`,
  );
  return Map.groupBy(found.rows, ({ regime }) => regime);
}

/** A regime as the answers in force make it. */
export type RegimeInForce = (id: string) => Regime;

/** The regimes as the answers in force make them. @throws for a regime that the installation does not know */
export async function regimesInForce(database: Queries): Promise<RegimeInForce> {
  const given = await answersInForce(database);
  const made = new Map<string, Regime>();
  return (id) => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const regime = answered(regimeOfCase(id), given.get(id) ?? []);
    made.set(id, regime);
    return regime;
  };
}

/** What cases are judged by: their regime as the answers in force make it, and the office calendar. */
export async function lawsInForce(database: Queries): Promise<(regimeId: string) => Law> {
  const regime = await regimesInForce(database);
  const calendar = await officeCalendar(database);
  return (id) => ({ regime: regime(id), calendar });
}

/** Whether a regime is read otherwise than it was written. */
export function isReadOtherwise(regime: Regime): boolean {
  return REGIMES.get(regime.id) !== regime;
}
