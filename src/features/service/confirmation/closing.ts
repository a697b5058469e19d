import { withdrawDocument } from '#features/documents/commands.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { type Signer, today } from './form.ts';

interface Closed {
  readonly id: number;
  readonly document_id: string | null;
}

/** The confirmation that stood is closed, never overwritten: what it said then stays provable (GX24-5.1b). */
export async function closeStanding(
  transaction: Transaction,
  signer: Signer,
  end: { readonly at: Date; readonly because: string; readonly by: string },
): Promise<Closed | undefined> {
  const closed = await transaction.query<Closed>(
    `update service_confirmation set known_to = $2, ended_because = $3, ended_by = $4
     where enterprise_id = $1 and known_to is null returning id, document_id`,
    [signer.id, end.at, end.because, end.by],
  );
  const [ended] = closed.rows;
  if (ended?.document_id != null) {
    await withdrawDocument(transaction, {
      id: ended.document_id,
      on: today(end.at),
      by: end.by,
      because: end.because,
    });
  }
  return ended;
}
