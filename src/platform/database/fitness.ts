import type { Queries } from './connections.ts';

/** A database that the product cannot be right on, or cannot reach; the message says in Chinese what to do. */
export class UnfitDatabase extends Error {}

const OLDEST = 18;

interface Setup {
  readonly version: number;
  readonly encoding: string;
  readonly byCodePoint: boolean;
}

/**
 * Search, pages and list hashes rest on names ordered by code point and on UTF-8; elsewhere they would be wrong without a word.
 * @throws UnfitDatabase
 */
export async function assertFit(database: Queries): Promise<void> {
  const result = await database.query<Setup>(
    `select current_setting('server_version_num')::int / 10000 as version, getdatabaseencoding() as encoding,
       'Z' < 'a' and '（' > '乙' as "byCodePoint"`,
  );
  const [setup] = result.rows;
  if (setup === undefined) return;
  if (setup.version < OLDEST)
    throw new UnfitDatabase(`数据库是 PostgreSQL ${setup.version}，需要 ${OLDEST} 或更高的版本。`);
  if (setup.encoding !== 'UTF8' || !setup.byCodePoint) {
    throw new UnfitDatabase(
      '数据库的编码或者排序规则不符：须为 UTF-8，按码位排序，否则名称检索和分页会出错。请重新建库：\n' +
        "CREATE DATABASE qualwatch TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';",
    );
  }
}

const TROUBLES: Readonly<Record<string, string>> = {
  ECONNREFUSED: '数据库没有应答：请检查 DATABASE_URL 的主机和端口，以及数据库是否已启动。',
  ENOTFOUND: '找不到数据库的主机：请检查 DATABASE_URL。',
  EHOSTUNREACH: '到不了数据库的主机：请检查网络和 DATABASE_URL。',
  ETIMEDOUT: '连接数据库超时：请检查网络和 DATABASE_URL。',
  '28P01': '数据库的用户名或者口令不对：请检查 DATABASE_URL。',
  '28000': '数据库不允许这个用户连接：请检查 DATABASE_URL 和服务器的 pg_hba.conf。',
  '3D000': '服务器上没有这个数据库：请先建库，或者检查 DATABASE_URL。',
};

/** Why a database could not be used, in words; undefined where an error is none of these. */
export function databaseTrouble(error: unknown): string | undefined {
  if (error instanceof UnfitDatabase) return error.message;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return TROUBLES[error.code];
}
