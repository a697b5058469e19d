import type { Queries } from './database/connections.ts';

/** Who did what to what; written in the transaction of the act, so that neither stands without the other. */
export interface AuditRecord {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly content?: Readonly<Record<string, unknown>>;
  /** where the connection states no claim (sign-in), the account, place and enterprise are said here */
  readonly accountId?: string;
  readonly division?: string | null;
  readonly enterpriseId?: number | null;
}

/** Appends to the audit trail. Account, place and enterprise come from the connection's claim unless they are given. */
export async function recordAudit(transaction: Queries, record: AuditRecord): Promise<void> {
  const { at, actor, action, subject, content = {}, accountId, division, enterpriseId } = record;
  if (accountId === undefined) {
    await transaction.query(
      'insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, $3, $4, $5)',
      [at, actor, action, subject, JSON.stringify(content)],
    );
    return;
  }
  await transaction.query(
    `insert into audit_entry (recorded_at, actor, action, subject, content, account_id, division_code, enterprise_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [at, actor, action, subject, JSON.stringify(content), accountId, division ?? null, enterpriseId ?? null],
  );
}
