import { withdrawDocument } from '#features/documents/commands.ts';
import type { LegalDate } from '#law/periods/legal-date.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import type { Transaction } from '#platform/database/connections.ts';

/** Documents that rested on a term or a service that turned out not to be: their kinds, by what was found. */
function fallenKinds(events: readonly CaseEvent[]): readonly string[] {
  const kinds = events.flatMap((event): readonly string[] => {
    if (event.what === 'clock-reopened') return ['intent', 'decision'];
    if (event.what === 'decision-voided') return ['decision'];
    if (event.what === 'rules-changed') return event.voids;
    if (event.what !== 'service-voided') return [];
    return event.document === 'order' ? ['intent', 'decision'] : event.document === 'intent' ? ['decision'] : [];
  });
  return [...new Set(kinds)];
}

/** Takes back the notices and decisions that fell with a correction: their public pages say so (reading `reopened`). */
export async function takeBackWhatFell(
  transaction: Transaction,
  caseId: string,
  events: readonly CaseEvent[],
  by: { readonly on: LegalDate; readonly by: string; readonly because?: string },
): Promise<void> {
  const kinds = fallenKinds(events);
  if (kinds.length === 0) return;
  const standing = await transaction.query<{ id: string }>(
    `select id from official_document where case_id = $1 and status = 'stands' and kind = any($2::text[])`,
    [caseId, kinds],
  );
  for (const { id } of standing.rows) {
    await withdrawDocument(transaction, { id, because: '送达日期更正或者认定未送达，作出的前提不再成立', ...by });
  }
}
