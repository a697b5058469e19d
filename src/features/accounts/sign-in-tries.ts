import type { KeyObject } from 'node:crypto';
import type { Queries } from '#platform/database/connections.ts';
import { deriveKey, installationSecret, keyedDigest } from '#platform/installation-secret.ts';

/**
 * L3-CES1-02: wrong passwords count by sign-in name and place, so that whoever knows a name slows down nobody but who shares the place.
 * Many places together are slowed down too, but never where the account has signed in from of late, and never a passkey. Names that
 * nobody has are counted alike: the answer tells nothing.
 */
export const FREE_TRIES = 5;
/** Over all places that the account is not known at: a guesser with many addresses gets so many tries, then one a quarter of an hour. */
export const FREE_TRIES_OF_STRANGERS = 30;
const LONGEST_MINUTES = 60;
const LONGEST_MINUTES_OF_STRANGERS = 15;
/** Tries that old are forgotten. */
const REMEMBERED_HOURS = 24;
const KNOWN_DAYS = 90;
const STRANGERS = '*';

let key: KeyObject | undefined;
function digestOf(signInName: string): string {
  key ??= deriveKey(installationSecret(), 'sign-in tries');
  return keyedDigest(key, signInName);
}

/** Doubled with every further failure. */
function minutesAfter(failures: number, free: number, longest: number): number {
  return failures < free ? 0 : Math.min(longest, 2 ** Math.min(20, failures - free));
}

interface Guarded {
  readonly signInName: string;
  /** undefined where nobody has the name */
  readonly accountId: string | undefined;
  /** network of the visitor */
  readonly place: string;
}

/** Whether the account has signed in from there of late, with both factors. */
async function isKnownAt(transaction: Queries, { accountId, place }: Guarded, now: Date): Promise<boolean> {
  if (accountId === undefined) return false;
  const found = await transaction.query(
    `select 1 from account_session where account_id = $1 and address = $2 and started_at > $3::timestamptz - make_interval(days => $4) limit 1`,
    [accountId, place, now, KNOWN_DAYS],
  );
  return found.rowCount !== 0;
}

/** Tries of one name go one after the other to the end of the transaction, so that those at once are all counted. */
export async function holdName(transaction: Queries, signInName: string): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `sign_in_try ${digestOf(signInName)}`,
  ]);
}

/** Until when no password is taken for the name from there, not even the right one; undefined where it may be tried. */
export async function waitsUntil(transaction: Queries, guarded: Guarded, now: Date): Promise<Date | undefined> {
  const found = await transaction.query<{ place: string; until: Date }>(
    'select place, waits_until as until from sign_in_try where name_digest = $1 and place = any($2) and waits_until > $3',
    [digestOf(guarded.signInName), [guarded.place, STRANGERS], now],
  );
  const known = found.rows.some(({ place }) => place === STRANGERS) && (await isKnownAt(transaction, guarded, now));
  const standing = found.rows.filter(({ place }) => place !== STRANGERS || !known);
  return standing.map(({ until }) => until).sort((a, b) => b.getTime() - a.getTime())[0];
}

async function count(
  transaction: Queries,
  signInName: string,
  place: string,
  free: number,
  longest: number,
  now: Date,
): Promise<boolean> {
  const counted = await transaction.query<{ failures: number }>(
    `insert into sign_in_try as t (name_digest, place, failures, touched_at) values ($1, $2, 1, $3)
     on conflict (name_digest, place) do update set touched_at = $3,
       failures = case when t.touched_at < $3::timestamptz - make_interval(hours => $4) then 1 else t.failures + 1 end
     returning failures`,
    [digestOf(signInName), place, now, REMEMBERED_HOURS],
  );
  const minutes = minutesAfter(counted.rows[0]?.failures ?? 1, free, longest);
  if (minutes === 0) return false;
  await transaction.query(
    `update sign_in_try set waits_until = $3::timestamptz + make_interval(mins => $4) where name_digest = $1 and place = $2`,
    [digestOf(signInName), place, now, minutes],
  );
  return true;
}

/** Counts a wrong password. @returns whether a wait has begun */
export async function noteWrongPassword(transaction: Queries, guarded: Guarded, now: Date): Promise<boolean> {
  const { signInName, place } = guarded;
  await transaction.query('delete from sign_in_try where touched_at < $1::timestamptz - make_interval(hours => $2)', [
    now,
    REMEMBERED_HOURS,
  ]);
  const here = await count(transaction, signInName, place, FREE_TRIES, LONGEST_MINUTES, now);
  if (await isKnownAt(transaction, guarded, now)) return here;
  const strangers = await count(
    transaction,
    signInName,
    STRANGERS,
    FREE_TRIES_OF_STRANGERS,
    LONGEST_MINUTES_OF_STRANGERS,
    now,
  );
  return here || strangers;
}

/** Forgets the tries of a name: from one place after a sign-in there, or all where an administrator or a new password says so. */
export async function forgetTries(transaction: Queries, signInName: string, place?: string): Promise<void> {
  await transaction.query('delete from sign_in_try where name_digest = $1 and ($2::text is null or place = $2)', [
    digestOf(signInName),
    place ?? null,
  ]);
}

export interface WaitingPlace {
  /** null: all places that the account is not known at */
  readonly place: string | null;
  readonly until: Date;
}

/** From where a name's passwords are not taken just now. */
export async function waitingPlaces(database: Queries, signInName: string, now: Date): Promise<WaitingPlace[]> {
  const found = await database.query<WaitingPlace>(
    `select nullif(place, '${STRANGERS}') as place, waits_until as until from sign_in_try
     where name_digest = $1 and waits_until > $2 order by waits_until desc limit 20`,
    [digestOf(signInName), now],
  );
  return found.rows;
}
