import { openDocumentFile } from '#features/documents/commands.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { proveByOpening } from './mail-arrival.ts';

/** A document of the inbox with its file. */
export interface OpenedDocument {
  readonly kind: string;
  readonly number: string | null;
  readonly pdf: Buffer;
  /** this reading is the first: the receipt was written */
  readonly first: boolean;
}

/**
 * Opens a document that was put before an enterprise. The first opening is the receipt: when and by whom, once and for all; it is
 * proof that it was read, the day of service is another matter (GX24-A.2). `look` opens without a receipt, for those who only
 * look at what the enterprise sees.
 */
export async function openFromInbox(
  pool: Pool,
  asked: { readonly documentId: string; readonly enterpriseId: number; readonly by: string; readonly at: Date },
  how: 'read' | 'look',
): Promise<OpenedDocument | 'sealed' | undefined> {
  const { documentId, enterpriseId, by, at } = asked;
  return inTransaction(pool, async (transaction) => {
    const found = await transaction.query<{
      kind: string;
      number: string | null;
      readAt: Date | null;
      sealed: boolean;
    }>(
      `select d.kind, d.number, i.read_at as "readAt", f.sealed from inbox_message i join official_document d on d.id = i.document_id
         join official_document_file f on f.document_id = d.id
       where i.document_id = $1 and i.enterprise_id = $2 order by i.put_at limit 1`,
      [documentId, enterpriseId],
    );
    const [message] = found.rows;
    if (message === undefined) return undefined;
    // Each opening of a file with an ID number is on the trail, which who only looks cannot write: so it stays shut.
    if (how === 'look' && message.sealed) return 'sealed';
    const pdf = await openDocumentFile(transaction, documentId, { actor: by, at });
    if (pdf === undefined) return undefined;
    let first = false;
    if (how === 'read' && message.readAt === null) {
      const marked = await transaction.query(
        'update inbox_message set read_at = $2 where document_id = $1 and enterprise_id = $3 and read_at is null',
        [documentId, at, enterpriseId],
      );
      first = (marked.rowCount ?? 0) > 0;
    }
    if (first) {
      await recordAudit(transaction, { at, actor: by, action: 'read-document', subject: `document:${documentId}` });
      await proveByOpening(transaction, asked);
    }
    return { kind: message.kind, number: message.number, pdf, first };
  });
}
