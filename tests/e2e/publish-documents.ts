import { writeFileSync } from 'node:fs';
import { openDocumentFile, openPress } from '#features/documents/commands.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { publishDocument } from '../../src/features/service/public-notice.ts';
import { issueDocument } from '../integration/by-three.ts';
import { day, OFFICE } from '../unit/features/documents/print.ts';
import { SAMPLES } from '../unit/features/documents/samples.ts';
import { placeOf } from './published-documents.ts';

/** Issues and publishes them, signed with the key that the site trusts. */
export async function publishDocuments(pool: Pool, baseUrl: string, now: Date): Promise<void> {
  const press = openPress({ baseUrl });
  const onDay = day('2026-08-03');
  const ids = await inTransaction(pool, async (transaction) => {
    const issued = async (kind: 'public-notice' | 'announcement' | 'order') =>
      issueDocument(transaction, press, kind, SAMPLES[kind], {
        factId: `e2e:${kind}`,
        office: OFFICE,
        divisionCode: '450100',
        issuedOn: onDay,
        issuedBy: '演示经办人',
        recordedAt: now,
      });
    const notice = await issued('public-notice');
    const announcement = await issued('announcement');
    const order = await issued('order');
    for (const [document, kind, title] of [
      [notice, 'public-notice', '关于送达《责令限期整改通知书》的公告'],
      [announcement, 'announcement', '关于撤回有关企业资质的公告'],
    ] as const) {
      const { name: office } = OFFICE;
      const actor = '演示经办人';
      await publishDocument(transaction, document, {
        kind,
        title,
        divisionCode: '450100',
        office,
        onDay,
        at: now,
        actor,
      });
    }
    const pdf = await openDocumentFile(transaction, order.id, { actor: '演示', at: now });
    if (pdf === undefined) throw new Error('the order has no file');
    writeFileSync(placeOf('order.pdf'), pdf);
    return { notice: notice.id, announcement: announcement.id, order: order.id, file: placeOf('order.pdf') };
  });
  // Their drafts have been carried out: nothing is left for the worker.
  await pool.query("update draft set status = 'finished', finished_at = $1 where status = 'sealed'", [now]);
  writeFileSync(placeOf('documents.json'), JSON.stringify(ids));
}
