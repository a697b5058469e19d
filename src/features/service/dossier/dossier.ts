import { createHash } from 'node:crypto';
import type { PDFDocument } from 'pdf-lib';
import { caseFile } from '#features/casework/queries.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { pdfSigner } from '#platform/pdf/sign.ts';
import { signingIdentity } from '#platform/pdf/signing-identity.ts';
import { attemptsOfCase, evidenceOfCase } from '../shown.ts';
import type { DossierContent } from './content.ts';
import { filedDocuments } from './filed-documents.ts';
import { joined, pagesOf } from './join-pdf.ts';
import { fileName, type Piece, piecesOf } from './pieces.ts';
import { caseRows, inLines, sheet } from './sheets.ts';
import { SUMS, WHOLE, type ZipEntry, zip } from './zip.ts';

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
  '三、文书为签名 PDF，可用阅读器查看签名，或者用 qualwatch verify 核验；卷宗.pdf 整卷签名，卷内文书的签名以单独的原件为准。',
  '四、qualwatch verify 卷宗.pdf、qualwatch verify 案卷.zip 核验整卷。',
  '',
].join('\n');

/** A page in the place of what cannot be one: it says what it is and where the original lies. */
function standIn({ title, number, on, sha256 }: Piece, content: DossierContent): Buffer {
  const rows = [
    ['名称', title],
    ['编号', number],
    ['日期', on],
    ['文件摘要（SHA-256）', inLines(sha256, 32)],
    ['说明', '本件不是可以并入的页面，原件在卷宗的压缩包内，以摘要核对。'],
  ];
  return sheet('卷内文件说明', [{ kind: 'form', rows }], content);
}

interface Filed {
  readonly piece: Piece;
  readonly pages: PDFDocument;
}

async function filed(pieces: readonly Piece[], content: DossierContent): Promise<Filed[]> {
  const made: Filed[] = [];
  for (const piece of pieces) {
    const pages =
      (await pagesOf(piece)) ?? (await pagesOf({ mediaType: 'application/pdf', content: standIn(piece, content) }));
    if (pages === undefined) throw new Error(`no pages of ${piece.title}`);
    made.push({ piece, pages });
  }
  return made;
}

/** 目录: each piece with the page on which it begins. */
function cataloguePages(pieces: readonly Filed[], first: number, content: DossierContent): Buffer {
  let page = first;
  const rows = { 正卷: [] as string[][], 副卷: [] as string[][] };
  for (const { piece, pages } of pieces) {
    const list = rows[piece.part];
    list.push([String(list.length + 1), piece.title, piece.number, piece.on, String(page), inLines(piece.sha256, 16)]);
    page += pages.getPageCount();
  }
  const list = (part: Piece['part']) => ({
    kind: 'list',
    columns: [
      { title: '序', width: 0.5, align: 'center' },
      { title: '名称', width: 3.4, align: 'left' },
      { title: '编号', width: 1.2, align: 'center' },
      { title: '日期', width: 1.1, align: 'center' },
      { title: '页次', width: 0.6, align: 'center' },
      { title: '文件摘要（SHA-256）', width: 1.7, align: 'left' },
    ],
    rows: rows[part],
  });
  return sheet(
    '案件卷宗目录',
    [
      { kind: 'form', rows: caseRows(content) },
      { kind: 'heading', text: '正卷' },
      list('正卷'),
      ...(rows.副卷.length === 0 ? [] : [{ kind: 'heading', text: '副卷（内部办理情况）' }, list('副卷')]),
      {
        kind: 'paragraph',
        text: '本卷宗由系统从案件事件、文书、送达记录和证据自动汇编，未经人工修改。各文件原件随卷，以 SHA-256 核对。',
      },
    ],
    content,
  );
}

/** The catalogue before the pages that it counts: set once to know its own length, and again with it. */
async function catalogueOf(
  pieces: readonly Filed[],
  content: DossierContent,
): Promise<{ readonly catalogue: Buffer; readonly pages: PDFDocument }> {
  const pdf = { mediaType: 'application/pdf' };
  let length = 1;
  for (;;) {
    const catalogue = cataloguePages(pieces, length + 1, content);
    const pages = await pagesOf({ ...pdf, content: catalogue });
    if (pages === undefined) throw new Error('the catalogue has no pages');
    if (pages.getPageCount() !== length) {
      length = pages.getPageCount();
      continue;
    }
    return { catalogue, pages };
  }
}

function sumLine({ name, content }: ZipEntry): string {
  return `${createHash('sha256').update(content).digest('hex')}  ${name}\n`;
}

export interface Dossier {
  readonly bytes: Buffer;
  /** null: the chain is whole */
  readonly fault: string | null;
}

/**
 * The evidence file of a case in the order of a 卷宗: one signed PDF with catalogue and page numbers, or a ZIP with it, every original and
 * their hashes. Making one is an audit event. Undefined where there is no such case.
 */
export async function makeDossier(
  pool: Pool,
  request: { readonly caseId: string; readonly form: 'pdf' | 'zip'; readonly by: string; readonly at: Date },
): Promise<Dossier | undefined> {
  const { caseId, form, by, at } = request;
  const content = await contentOf(pool, caseId, at);
  if (content === undefined) return undefined;
  const { fault } = content.file;
  return inTransaction(pool, async (transaction) => {
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'make-dossier', $3, $4)`,
      [at, by, `case:${caseId}`, JSON.stringify({ form, events: content.file.events.length })],
    );
    const pieces = await piecesOf(transaction, content, { actor: by, at });
    const parts = await filed(pieces, content);
    const { catalogue, pages } = await catalogueOf(parts, content);
    const sign = (pdf: Buffer) =>
      pdfSigner(signingIdentity()).sign(pdf, { name: '资质哨', reason: '汇编案件卷宗', at });
    const { file, attempts, documents, evidence } = content;
    const count = { 正卷: 0, 副卷: 0 };
    const entries: ZipEntry[] = [
      { name: '目录.pdf', content: sign(catalogue) },
      ...pieces.map((piece) => {
        const place = ++count[piece.part];
        return { name: `${piece.part}/${String(place).padStart(2, '0')}-${fileName(piece)}`, content: piece.content };
      }),
      { name: '案件.json', content: Buffer.from(JSON.stringify({ ...file, documents, evidence }, undefined, 2)) },
      { name: '送达.json', content: Buffer.from(JSON.stringify(attempts, undefined, 2)) },
      { name: '核对方法.txt', content: Buffer.from(HOW_TO_CHECK) },
    ];
    const sums = entries.map(sumLine).join('');
    const last = file.events.at(-1);
    const about = {
      title: `案件卷宗 ${file.enterprise}`,
      mark: `${file.caseId}:${last?.sequence ?? 0}:${last?.hash ?? ''}`,
      // The signature of the whole is that of every file beside it: whoever changes one and its line in the list is found out.
      sums: createHash('sha256').update(sums).digest('hex'),
      at,
    };
    const whole = { name: WHOLE, content: sign(await joined([pages, ...parts.map((each) => each.pages)], about)) };
    if (form === 'pdf') return { bytes: whole.content, fault };
    const list = { name: SUMS, content: Buffer.from(sumLine(whole) + sums) };
    return { bytes: zip([whole, ...entries, list], at), fault };
  });
}
