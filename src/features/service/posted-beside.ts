import { trackFor } from '#law/regimes/law.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { ServedDocument } from '#law/regimes/words.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { clauseOf } from './case-clause.ts';
import { printedDay } from './filed-receipts.ts';
import { StepRefused } from './step.ts';

/** The last letter with a document: whether one was prepared, and when and with which number it was handed to the post. */
interface Letter {
  readonly postedOn: string | null;
  readonly waybill: string | null;
}

async function letterOf(transaction: Transaction, documentId: string): Promise<Letter | undefined> {
  const found = await transaction.query<Letter>(
    `select b.posted_on as "postedOn", a.waybill from service_attempt a left join ems_batch b on b.id = a.batch_id
     where a.document_id = $1 and a.channel = 'ems' order by b.posted_on nulls last, a.number desc limit 1`,
    [documentId],
  );
  return found.rows[0];
}

/** 以邮政特快专递邮寄（…交寄，邮件号…）; undefined where nothing was handed to the post. */
export async function postedWords(transaction: Transaction, documentId: string): Promise<string | undefined> {
  const letter = await letterOf(transaction, documentId);
  if (letter === undefined || letter.postedOn === null) return undefined;
  const waybill = letter.waybill === null ? '' : `，邮件号${letter.waybill}`;
  return `以邮政特快专递邮寄（${printedDay(letter.postedOn)}交寄${waybill}）`;
}

/** SY-4: what the case records of the letter beside the notice; what has not been handed to the post is not said to have been. @throws StepRefused */
export async function postedBeside(transaction: Transaction, documentId: string, clause: string): Promise<string> {
  if ((await letterOf(transaction, documentId)) === undefined) {
    throw new StepRefused(clause, '本文书没有列入待寄邮件，不能称同时邮寄；请先以邮政特快专递交寄，再公告。');
  }
  const posted = await postedWords(transaction, documentId);
  return posted === undefined ? '已列入邮政特快专递待寄邮件，另行交寄' : `并${posted}`;
}

/**
 * SY-4: where the regime wants the post and the web at once, the notice alone is half of the service: nothing is decided on a document that
 * was never handed to the post. @throws StepRefused
 */
export async function refuseUnposted(
  transaction: Transaction,
  facts: { readonly regime: string; readonly inRegion: boolean },
  kind: ServedDocument,
  documentId: string,
): Promise<void> {
  const regime = REGIMES.get(facts.regime);
  const ways = regime === undefined ? [] : (trackFor(regime, facts.inRegion)?.service[kind]?.startsWith ?? []);
  if (!ways.includes('ems') || !ways.includes('public-notice')) return;
  if ((await postedWords(transaction, documentId)) !== undefined) return;
  throw new StepRefused(
    clauseOf(facts, 'post'),
    '撤回告知书应当邮寄并在网上公告，现在只公告了，没有交寄。请先在“邮寄”中交寄并登记邮件号，再作决定。',
  );
}
