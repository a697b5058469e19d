import pg from 'pg';
import { type Pool, pgTypes, sessionAddress } from './connections.ts';

/** What a connection may see: checked by the database itself (prisma/migrations, row_level_security). */
export interface Claim {
  readonly viewer: 'office' | 'auditor' | 'enterprise' | 'system' | 'security' | 'administration';
  /** prefix of division codes, or `*` for the province that the installation serves; null: no place */
  readonly scope: string | null;
  readonly enterpriseId: number | null;
  readonly accountId: string;
  /** the database refuses to change anything (support view) */
  readonly readOnly?: boolean;
}

export type DatabaseRole = 'qualwatch_portal' | 'qualwatch_public' | 'qualwatch_counter' | 'qualwatch_accounts';

const CLAIM = `select set_config('app.viewer', $1, false), set_config('app.scope', $2, false), set_config('app.enterprise', $3, false),
  set_config('app.account', $4, false), set_config('default_transaction_read_only', $5, false)`;

export interface ScopedPools {
  /** The pool as one signed-in person sees it. The same connections serve all; each check-out states the claim anew. */
  forClaim(claim: Claim): Pool;
  end(): Promise<void>;
}

/** The address with the role that its connections take on at their start; RESET ROLE comes back to it. */
export function addressAs(url: string, role: DatabaseRole, settings: readonly string[] = []): string {
  const address = new URL(url);
  address.searchParams.set('options', [`-c role=${role}`, ...settings].join(' '));
  return address.href;
}

/**
 * Connections of the portals. They are handed out only with a claim, so that no code can run without one; what a claim
 * does not name, the database does not show.
 */
export function openScopedPools(url: string, size = 10): ScopedPools {
  const settings = ['-c statement_timeout=30000', '-c idle_in_transaction_session_timeout=30000'];
  const shared = new pg.Pool({
    connectionString: sessionAddress(addressAs(url, 'qualwatch_portal', settings)),
    max: size,
    types: pgTypes,
    application_name: 'qualwatch portal',
  });
  shared.on('error', () => undefined);
  return {
    forClaim(claim) {
      const values = [
        claim.viewer,
        claim.scope ?? '',
        claim.enterpriseId?.toString() ?? '',
        claim.accountId,
        claim.readOnly === true ? 'on' : 'off',
      ];
      const connect = async (): Promise<pg.PoolClient> => {
        const client = await shared.connect();
        try {
          await client.query(CLAIM, values);
          return client;
        } catch (error) {
          client.release(true);
          throw error;
        }
      };
      return {
        connect,
        async query<R extends pg.QueryResultRow>(text: string, parameters?: unknown[]) {
          const client = await connect();
          try {
            return await client.query<R>(text, parameters);
          } finally {
            client.release();
          }
        },
        end: async () => undefined,
      };
    },
    end: () => shared.end(),
  };
}
