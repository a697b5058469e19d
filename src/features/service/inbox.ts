import type { Transaction } from '#platform/database/connections.ts';
import type { CaseFacts } from './case-facts.ts';

/** Puts a document before the enterprise on the platform that needs no service: no term runs from it. */
export async function putBeforeEnterprise(
  transaction: Transaction,
  facts: Pick<CaseFacts, 'enterpriseId' | 'divisionCode'>,
  document: { readonly id: string; readonly already: boolean },
  at: Date,
): Promise<void> {
  if (document.already) return;
  await transaction.query(
    `insert into inbox_message (id, enterprise_id, division_code, document_id, put_at) values ($1, $2, $3, $4, $5)`,
    [`document:${document.id}`, facts.enterpriseId, facts.divisionCode, document.id, at],
  );
}

/**
 * What was served by post or public notice can be read on the platform too: a copy, from which nothing runs (the service is the
 * post's or the notice's). A document that lies there already is left as it is.
 */
export async function putCopyOfServed(transaction: Transaction, attemptId: string, at: Date): Promise<void> {
  await transaction.query(
    `insert into inbox_message (id, enterprise_id, division_code, document_id, put_at)
     select 'document:' || d.id, a.enterprise_id, a.division_code, d.id, $2
     from service_attempt a cross join lateral unnest(array_append(a.enclosures, a.document_id)) as d(id)
     where a.id = $1 and not exists (select 1 from inbox_message i where i.document_id = d.id and i.enterprise_id = a.enterprise_id)
     on conflict (id) do nothing`,
    [attemptId, at],
  );
}
