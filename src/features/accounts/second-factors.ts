import { createCipheriv, createDecipheriv, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Queries } from '#platform/database/connections.ts';
import { deriveKey, installationSecret } from '#platform/installation-secret.ts';
import { digest } from './challenges.ts';

const PERIOD_SECONDS = 30;
const ISSUER = '资质哨';

export interface SecondFactor {
  readonly id: string;
  readonly kind: 'totp' | 'passkey' | 'sms' | 'recovery';
  readonly name: string;
  readonly addedAt: Date;
  readonly lastUsedAt: Date | null;
}

let key: KeyObject | undefined;
function factorKey(): KeyObject {
  key ??= deriveKey(installationSecret(), 'second factor');
  return key;
}

function seal(bytes: Buffer): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', factorKey(), iv);
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

function unseal(stored: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', factorKey(), stored.subarray(0, 12));
  decipher.setAuthTag(stored.subarray(12, 28));
  return Buffer.concat([decipher.update(stored.subarray(28)), decipher.final()]);
}

function totpOf(secret: Buffer, signInName: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label: signInName,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });
}

/** The code of a secret at an instant: for tests, and for the demonstration accounts that production refuses. */
export function totpCode(secret: Buffer, now: Date): string {
  return totpOf(secret, '').generate({ timestamp: now.getTime() });
}

/** The second factors in force. */
export async function factorsOf(database: Queries, accountId: string): Promise<SecondFactor[]> {
  const result = await database.query<SecondFactor>(
    `select id, kind, name, added_at as "addedAt", last_used_at as "lastUsedAt" from second_factor
     where account_id = $1 and ended_at is null and confirmed_at is not null order by added_at, id`,
    [accountId],
  );
  return result.rows;
}

/** Begins an authenticator (RFC 6238): in force once a code of it has come back. @returns what to show the person once */
export async function beginAuthenticator(
  transaction: Queries,
  account: { readonly id: string; readonly signInName: string },
  wanted: { readonly name: string; readonly now: Date; readonly secret?: Buffer },
): Promise<{ readonly id: string; readonly uri: string; readonly secret: string }> {
  const secret = wanted.secret ?? randomBytes(20);
  const id = randomUUID();
  await transaction.query(
    `update second_factor set ended_at = $2 where account_id = $1 and kind = 'totp' and confirmed_at is null and ended_at is null`,
    [account.id, wanted.now],
  );
  await transaction.query(
    `insert into second_factor (id, account_id, kind, name, secret, added_at) values ($1, $2, 'totp', $3, $4, $5)`,
    [id, account.id, wanted.name, seal(secret), wanted.now],
  );
  const totp = totpOf(secret, account.signInName);
  return { id, uri: totp.toString(), secret: totp.secret.base32 };
}

interface StoredTotp {
  readonly id: string;
  readonly secret: Buffer;
  readonly lastStep: number | null;
}

/** The step (30 s) whose code this is, at most one before or after now; each step serves once. */
function stepOf(stored: StoredTotp, code: string, now: Date): number | undefined {
  const delta = totpOf(unseal(stored.secret), '').validate({ token: code, timestamp: now.getTime(), window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
  return stored.lastStep !== null && step <= stored.lastStep ? undefined : step;
}

/** Confirms a begun authenticator with its first code. */
export async function confirmAuthenticator(
  transaction: Queries,
  accountId: string,
  factorId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const result = await transaction.query<StoredTotp>(
    `select id, secret, last_step as "lastStep" from second_factor
     where id::text = $1 and account_id = $2 and kind = 'totp' and confirmed_at is null and ended_at is null for update`,
    [factorId, accountId],
  );
  const [row] = result.rows;
  const step = row === undefined ? undefined : stepOf(row, code, now);
  if (row === undefined || step === undefined) return false;
  await transaction.query('update second_factor set confirmed_at = $2, last_step = $3 where id = $1', [
    row.id,
    now,
    step,
  ]);
  return true;
}

/** Whether a code comes from an authenticator of the account; the step is then used up. */
export async function isAuthenticatorCode(
  transaction: Queries,
  accountId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const result = await transaction.query<StoredTotp>(
    // A code serves once; not so with the demonstration's, which is shown to everybody, and to several at once.
    `select f.id, f.secret, case when a.demonstration then null else f.last_step end as "lastStep"
     from second_factor f join account a on a.id = f.account_id
     where f.account_id = $1 and f.kind = 'totp' and f.confirmed_at is not null and f.ended_at is null for update of f`,
    [accountId],
  );
  for (const row of result.rows) {
    const step = stepOf(row, code, now);
    if (step === undefined) continue;
    await transaction.query('update second_factor set last_step = $2, last_used_at = $3 where id = $1', [
      row.id,
      step,
      now,
    ]);
    return true;
  }
  return false;
}

/** For demonstration accounts alone: the code that the sign-in page shows beside the field. */
export async function demonstrationCode(database: Queries, accountId: string, now: Date): Promise<string | undefined> {
  const result = await database.query<{ secret: Buffer }>(
    `select f.secret from second_factor f join account a on a.id = f.account_id
     where f.account_id = $1 and a.demonstration and f.kind = 'totp' and f.confirmed_at is not null and f.ended_at is null limit 1`,
    [accountId],
  );
  const secret = result.rows[0]?.secret;
  return secret === undefined ? undefined : totpCode(unseal(secret), now);
}

const RECOVERY_CODES = 8;

/** New recovery codes, in place of those before. Shown once; each serves once. */
export async function makeRecoveryCodes(transaction: Queries, accountId: string, now: Date): Promise<string[]> {
  await transaction.query(
    `update second_factor set ended_at = $2 where account_id = $1 and kind = 'recovery' and ended_at is null`,
    [accountId, now],
  );
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    randomBytes(6)
      .toString('hex')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
  for (const code of codes) {
    await transaction.query(
      `insert into second_factor (id, account_id, kind, name, secret, confirmed_at, added_at) values ($1, $2, 'recovery', '备用码', $3, $4, $4)`,
      [randomUUID(), accountId, digest(`${accountId}:${code}`), now],
    );
  }
  return codes;
}

export async function isRecoveryCode(
  transaction: Queries,
  accountId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const result = await transaction.query(
    `update second_factor set ended_at = $3, last_used_at = $3
     where account_id = $1 and kind = 'recovery' and ended_at is null and secret = $2`,
    [accountId, digest(`${accountId}:${code.trim().toLowerCase()}`), now],
  );
  return result.rowCount === 1;
}

/** Takes a factor away. The last one of an official stays: without it nobody could sign in, or anybody could. */
export async function endFactor(
  transaction: Queries,
  accountId: string,
  factorId: string,
  now: Date,
): Promise<boolean> {
  const result = await transaction.query(
    `update second_factor set ended_at = $3 where id::text = $2 and account_id = $1 and ended_at is null
       and (kind = 'recovery' or exists (select 1 from second_factor o where o.account_id = $1 and o.id::text <> $2 and o.ended_at is null
         and o.confirmed_at is not null and o.kind in ('totp', 'passkey', 'sms')))`,
    [accountId, factorId, now],
  );
  return result.rowCount === 1;
}
