import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { commandLineOf } from '../processes.ts';
import { type EmbeddedPlace, embeddedPlace, type ServerAccount } from './embedded-binaries.ts';
import { ensureDatabase, ensureOwner } from './embedded-owner.ts';

export interface EmbeddedPostgres {
  /** connection of the owner of the schema: no superuser, as in production */
  readonly url: string;
  /** connection of the server's own administrator, for what only a superuser may */
  readonly administration: string;
  /** whether this process started the server and therefore stops it */
  readonly started: boolean;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** data and programs; default: the project's own */
  readonly place?: EmbeddedPlace;
  /** `false` trades durability for speed: for throw-away databases of tests only */
  readonly durable?: boolean;
  readonly database?: string;
  /** picks where to listen; default: any free port */
  readonly pickPort?: () => Promise<number>;
}

const ADMINISTRATOR = 'postgres';
const OWNER = 'qualwatch';
const START_SECONDS = 60;
/** a server that is stopping has this long */
const JOIN_SECONDS = 30;
/** ports that are tried, should others take them first */
const MOST_PORTS = 5;

/** Sizes for a machine shared with a browser and a build: nothing here changes what the database answers. */
const SETTINGS: readonly string[] = [
  'shared_buffers=128MB',
  'work_mem=64MB',
  'maintenance_work_mem=256MB',
  'max_wal_size=4GB',
  'min_wal_size=512MB',
  'checkpoint_timeout=15min',
  'wal_compression=on',
  'max_connections=120',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
  'random_page_cost=1.1',
  'max_parallel_workers_per_gather=2',
];

/** A port that is free now on the loopback interface. By the time somebody listens on it another process may: who uses it tries again then. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}

function runInitdb(place: EmbeddedPlace, password: string): void {
  mkdirSync(place.dataFolder, { recursive: true, mode: 0o700 });
  if (place.account) chownSync(place.dataFolder, place.account.uid, place.account.gid);
  const passwordFile = path.join(place.dataFolder, '..', `initdb-password-${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid);
  try {
    // C.UTF-8 of the builtin provider: Chinese characters count as letters, and the order is the same on every machine.
    const result = spawnSync(
      path.join(place.binaries, 'bin', 'initdb'),
      [
        `--pgdata=${place.dataFolder}`,
        '--auth=scram-sha-256',
        `--username=${ADMINISTRATOR}`,
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
        '--data-checksums',
      ],
      { encoding: 'utf8', ...account(place.account), env: { ...process.env, LC_ALL: 'C' } },
    );
    if (result.status !== 0) {
      rmSync(place.dataFolder, { recursive: true, force: true });
      const said = `${result.stderr ?? ''}${result.error?.message ?? ''}`.trim();
      if (/no space left/i.test(said))
        throw new Error(`磁盘已满，无法建立数据库（${place.dataFolder}）。请腾出至少 2 GB 空间后重试。`);
      throw new Error(`无法在 ${place.dataFolder} 建立数据库：\n${said}`);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function account(value: ServerAccount | undefined): { uid?: number; gid?: number } {
  return value === undefined ? {} : { uid: value.uid, gid: value.gid };
}

/** Port of the server that already runs on this data folder, if one does. */
function runningPort(dataFolder: string): number | undefined {
  const pidFile = path.join(dataFolder, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || !Number.isInteger(port) || port <= 0) return undefined;
  // The number of a server that died with the machine may belong to anybody by now.
  return commandLineOf(pid)?.includes('postgres') === true ? port : undefined;
}

/**
 * The server that already runs on the folder. One that was left behind and is stopping, or only starting, is waited for: a second
 * one on the same folder would be refused.
 */
async function joinRunning<T>(
  dataFolder: string,
  ready: (port: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let waited = 0; waited < JOIN_SECONDS * 5; waited++) {
    const port = runningPort(dataFolder);
    if (port === undefined) return undefined;
    const joined = await ready(port);
    if (joined !== undefined) return joined;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return undefined;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function startFailure(place: EmbeddedPlace, said: string): Error {
  if (/no space left/i.test(said)) {
    return new Error(`磁盘已满，数据库无法启动（${place.dataFolder}）。请腾出空间后重试。`);
  }
  return new Error(
    `数据库无法启动。数据文件夹：${place.dataFolder}\n` +
      '如果这个文件夹已损坏而其中只有演示数据，可将其移走后重新启动，系统会重建；有正式数据时请先备份，再按 docs/operations.md 恢复。\n' +
      `数据库的说明：\n${said.trim().split('\n').slice(-8).join('\n')}`,
  );
}

/**
 * Starts the embedded PostgreSQL 18, or joins the one that already runs on the same data folder.
 * @throws Error with a Chinese message that says what to do: disk full, broken folder, no account to run as.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const place = options.place ?? embeddedPlace();
  const database = options.database ?? OWNER;
  const passwordFile = path.join(place.dataFolder, '..', 'postgres-password');
  const fresh = !existsSync(path.join(place.dataFolder, 'PG_VERSION'));
  if (fresh) {
    if (existsSync(place.dataFolder)) rmSync(place.dataFolder, { recursive: true, force: true });
    mkdirSync(path.dirname(place.dataFolder), { recursive: true });
    const password = randomBytes(24).toString('base64url');
    runInitdb(place, password);
    writeFileSync(passwordFile, password, { mode: 0o600 });
  }
  if (!existsSync(passwordFile)) {
    throw new Error(`缺少数据库口令文件 ${passwordFile}。请恢复该文件，或将整个数据文件夹移走后重新启动。`);
  }
  const password = readFileSync(passwordFile, 'utf8').trim();
  const urlOf = (role: string, port: number, name: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${name}`;
  const ready = async (port: number): Promise<Pick<EmbeddedPostgres, 'url' | 'administration'> | undefined> => {
    const administration = urlOf(ADMINISTRATOR, port, 'postgres');
    const owner = urlOf(OWNER, port, 'postgres');
    if (await answers(administration)) await ensureOwner(administration, OWNER, password);
    // A folder from before the administrator was split off has the owner as its superuser; it goes on as it is.
    else if (!(await answers(owner))) return undefined;
    await ensureDatabase(owner, database);
    return { url: urlOf(OWNER, port, database), administration };
  };

  const standing = await joinRunning(place.dataFolder, ready);
  if (standing !== undefined) return { ...standing, started: false, stop: async () => undefined };

  const settings =
    options.durable === false ? [...SETTINGS, 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : SETTINGS;
  for (let tries = 1; ; tries++) {
    const port = await (options.pickPort ?? freePort)();
    const launched = launch(place, port, settings);
    let up = await ready(port);
    for (let waited = 0; up === undefined && !launched.ended() && waited <= START_SECONDS * 10; waited++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      up = await ready(port);
    }
    if (up !== undefined) {
      launched.leave();
      return { ...up, started: true, stop: () => stopServer(launched.server) };
    }
    // Between picking a port and listening on it somebody else may have taken it: another one then.
    if (tries < MOST_PORTS && launched.ended() && /address already in use/i.test(launched.said())) continue;
    throw startFailure(place, launched.said());
  }
}

interface Launched {
  readonly server: ChildProcess;
  /** what it said, its end */
  said(): string;
  ended(): boolean;
  /** this process may end before it */
  leave(): void;
}

/**
 * The shell between us and the server: when its input ends, which it does however hard we died, it asks the server to stop, and
 * otherwise it is the server in everything that we ask of it.
 */
const GUARD = `
exec 3<&0
"$@" 3<&- & server=$!
( read -r line <&3; kill -INT "$server" 2>/dev/null ) & guard=$!
trap 'kill -INT "$server" 2>/dev/null' INT TERM
exec 3<&-
while kill -0 "$server" 2>/dev/null; do wait "$server"; done
kill "$guard" 2>/dev/null
`;

/** What runs the server: the guarding shell where there is one. */
function guarded(
  program: string,
  args: readonly string[],
): { readonly program: string; readonly args: readonly string[] } {
  if (process.platform === 'win32') return { program, args };
  return { program: '/bin/sh', args: ['-c', GUARD, 'sh', program, ...args] };
}

function launch(place: EmbeddedPlace, port: number, settings: readonly string[]): Launched {
  const { program, args } = guarded(path.join(place.binaries, 'bin', 'postgres'), [
    '-D',
    place.dataFolder,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const server = spawn(program, args, {
    // A group of its own: Ctrl-C in the terminal reaches us, and we stop the server after everything that uses it.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    ...account(place.account),
    env: { ...process.env, LC_ALL: 'C' },
  });
  // It may be gone before its input is closed.
  server.stdin?.on('error', () => undefined);
  let said = '';
  let ended = false;
  server.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-20_000);
  });
  // Not at its exit: what it said last is read by then.
  server.on('close', () => {
    ended = true;
  });
  server.on('error', (error) => {
    said += error.message;
    ended = true;
  });
  return {
    server,
    said: () => said,
    ended: () => ended,
    leave() {
      server.unref();
      for (const stream of [server.stdin, server.stderr]) {
        if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
      }
    },
  };
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.ref();
  server.kill('SIGINT');
  await gone;
}
