import { randomUUID } from 'node:crypto';
import type { Press } from '#features/documents/commands.ts';
import { readConfig } from '#platform/config.ts';
import { openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs } from '#platform/database/scoped-pool.ts';
import { notePeerAddresses } from '#platform/http/client-address.ts';
import { SharedRateLimiter } from '#platform/http/shared-rate-limit.ts';
import { createLog, type Logger } from '#platform/log.ts';
import { shareOf } from '#platform/primary-process.ts';
import { lazyPress } from './press.ts';

/** What the public site's process holds: one of each, however many bundles carry this module. */
export interface Site {
  /** read-only by the database's own rule, and no statement longer than a few seconds */
  readonly pool: Pool;
  /** for the little that the site itself keeps (receipts, proofs of an address) and for checking documents; all else goes through `pool` */
  readonly counter: Pool;
  /** sets and signs documents; opened when the first one is printed */
  readonly press: Press;
  readonly log: Logger;
  readonly limiter: SharedRateLimiter;
  /** for what is sent: uploads and batch look-ups */
  readonly sendingLimiter: SharedRateLimiter;
  /** GB/T 2260 prefix of the province that the installation serves */
  readonly province: string;
  readonly baseUrl: string;
  /** reverse proxies in front whose X-Forwarded-For is believed */
  readonly trustedProxies: number;
  /** who reads /metrics from elsewhere must bear it; undefined: only this machine itself is answered */
  readonly metricsToken: string | undefined;
}

const SLOT = Symbol.for('qualwatch.site');
const LONGEST_STATEMENT_MS = 5_000;
const LONGEST_AT_COUNTER_MS = 15_000;
const CONNECTIONS = 16;
const COUNTER_CONNECTIONS = 4;
const REQUESTS_PER_MINUTE = 240;
const SENDINGS_PER_MINUTE = 20;

notePeerAddresses();

function natural(name: string, otherwise: number): number {
  const written = process.env[name];
  if (written === undefined || written === '') return otherwise;
  const value = Number(written);
  if (!Number.isInteger(value) || value < 0)
    throw new Error(`环境变量 ${name} 应为不小于 0 的整数，现为“${written}”。`);
  return value;
}

function open(): Site {
  const config = readConfig();
  if (config.DATABASE_URL === undefined) throw new Error('网站需要环境变量 DATABASE_URL（PostgreSQL 的连接地址）。');
  const baseUrl = config.QUALWATCH_BASE_URL.replace(/\/$/, '');
  // What reads cannot write, and reads only what the register publishes: the database refuses the rest, whatever a query may become.
  const reading = addressAs(config.DATABASE_URL, 'qualwatch_public', [
    '-c default_transaction_read_only=on',
    `-c statement_timeout=${LONGEST_STATEMENT_MS}`,
    '-c idle_in_transaction_session_timeout=10000',
  ]);
  const counter = addressAs(config.DATABASE_URL, 'qualwatch_counter', [
    `-c statement_timeout=${LONGEST_AT_COUNTER_MS}`,
    `-c idle_in_transaction_session_timeout=${LONGEST_AT_COUNTER_MS}`,
  ]);
  return {
    pool: openPool(reading, shareOf(CONNECTIONS)),
    counter: openPool(counter, shareOf(COUNTER_CONNECTIONS)),
    press: lazyPress(baseUrl),
    log: createLog(config.LOG_LEVEL, 'web'),
    limiter: new SharedRateLimiter({
      name: 'public',
      quota: Math.max(1, natural('QUALWATCH_RATE_LIMIT', REQUESTS_PER_MINUTE)),
      windowSeconds: 60,
    }),
    sendingLimiter: new SharedRateLimiter({
      name: 'sending',
      quota: Math.max(1, natural('QUALWATCH_SENDING_LIMIT', SENDINGS_PER_MINUTE)),
      windowSeconds: 60,
    }),
    province: config.QUALWATCH_PROVINCE,
    baseUrl,
    trustedProxies: natural('QUALWATCH_TRUSTED_PROXIES', 0),
    metricsToken: process.env.QUALWATCH_METRICS_TOKEN || undefined,
  };
}

function isSite(value: unknown): value is Site {
  return typeof value === 'object' && value !== null && 'limiter' in value && 'pool' in value;
}

/** The site of this process, opened at the first request: building the site needs no database. */
export function site(): Site {
  const standing: unknown = Reflect.get(globalThis, SLOT);
  if (isSite(standing)) return standing;
  const fresh = open();
  Reflect.set(globalThis, SLOT, fresh);
  return fresh;
}

/** An id for one request: in the log, and in the answer where something went wrong. */
export function requestId(): string {
  return `urn:uuid:${randomUUID()}`;
}
