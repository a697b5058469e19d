import { z } from 'zod';
import type { Pool } from '#platform/database/connections.ts';
import { hashIdNumber, type IdentityKeys } from '#platform/identity-numbers.ts';

const NAME = 'installation.secret-mark';

/** Another QUALWATCH_SECRET than the one this database was begun with; the message says what to do. */
export class ForeignSecret extends Error {}

/**
 * Holds the secret to the mark that its first start left in the database. With another one nothing would be read wrongly, but every
 * person would be entered a second time and no second factor would open; so the process does not start. Production only: a
 * developer's key lies beside the developer's database.
 * @throws ForeignSecret
 */
export async function refuseForeignSecret(
  pool: Pool,
  keys: IdentityKeys,
  mode: 'development' | 'production',
  now: Date,
): Promise<void> {
  if (mode === 'development') return;
  const mark = hashIdNumber('qualwatch installation', keys).toString('hex');
  await pool.query(
    'insert into setting (name, value, recorded_at, recorded_by) values ($1, $2, $3, $4) on conflict (name) do nothing',
    [NAME, JSON.stringify(mark), now, '系统'],
  );
  const stored = await pool.query<{ value: unknown }>('select value from setting where name = $1', [NAME]);
  if (z.string().parse(stored.rows[0]?.value) === mark) return;
  throw new ForeignSecret(
    'QUALWATCH_SECRET 与这个数据库最初使用的不同：已存的身份证号和动态口令密钥都无法解密，同一人会被重复登记。请换回原来的密钥（见 docs/operations.md“备份与恢复”）。',
  );
}
