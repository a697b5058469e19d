/** What documents, pages and refusals cite, from the regime itself: nothing outside the law knows a clause of a regime. */
import type { Programme, Topic } from './matters.ts';
import type { ClauseId, Regime } from './regime.ts';
import { REGIMES } from './regimes.ts';

/** Where a regime is silent, the statute that every office works under. */
const STATUTES: Partial<Readonly<Record<Topic | Programme, ClauseId>>> = {
  post: '民事诉讼法-91',
  'central-posting': '民事诉讼法-91',
  'phone-check': '民事诉讼法-91',
  email: '民事诉讼法-90',
  confirmation: '民事诉讼法-90',
  contacts: '民事诉讼法-90',
  'public-notice': '民事诉讼法-95',
  objection: '行政许可法-7',
};
/** An enterprise that no longer meets its standard is ordered to mend it, or loses the qualification. */
const GENERAL: ClauseId = '部令22号-28';

/** The clause of a regime on a matter; the statute's where it has none, or no regime is known. */
export function clauseOn(regime: Regime | undefined, matter: Topic | Programme): ClauseId {
  return own(regime, matter) ?? STATUTES[matter] ?? GENERAL;
}

function own(regime: Regime | undefined, matter: Topic | Programme): ClauseId | undefined {
  const named: Partial<Readonly<Record<Topic | Programme, ClauseId>>> = { ...regime?.clauses, ...regime?.programmes };
  return named[matter];
}

/** The clause by which a regime has a programme; undefined: it has none. */
export function programmeOf(regime: Regime | undefined, programme: Programme): ClauseId | undefined {
  return regime?.programmes[programme];
}

/** Whether a clause is the document's own of another regime: such a clause is never cited here. */
export function isForeign(regime: Regime, clause: ClauseId): boolean {
  return [...REGIMES.values()].some(
    ({ ledger, id }) => ledger !== null && id !== regime.id && clause.startsWith(ledger),
  );
}

/**
 * The regimes that lie in or over a division (a prefix of GB/T 2260), the nearest first. One that is laid down for wherever there is
 * none applies only where the province has no other.
 */
export function regimesOver(division: string): readonly Regime[] {
  const placed = [...REGIMES.values()].filter(
    ({ region }) => region !== '' && (division.startsWith(region) || region.startsWith(division)),
  );
  const sorted = placed.sort((a, b) => b.region.length - a.region.length);
  if (sorted.length > 0) return sorted;
  const province = division.slice(0, 2);
  const taken = [...REGIMES.values()].some(({ region }) => region !== '' && region.startsWith(province));
  return taken ? [] : [...REGIMES.values()].filter(({ region }) => region === '');
}

/** The clause of a programme among the regimes of a place; undefined where none there has it. */
export function programmeIn(division: string, programme: Programme): ClauseId | undefined {
  return regimesOver(division)
    .map((regime) => regime.programmes[programme])
    .find((clause) => clause !== undefined);
}

/** The regimes of all places that have a programme. */
export function regimesWith(programme: Programme): readonly Regime[] {
  return [...REGIMES.values()].filter((regime) => regime.programmes[programme] !== undefined);
}

/** The clause on a matter by the regimes of a place. */
export function clauseIn(division: string, matter: Topic | Programme): ClauseId {
  return clauseOn(
    regimesOver(division).find((regime) => own(regime, matter) !== undefined),
    matter,
  );
}
