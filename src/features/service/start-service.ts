import type { IssuedDocument } from '#features/documents/commands.ts';
import { trackFor } from '#law/regimes/law.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { ServedDocument } from '#law/regimes/words.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { clauseOf } from './case-clause.ts';
import { serveElectronically } from './electronic.ts';
import { prepareEms } from './ems.ts';
import { printedDay } from './filed-receipts.ts';
import type { Issue } from './issuing.ts';
import { publishNoticeOf } from './public-notice.ts';
import { StepRefused } from './step.ts';

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

/** SY-4: what the case records of the letter beside the notice; what has not been handed to the post is not said to have been. @throws StepRefused */
async function postedBeside(transaction: Transaction, documentId: string, clause: string): Promise<string> {
  const found = await transaction.query<{ posted_on: string | null; waybill: string | null }>(
    `select b.posted_on, a.waybill from service_attempt a left join ems_batch b on b.id = a.batch_id
     where a.document_id = $1 and a.channel = 'ems' order by a.number desc limit 1`,
    [documentId],
  );
  const letter = found.rows[0];
  if (letter === undefined) {
    throw new StepRefused(clause, '本文书没有列入待寄邮件，不能称同时邮寄；请先以邮政特快专递交寄，再公告。');
  }
  if (letter.posted_on === null) return '已列入邮政特快专递待寄邮件，另行交寄';
  const waybill = letter.waybill === null ? '' : `，邮件号${letter.waybill}`;
  return `并以邮政特快专递邮寄（${printedDay(letter.posted_on)}交寄${waybill}）`;
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
