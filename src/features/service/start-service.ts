import type { IssuedDocument } from '#features/documents/commands.ts';
import { trackFor } from '#law/regimes/law.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { ServedDocument } from '#law/regimes/words.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { clauseOf } from './case-clause.ts';
import { serveElectronically } from './electronic.ts';
import { prepareEms } from './ems.ts';
import type { Issue } from './issuing.ts';
import { postedBeside } from './posted-beside.ts';
import { publishNoticeOf } from './public-notice.ts';

/** What the first attempts at serving a document were, and what had to be issued for them. */
export interface Started {
  readonly attempts: readonly string[];
  readonly documents: readonly IssuedDocument[];
}

/**
 * Sends a document on its ways in the transaction of its step: electronically where that is open, and by every way with which the
 * regime starts (SY-2.4: the post; SY-4: the post and the web at once).
 */
export async function startService(
  transaction: Transaction,
  issue: Issue,
  kind: ServedDocument,
  document: IssuedDocument,
  enclosures: readonly string[] = [],
): Promise<Started> {
  const { facts, onDay, at, actor } = issue;
  const sending = { documentKind: kind, documentId: document.id, actor, onDay, at };
  const attempts = await serveElectronically(transaction, facts, sending);
  const documents: IssuedDocument[] = [];
  const regime = REGIMES.get(facts.regime);
  const rule = regime === undefined ? undefined : trackFor(regime, facts.inRegion)?.service[kind];
  for (const way of rule?.startsWith ?? []) {
    switch (way) {
      case 'ems':
        attempts.push(await prepareEms(transaction, facts, { ...sending, enclosures }));
        break;
      case 'public-notice':
        documents.push(
          await noticeBeside(
            transaction,
            issue,
            kind,
            document,
            await postedBeside(transaction, document.id, clauseOf(facts, 'post')),
          ),
        );
        break;
    }
  }
  return { attempts, documents };
}

function noticeBeside(
  transaction: Transaction,
  { press, facts, office, onDay, at, actor }: Issue,
  served: ServedDocument,
  { id, number }: IssuedDocument,
  reason: string,
): Promise<IssuedDocument> {
  return publishNoticeOf(transaction, {
    press,
    served,
    noticed: [{ facts, document: { id, number: number ?? '', office: office.office.name } }],
    office,
    divisionCode: facts.divisionCode,
    onDay,
    at,
    actor,
    reason,
  });
}
