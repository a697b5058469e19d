import { createHash } from 'node:crypto';
import { caseFile } from '#features/casework/queries.ts';
import { openDocumentFile } from '#features/documents/commands.ts';
import { DOCUMENT_KINDS, isOfficialKind } from '#features/documents/schema.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { attemptsOfCase, evidenceOfCase } from '../shown.ts';
import { filedDocuments } from './filed-documents.ts';
import { type DossierContent, dossierIndex } from './index-pdf.ts';
import { type ZipEntry, zip } from './zip.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/html': 'html',
  'text/plain': 'txt',
};

function fileName(text: string): string {
  // Signs of direction too: with them a name reads as another kind of file than it is.
  return text.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '_').slice(0, 80);
}

async function originals(
  transaction: Transaction,
  content: DossierContent,
  reader: { readonly actor: string; readonly at: Date },
): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  for (const [at, { id, kind, number }] of content.documents.entries()) {
    const pdf = await openDocumentFile(transaction, id, reader);
    const title = isOfficialKind(kind) ? DOCUMENT_KINDS[kind].title : kind;
    if (pdf !== undefined) {
      entries.push({
        name: `文书/${String(at + 1).padStart(2, '0')}-${fileName(`${title}${number ?? ''}`)}.pdf`,
        content: pdf,
      });
    }
  }
  const evidence = await transaction.query<{ id: string; bytes: Buffer }>(
    'select id, bytes from case_evidence where case_id = $1',
    [content.file.caseId],
  );
  for (const [at, each] of content.evidence.entries()) {
    const bytes = evidence.rows.find(({ id }) => id === each.id)?.bytes;
    const extension = EXTENSIONS[each.mediaType] ?? 'bin';
    if (bytes !== undefined) {
      entries.push({
        name: `证据/${String(at + 1).padStart(2, '0')}-${fileName(each.name)}.${extension}`,
        content: bytes,
      });
    }
  }
  const bounces = await transaction.query<{ raw: Buffer }>(
    `select r.raw from delivery_report r join service_attempt a on a.id = r.attempt_id where a.case_id = $1 order by r.received_at, r.sha256`,
    [content.file.caseId],
  );
  bounces.rows.forEach(({ raw }, at) => {
    entries.push({ name: `退信/${String(at + 1).padStart(2, '0')}.eml`, content: raw });
  });
  return entries;
}

async function contentOf(pool: Pool, caseId: string, at: Date): Promise<DossierContent | undefined> {
  const file = await caseFile(pool, caseId);
  if (file === undefined) return undefined;
  const [documents, attempts, evidence] = await Promise.all([
    filedDocuments(pool, caseId),
    attemptsOfCase(pool, caseId),
    evidenceOfCase(pool, caseId),
  ]);
  return { file, documents, attempts, evidence, at };
}

const HOW_TO_CHECK = [
  '核对方法：',
  '一、SHA256SUMS.txt 逐个列出卷内文件的摘要，可用任何 sha256 工具核对。',
  '二、案件.json 的每条事件 hash = SHA-256(上一条的 hash ‖ 案件编号、序号、日期、事项、办理人、依据、内容，以字符 0x1F 相连)，首条的上一条为 32 个零字节。',
  '三、文书为签名 PDF，可用阅读器查看签名，或者用 qualwatch verify 核验。',
  '',
].join('\n');

export interface Dossier {
  readonly bytes: Buffer;
  /** null: the chain is whole */
  readonly fault: string | null;
}

/**
 * The evidence file of a case, as a signed PDF index, or as a ZIP with it, every original, every receipt and their hashes. Making one
 * is an audit event. Undefined where there is no such case.
 */
export async function makeDossier(
  pool: Pool,
  request: { readonly caseId: string; readonly form: 'pdf' | 'zip'; readonly by: string; readonly at: Date },
): Promise<Dossier | undefined> {
  const { caseId, form, by, at } = request;
  const content = await contentOf(pool, caseId, at);
  if (content === undefined) return undefined;
  const index = dossierIndex(content);
  const { fault } = content.file;
  return inTransaction(pool, async (transaction) => {
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'make-dossier', $3, $4)`,
      [at, by, `case:${caseId}`, JSON.stringify({ form, events: content.file.events.length })],
    );
    if (form === 'pdf') return { bytes: index, fault };
    const { file, attempts, documents, evidence } = content;
    const entries: ZipEntry[] = [
      { name: '目录.pdf', content: index },
      { name: '案件.json', content: Buffer.from(JSON.stringify({ ...file, documents, evidence }, undefined, 2)) },
      { name: '送达.json', content: Buffer.from(JSON.stringify(attempts, undefined, 2)) },
      ...(await originals(transaction, content, { actor: by, at })),
      { name: '核对方法.txt', content: Buffer.from(HOW_TO_CHECK) },
    ];
    const sums = entries.map((entry) => `${createHash('sha256').update(entry.content).digest('hex')}  ${entry.name}\n`);
    return { bytes: zip([...entries, { name: 'SHA256SUMS.txt', content: Buffer.from(sums.join('')) }], at), fault };
  });
}
