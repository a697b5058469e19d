import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { readingsOf, searchEnterprises } from '#features/registry/queries.ts';
import { runMonth, trialRun } from '#features/verification/commands.ts';
import { openConnection, openPool } from '#platform/database/connections.ts';
import { applyMigrations } from '#platform/database/migrations.ts';
import { createDatabase, dropDatabase } from '#platform/database/passing-database.ts';
import type { BenchmarkScale } from './benchmark-data.ts';
import { type ScaleName, scales } from './scales.ts';

export { type ScaleName, scales };

/** Seconds of one run on one machine; the ratio is what carries over to another. */
export interface BenchmarkResult extends BenchmarkScale {
  readonly scale: ScaleName;
  /** `COPY … ORDER BY enterprise` of the same registrations, thrown away */
  readonly floorSeconds: number;
  readonly evaluateSeconds: number;
  readonly checkSeconds: number;
  readonly recheckSeconds: number;
  readonly ratioToFloor: number;
  readonly peakRssMb: number;
  readonly changed: number;
  readonly warned: number;
  /** of two characters of a name, as before */
  readonly searchP95Ms: number;
  /** of all kinds of searches together, and of each */
  readonly searchAllP95Ms: number;
  readonly searchKindsP95Ms: SearchTimes;
}

/** In a process of its own, so that the memory measured afterwards is that of checking. */
async function fillInAnotherProcess(url: string, scale: ScaleName, today: string): Promise<void> {
  const filler = fork(new URL('./fill-process.ts', import.meta.url), [scale, today], {
    env: { ...process.env, BENCHMARK_DATABASE_URL: url },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [code] = await once(filler, 'exit');
  if (code !== 0) throw new Error('the benchmark data could not be made');
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return Math.round(performance.now() - started) / 1000;
}

/** The least that any check must do: have the database hand over the registrations in enterprise order. */
async function floor(client: pg.Client): Promise<void> {
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(
    client.query(
      copyTo(
        'COPY (select enterprise_id, practitioner_id, kind, specialties, valid_until, birth_date, insurance from registration order by enterprise_id) TO STDOUT',
      ),
    ),
    nothing,
  );
}

/** What people type, made of the names and codes that are there: two characters, whole names, initials, pinyin, parts of codes, a wrong character. */
function typedFor(name: string, uscc: string, at: number): Readonly<Record<keyof SearchTimes, string>> {
  const core = name.slice(0, 4);
  const read = (text: string) => [...text].map((sign) => readingsOf(sign)[0] ?? '');
  return {
    characters: name.slice(at % 4, (at % 4) + 2),
    wholeName: name,
    initials: read(core)
      .map((syllable) => syllable.charAt(0))
      .join(''),
    pinyin: read(core.slice(0, 3)).join(''),
    codePart: uscc.slice(18 - 6 - (at % 3), 18 - (at % 3)),
    mistyped: `${core.slice(0, 1)}龘${core.slice(2)}`,
  };
}

export interface SearchTimes {
  readonly characters: number;
  readonly wholeName: number;
  readonly initials: number;
  readonly pinyin: number;
  readonly codePart: number;
  readonly mistyped: number;
}

const SEARCHES = 200;
const p95Of = (times: readonly number[]) =>
  Math.round(([...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0) * 10) / 10;

/** 95th percentile of searches of each kind, in milliseconds, with the page of 20 the site shows; and of all of them together. */
async function searchP95(url: string): Promise<{ readonly all: number; readonly each: SearchTimes }> {
  const pool = openPool(url, 2);
  try {
    const rows = await pool.query<{ name: string; uscc: string }>(
      'select name, uscc from enterprise where id % 97 = 5 order by id limit $1',
      [SEARCHES],
    );
    const timesOf = async (kind: keyof SearchTimes): Promise<readonly number[]> => {
      const times: number[] = [];
      for (let at = 0; at < SEARCHES; at++) {
        const row = rows.rows[at % rows.rows.length];
        if (row === undefined) break;
        const text = typedFor(row.name, row.uscc, at)[kind];
        const started = performance.now();
        await searchEnterprises(pool, { text, limit: 20 });
        times.push(performance.now() - started);
      }
      return times;
    };
    const kinds = {
      characters: await timesOf('characters'),
      wholeName: await timesOf('wholeName'),
      initials: await timesOf('initials'),
      pinyin: await timesOf('pinyin'),
      codePart: await timesOf('codePart'),
      mistyped: await timesOf('mistyped'),
    };
    const { characters, wholeName, initials, pinyin, codePart, mistyped } = kinds;
    return {
      all: p95Of(Object.values(kinds).flat()),
      each: {
        characters: p95Of(characters),
        wholeName: p95Of(wholeName),
        initials: p95Of(initials),
        pinyin: p95Of(pinyin),
        codePart: p95Of(codePart),
        mistyped: p95Of(mistyped),
      },
    };
  } finally {
    await pool.end();
  }
}

/**
 * Builds a database of the scale, checks it for real and measures. The database is dropped afterwards.
 * @param serverUrl any database of the server; the role must be allowed to create databases
 */
export async function runBenchmark(
  serverUrl: string,
  scale: ScaleName,
  today: string,
  say: (line: string) => void,
): Promise<BenchmarkResult> {
  const name = `qualwatch_bench_${scale}_${process.pid}`;
  await createDatabase(serverUrl, name);
  const location = new URL(serverUrl);
  location.pathname = `/${name}`;
  const url = location.toString();
  try {
    await applyMigrations(url);
    const client = await openConnection(url);
    say(`正在造合成数据（${scale}）……`);
    const filled = await seconds(() => fillInAnotherProcess(url, scale, today));
    say(`数据已就绪，用时 ${filled} 秒。`);
    await client.query("set work_mem = '64MB'");
    const floorSeconds = Math.min(await seconds(() => floor(client)), await seconds(() => floor(client)));
    say(`基准（按企业顺序读出全部注册）：${floorSeconds} 秒。`);
    await client.end();
    const pool = openPool(url);
    try {
      const trial = await trialRun(url, pool, { scope: '', asOf: today });
      const evaluateSeconds = Math.round(trial.evaluateSeconds * 1000) / 1000;
      say(`评定：${evaluateSeconds} 秒。`);
      let changed = 0;
      let warned = 0;
      const options = { province: '45' };
      const checkSeconds = await seconds(async () => {
        const { settlement } = await runMonth(url, pool, { month: '2026-01', scope: '', asOf: today }, options);
        if (settlement.outcome !== 'settled') throw new Error(`the check ended as ${settlement.outcome}`);
        changed = Number(settlement.report.changed);
        warned = Number(settlement.report.warned);
      });
      say(`核查（评定、结算、立案）：${checkSeconds} 秒。`);
      const recheckSeconds = await seconds(() =>
        runMonth(url, pool, { month: '2026-02', scope: '', asOf: today }, options),
      );
      say(`数据未变时再核查一次：${recheckSeconds} 秒。`);
      const search = await searchP95(url);
      const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
      return {
        scale,
        ...scales[scale],
        floorSeconds,
        evaluateSeconds,
        checkSeconds,
        recheckSeconds,
        ratioToFloor: Math.round((evaluateSeconds / floorSeconds) * 100) / 100,
        peakRssMb,
        changed,
        warned,
        searchP95Ms: search.each.characters,
        searchAllP95Ms: search.all,
        searchKindsP95Ms: search.each,
      };
    } finally {
      await pool.end();
    }
  } finally {
    await dropDatabase(serverUrl, name);
  }
}
