import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { demonstrationSignIns, makeDemonstrationAccounts } from '#features/accounts/commands.ts';
import { freePort } from '#platform/database/embedded-postgres.ts';
import { buildPortalStyle } from '../../src/cli/start/site-build.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

const service = z.object({
  image: z.string(),
  user: z.string().optional(),
  command: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});
const composition = z.object({
  services: z.object({ database: service, migrate: service, web: service, worker: service }),
  volumes: z.record(z.string(), z.unknown()),
});

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = composition.parse(parse(text, { merge: true }));
const example = Object.fromEntries(
  readFileSync('.env.example', 'utf8')
    .split('\n')
    .filter((line) => /^\w+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

let database: TestDatabase;
const running: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all(
    running.map(
      (child) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null || child.signalCode !== null) return resolve();
          child.once('exit', () => resolve());
          child.kill('SIGTERM');
        }),
    ),
  );
  await database?.drop();
});

/** The environment of docker-compose.yml with the test's database and a relay nobody listens on. */
function environment(port: number): Record<string, string> {
  const values: Record<string, string> = {
    ...example,
    QUALWATCH_SECRET: Buffer.alloc(32, 7).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    QUALWATCH_BASE_URL: `http://127.0.0.1:${port}`,
  };
  const filled = Object.entries(compose.services.web.environment).map(([name, value]): [string, string] => [
    name,
    value.replace(
      /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
      (_all, variable: string, fallback = '') => values[variable] ?? fallback,
    ),
  ]);
  return { ...Object.fromEntries(filled), DATABASE_URL: database.url };
}

function start(command: readonly string[], env: Record<string, string>): ChildProcess {
  const [program, ...args] = command;
  expect(program).toBe('node');
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env },
  });
  running.push(child);
  return child;
}

describe('docker-compose.yml', () => {
  test('runs the application as a user that is not root, with a health check on every server', () => {
    for (const name of ['web', 'worker', 'migrate'] as const) expect(compose.services[name].user).toBe('node');
    for (const name of ['database', 'web', 'worker'] as const) expect(compose.services[name].healthcheck).toBeDefined();
    expect(compose.services.database.image).toBe('postgres:18');
    expect(compose.services.web.depends_on?.migrate?.condition).toBe('service_completed_successfully');
  });

  test('every variable it takes stands in .env.example', () => {
    const taken = [...text.matchAll(/\$\{(\w+)/g)].map((match) => match[1] ?? '');
    for (const variable of new Set(taken)) expect(Object.keys(example)).toContain(variable);
  });

  test('every file that a command names exists', () => {
    for (const { command } of [compose.services.migrate, compose.services.web, compose.services.worker]) {
      expect(existsSync(command[1] ?? '')).toBe(true);
    }
  });

  test('its processes start as they stand there, against a plain PostgreSQL, and become healthy', async () => {
    const port = await freePort();
    const env = environment(port);
    const migrate = compose.services.migrate.command;
    const migrated = spawnSync(process.execPath, migrate.slice(1), {
      env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });
    expect(migrated.stderr).toBe('');
    expect(JSON.parse(migrated.stdout)).toEqual({ applied: [] });
    if (!existsSync('public/portal.css')) await buildPortalStyle();
    if (!existsSync('.next/BUILD_ID')) {
      const build = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
        env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env },
        encoding: 'utf8',
      });
      expect(build.status, build.stdout + build.stderr).toBe(0);
    }
    start(
      compose.services.web.command.map((word) => (word === '3000' ? String(port) : word)),
      env,
    );
    start(compose.services.worker.command, env);
    const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status === 200;
    for (let tries = 0; !(await ready()); tries++) {
      if (tries > 150) throw new Error('not ready within 30 s');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const health = compose.services.worker.healthcheck?.test.slice(2) ?? [];
    expect(
      spawnSync(process.execPath, health, { env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env } }).status,
    ).toBe(0);
    const [, , , script = ''] = compose.services.web.healthcheck?.test ?? [];
    const web = spawnSync(process.execPath, ['-e', script.replace('3000', String(port))], {
      env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env },
    });
    expect(web.status).toBe(0);
  });

  test('site and worker refuse to start in production with a demonstration account in the database', async () => {
    const port = await freePort();
    const env = environment(port);
    const signIn = demonstrationSignIns({ province: '45', city: '4501', district: '450102', enterpriseId: 1 }).slice(
      -1,
    );
    await makeDemonstrationAccounts(database.pool, signIn, new Date());
    const worker = spawnSync(process.execPath, compose.services.worker.command.slice(1), {
      env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env },
      encoding: 'utf8',
      timeout: 120_000,
    });
    expect(worker.status).toBe(1);
    expect(worker.stderr).toContain('演示账号');
    const web = spawnSync(
      process.execPath,
      compose.services.web.command.slice(1).map((word) => (word === '3000' ? String(port) : word)),
      { env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env }, encoding: 'utf8', timeout: 120_000 },
    );
    expect(web.status).toBe(1);
    expect(web.stderr).toContain('演示账号');
  });
});
