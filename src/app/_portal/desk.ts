import type { KeyObject } from 'node:crypto';
import {
  developmentIdentityChecks,
  developmentTextMessages,
  type IdentityCheckProvider,
  type Relying,
  type TextMessageProvider,
} from '#features/accounts/commands.ts';
import { readConfig } from '#platform/config.ts';
import { openPool, type Pool } from '#platform/database/connections.ts';
import { addressAs, openScopedPools, type ScopedPools } from '#platform/database/scoped-pool.ts';
import { SharedRateLimiter } from '#platform/http/shared-rate-limit.ts';
import { deriveKey, installationSecret } from '#platform/installation-secret.ts';
import { shareOf } from '#platform/primary-process.ts';
import { site } from '../_site/site.ts';

/** What the process holds for signed-in people: one of each, however many bundles carry this module. */
export interface Desk {
  /** accounts and sessions, nothing else */
  readonly accounts: Pool;
  /** everything else, and only with a claim */
  readonly scoped: ScopedPools;
  readonly formKey: KeyObject;
  /** next-auth signs and encrypts its cookie with it */
  readonly sessionSecret: string;
  readonly textMessages: TextMessageProvider;
  readonly identityChecks: IdentityCheckProvider;
  readonly relying: Relying;
  /** attempts at signing in from one address */
  readonly signInLimiter: SharedRateLimiter;
  /** cookies only over HTTPS */
  readonly secure: boolean;
}

const SLOT = Symbol.for('qualwatch.desk');
const ACCOUNT_CONNECTIONS = 6;
const PORTAL_CONNECTIONS = 12;
const SIGN_INS_PER_MINUTE = 20;

function open(): Desk {
  const config = readConfig();
  if (config.DATABASE_URL === undefined) throw new Error('网站需要环境变量 DATABASE_URL（PostgreSQL 的连接地址）。');
  const secret = installationSecret();
  const address = new URL(site().baseUrl);
  return {
    accounts: openPool(
      addressAs(config.DATABASE_URL, 'qualwatch_accounts', ['-c statement_timeout=10000']),
      shareOf(ACCOUNT_CONNECTIONS),
    ),
    scoped: openScopedPools(config.DATABASE_URL, shareOf(PORTAL_CONNECTIONS)),
    formKey: deriveKey(secret, 'forms'),
    sessionSecret: deriveKey(secret, 'sessions').export().toString('base64'),
    textMessages: developmentTextMessages,
    identityChecks: developmentIdentityChecks,
    relying: { host: address.hostname, origin: address.origin },
    signInLimiter: new SharedRateLimiter({
      name: 'sign-in',
      quota: Math.max(1, Number(process.env.QUALWATCH_SIGN_IN_LIMIT ?? SIGN_INS_PER_MINUTE)),
      windowSeconds: 60,
    }),
    secure: address.protocol === 'https:',
  };
}

function isDesk(value: unknown): value is Desk {
  return typeof value === 'object' && value !== null && 'scoped' in value && 'accounts' in value;
}

export function desk(): Desk {
  const standing: unknown = Reflect.get(globalThis, SLOT);
  if (isDesk(standing)) return standing;
  const fresh = open();
  Reflect.set(globalThis, SLOT, fresh);
  return fresh;
}
