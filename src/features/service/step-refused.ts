import { inTransaction, type Pool } from '#platform/database/connections.ts';

/** Thrown within a step to take all of it back. */
export class StepRefused extends Error {
  override name = 'StepRefused';
  readonly clause: string;
  constructor(clause: string, reason: string) {
    super(reason);
    this.clause = clause;
  }
}

/** The standard is met at the moment of an act against the enterprise; nothing of the act is written, and the enterprise is checked at once. */
export class MetByNow extends StepRefused {
  override name = 'MetByNow';
  readonly enterpriseId: number;
  constructor(clause: string, reason: string, enterpriseId: number) {
    super(clause, reason);
    this.enterpriseId = enterpriseId;
  }
}

/** Where a step was taken back because the standard is met, the enterprise is checked at once: the case then goes its way as met. */
export async function checkWhatIsMet(pool: Pool, error: unknown, at: Date): Promise<void> {
  if (!(error instanceof MetByNow)) return;
  await inTransaction(pool, async (transaction) => {
    await transaction.query(
      `insert into recheck_request (enterprise_id, requested_at, reason) values ($1, $2, 'met-at-step')
       on conflict (enterprise_id) do nothing`,
      [error.enterpriseId, at],
    );
  });
}
