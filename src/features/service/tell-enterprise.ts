import { contactAt } from '#features/registry/queries.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { writeLetter } from './office-notice.ts';

/** What an enterprise is told of its case without a document that has to be served: no period runs from it. */
export interface Told {
  readonly caseId: string;
  /** names the fact: told once */
  readonly key: string;
  /** the qualification's name is put behind it */
  readonly subject: string;
  /** paragraphs; the first begins with who did what */
  readonly lines: (about: { readonly enterprise: string; readonly qualification: string }) => readonly string[];
  readonly at: Date;
}

interface About {
  readonly enterprise_id: number;
  readonly enterprise: string;
  readonly qualification: string;
}

/** Writes to the enterprise's present e-mail address in the transaction of the fact; without an address its case page says it. */
export async function tellEnterprise(transaction: Transaction, told: Told): Promise<void> {
  const found = await transaction.query<About>(
    `select c.enterprise_id, e.name as enterprise, q.name as qualification
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id where c.id = $1`,
    [told.caseId],
  );
  const [about] = found.rows;
  if (about === undefined) return;
  const contact = await contactAt(transaction, about.enterprise_id, told.at);
  if (contact === undefined || contact.email === null) return;
  const text = [
    `${about.enterprise}：`,
    ...told.lines(about),
    '办理经过和材料请登录平台，在“概览”中打开该项资质的案件查看。',
    '资质哨（本邮件由系统发出，请勿直接回复）',
  ].join('\n\n');
  const subject = `【资质哨】${told.subject}：${about.qualification}`;
  await writeLetter(transaction, told.key, contact.email, { subject, text }, told.at);
}
