import { inTransaction, type Pool } from '#platform/database/connections.ts';

/** Entries of one seal. */
const STRETCH = 10_000;
/** An act that writes for longer than this keeps its entry for the next seal. */
const LONGEST_WAIT = '2s';

export const FIRST_SEAL = Buffer.alloc(32);

/**
 * SHA-256 over the entries of a stretch in order: every column, parted so that no text can pass from one to the next. `$1`/`$2` are its
 * first and last entry.
 */
const STRETCH_HASH = `select count(*)::int as entries, sha256(coalesce($3::bytea, ''::bytea) || convert_to(coalesce(string_agg(
    concat_ws(chr(31), id::text, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), actor, action, subject, content::text,
      coalesce(account_id::text, '-'), coalesce(division_code, '-'), coalesce(enterprise_id::text, '-')), chr(30) order by id), ''), 'UTF8')) as hash
  from audit_entry where id between $1 and $2`;

/**
 * Seals the next stretch of the audit trail onto the chain. Writers are waited for, so that no entry can turn up later within
 * a sealed stretch. @returns whether there was something to seal
 */
export async function sealAuditTrail(pool: Pool, now: Date): Promise<boolean> {
  try {
    return await inTransaction(pool, async (transaction) => {
      await transaction.query(`set local lock_timeout = '${LONGEST_WAIT}'`);
      await transaction.query('lock table audit_seal in exclusive mode');
      await transaction.query('lock table audit_entry in share mode');
      const before = await transaction.query<{ number: number; lastEntry: number; hash: Buffer }>(
        'select number, last_entry as "lastEntry", hash from audit_seal order by number desc limit 1',
      );
      const previous = before.rows[0] ?? { number: 0, lastEntry: 0, hash: FIRST_SEAL };
      const range = await transaction.query<{ first: number | null; last: number | null }>(
        `select min(id) as first, max(id) as last from (select id from audit_entry where id > $1 order by id limit ${STRETCH}) stretch`,
        [previous.lastEntry],
      );
      const { first = null, last = null } = range.rows[0] ?? {};
      if (first === null || last === null) return false;
      await transaction.query(
        `insert into audit_seal (number, first_entry, last_entry, entries, previous_hash, hash, sealed_at)
         select $4, $1, $2, entries, $3, hash, $5 from (${STRETCH_HASH}) sealed`,
        [first, last, previous.hash, previous.number + 1, now],
      );
      return true;
    });
  } catch (error) {
    // Somebody is writing for long: the next turn seals.
    if (error instanceof Error && 'code' in error && error.code === '55P03') return false;
    throw error;
  }
}

export interface SealChecked {
  readonly number: number;
  readonly firstEntry: number;
  readonly lastEntry: number;
  readonly entries: number;
  readonly sealedAt: Date;
  readonly hash: string;
  /** what is wrong with it; null where it holds */
  readonly fault: string | null;
}

export interface SealsChecked {
  readonly seals: readonly SealChecked[];
  readonly broken: number;
  /** entries that no seal covers yet */
  readonly unsealed: number;
}

interface SealRow {
  readonly number: number;
  readonly firstEntry: number;
  readonly lastEntry: number;
  readonly entries: number;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
  readonly sealedAt: Date;
}

async function faultOf(pool: Pool, seal: SealRow, before: SealRow | undefined): Promise<string | null> {
  if (seal.number !== (before?.number ?? 0) + 1) return `缺少第 ${(before?.number ?? 0) + 1} 号封存`;
  if (!seal.previousHash.equals(before?.hash ?? FIRST_SEAL)) return '与上一封存的散列值不衔接';
  const between = await pool.query<{ count: number }>('select count(*) from audit_entry where id > $1 and id < $2', [
    before?.lastEntry ?? 0,
    seal.firstEntry,
  ]);
  const added = between.rows[0]?.count ?? 0;
  if (added > 0) return `与上一封存之间多出 ${added} 条记录`;
  const counted = await pool.query<{ entries: number; hash: Buffer }>(STRETCH_HASH, [
    seal.firstEntry,
    seal.lastEntry,
    seal.previousHash,
  ]);
  const [now] = counted.rows;
  if (now === undefined) return '无法重新计算';
  if (now.entries !== seal.entries) return `封存时 ${seal.entries} 条，现有 ${now.entries} 条`;
  return now.hash.equals(seal.hash) ? null : '记录内容与封存的散列值不符';
}

/** Reckons every seal anew from the entries: what was changed, taken away or slipped in since is named by its seal. */
export async function checkSeals(pool: Pool): Promise<SealsChecked> {
  const result = await pool.query<SealRow>(
    `select number, first_entry as "firstEntry", last_entry as "lastEntry", entries, previous_hash as "previousHash", hash,
       sealed_at as "sealedAt" from audit_seal order by number`,
  );
  const seals: SealChecked[] = [];
  let before: SealRow | undefined;
  for (const seal of result.rows) {
    const { previousHash: _previous, hash, ...rest } = seal;
    seals.push({ ...rest, hash: hash.toString('hex'), fault: await faultOf(pool, seal, before) });
    before = seal;
  }
  const after = await pool.query<{ count: number }>('select count(*) from audit_entry where id > $1', [
    before?.lastEntry ?? 0,
  ]);
  return {
    seals,
    broken: seals.filter(({ fault }) => fault !== null).length,
    unsealed: after.rows[0]?.count ?? 0,
  };
}
