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
