import type { LegalDate } from '#law/periods/legal-date.ts';
import { yearOf } from '#law/periods/legal-date.ts';
import { inTransaction, openPool, type Pool } from '#platform/database/connections.ts';
import { BATCH_OFFICE, syntheticOrder } from './batch-data.ts';
import type { PrintResult, PrintTask } from './batch-messages.ts';
import { composeDocument, documentId } from './compose.ts';
import { documentNumber, kindMark, takeNumbers } from './numbering.ts';
import { openPrintThreads, type PrintThreads } from './print-threads.ts';
import { type DocumentRow, storeDocuments } from './store.ts';
import { inTemporaryDatabase } from './temporary-database.ts';

export interface BatchResult {
  readonly count: number;
  readonly threads: number;
  /** numbering, composing, setting, signing and storing, from the first number to the last commit */
  readonly seconds: number;
  readonly perSecond: number;
  readonly averageBytes: number;
  readonly firstNumber: string;
  readonly lastNumber: string;
  readonly stored: number;
  readonly peakRssMb: number;
}

export interface BatchOptions {
  readonly count: number;
  readonly threads: number;
  readonly issuedOn: LegalDate;
  readonly now: () => Date;
  readonly baseUrl: string;
  readonly progress: (done: number, count: number) => void;
}

/** Documents of one transaction: its numbers are taken together, and the counter is locked no longer than it lasts. */
const CHUNK = 500;

type Prepared = Omit<DocumentRow, 'pdf' | 'sha256'> & { readonly task: PrintTask };

function prepare(first: number, count: number, done: number, options: BatchOptions): Prepared[] {
  const mark = kindMark('order') ?? '';
  return Array.from({ length: count }, (_, at) => {
    const serial = done + at + 1;
    const { stored, draft } = composeDocument('order', syntheticOrder(serial, options.issuedOn));
    const number = documentNumber(BATCH_OFFICE.mark, mark, yearOf(options.issuedOn), first + at);
    const factId = `batch-order:${serial}`;
    const id = documentId(factId);
    const recordedAt = options.now();
    return {
      id,
      factId,
      kind: 'order',
      number,
      office: BATCH_OFFICE,
      divisionCode: '450100',
      caseId: null,
      enterpriseId: null,
      subject: draft.subject,
      data: stored,
      list: null,
      issuedOn: options.issuedOn,
      issuedBy: 'batch',
      recordedAt,
      task: {
        at,
        order: { id, kind: 'order', draft, office: BATCH_OFFICE, number, issuedOn: options.issuedOn, at: recordedAt },
      },
    };
  });
}

async function issueChunk(
  pool: Pool,
  threads: PrintThreads,
  count: number,
  done: number,
  options: BatchOptions,
): Promise<{ first: string; last: string; bytes: number }> {
  return inTransaction(pool, async (transaction) => {
    const sequence = { office: BATCH_OFFICE.id, kind: 'order' as const, year: yearOf(options.issuedOn) };
    const first = await takeNumbers(transaction, sequence, count);
    const prepared = prepare(first, count, done, options);
    let bytes = 0;
    let stored = done;
    await threads.print(
      prepared.map(({ task }) => task),
      async (results: readonly PrintResult[]) => {
        const rows = results.flatMap(({ at, pdf, sha256 }): DocumentRow[] => {
          const row = prepared[at];
          if (row === undefined) return [];
          bytes += pdf.length;
          const { task: _task, ...rest } = row;
          return [{ ...rest, pdf: Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length), sha256: Buffer.from(sha256) }];
        });
        await storeDocuments(transaction, rows);
        stored += rows.length;
        options.progress(stored, options.count);
      },
    );
    return { first: prepared[0]?.number ?? '', last: prepared.at(-1)?.number ?? '', bytes };
  });
}

/** Renders, signs and stores synthetic rectification orders in a temporary database of the server, and measures it. */
export async function runBatch(serverUrl: string, options: BatchOptions): Promise<BatchResult> {
  return inTemporaryDatabase(serverUrl, 'qualwatch_batch', async (url) => {
    const pool = openPool(url, 4);
    const threads = await openPrintThreads(options.threads, { baseUrl: options.baseUrl });
    try {
      // Nobody's orders, in a database that is dropped afterwards: what is measured is setting, signing and storing, not who sealed them.
      await pool.query('alter table official_document disable trigger official_document_by_three');
      const started = performance.now();
      let bytes = 0;
      const numbers: string[] = [];
      for (let done = 0; done < options.count; done += CHUNK) {
        const chunk = await issueChunk(pool, threads, Math.min(CHUNK, options.count - done), done, options);
        bytes += chunk.bytes;
        numbers.push(chunk.first, chunk.last);
      }
      const seconds = Math.round(performance.now() - started) / 1000;
      const stored = await pool.query<{ count: number }>('select count(*) from official_document_file');
      return {
        count: options.count,
        threads: options.threads,
        seconds,
        perSecond: Math.round(options.count / seconds),
        averageBytes: Math.round(bytes / options.count),
        firstNumber: numbers[0] ?? '',
        lastNumber: numbers.at(-1) ?? '',
        stored: stored.rows[0]?.count ?? 0,
        peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      };
    } finally {
      await threads.close();
      await pool.end();
    }
  });
}
