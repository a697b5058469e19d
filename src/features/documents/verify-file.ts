import { createHash, type X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { checkSignature } from '#platform/pdf/check-signature.ts';
import { DOCUMENT_KINDS, ID_KEYWORD, isOfficialKind } from './kind-names.ts';
import { type ListSource, listSourceSchema } from './list-columns.ts';
import { deriveRows, hashRows, type ListRow } from './list-rows.ts';

/** One thing that was looked at: whether it holds, in words. `note`: neither holds nor fails, but should be known. */
export interface FileCheck {
  readonly name: 'signature' | 'signer' | 'stored' | 'standing' | 'rows' | 'newer-run';
  readonly outcome: 'holds' | 'fails' | 'note';
  readonly text: string;
}

export interface FileReport {
  readonly ok: boolean;
  readonly sha256: string;
  readonly document: { readonly id: string; readonly kind: string; readonly number: string | null } | null;
  readonly checks: readonly FileCheck[];
  /** lists: rows of the file that the system does not have, and the other way round */
  readonly differences: { readonly onlyInFile: readonly ListRow[]; readonly onlyInSystem: readonly ListRow[] } | null;
}

interface StoredRow {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly office: string;
  readonly issued_on: string;
  readonly status: string;
  readonly withdrawn_on: string | null;
  readonly withdrawn_because: string | null;
  readonly rows_hash: string | null;
  readonly data: unknown;
}

const COLUMNS =
  'id, kind, number, office_name as office, issued_on, status, withdrawn_on, withdrawn_because, rows_hash, data';

function signatureChecks(pdf: Buffer, trusted: readonly X509Certificate[]): FileCheck[] {
  const report = checkSignature(pdf, trusted);
  if (!report.present) return [{ name: 'signature', outcome: 'fails', text: '文件没有数字签名。' }];
  if (!report.intact) {
    return [{ name: 'signature', outcome: 'fails', text: '数字签名无效：文件在签名之后被改动过。' }];
  }
  if (!report.coversFile) {
    return [{ name: 'signature', outcome: 'fails', text: '数字签名没有覆盖整个文件：签名之后追加了内容。' }];
  }
  return [
    { name: 'signature', outcome: 'holds', text: '数字签名有效，签名之后文件未被改动。' },
    report.trusted
      ? { name: 'signer', outcome: 'holds', text: `签名证书由本系统信任的机构签发：${report.signer ?? ''}。` }
      : { name: 'signer', outcome: 'fails', text: `签名证书不是本系统信任的机构签发的：${report.signer ?? ''}。` },
  ];
}

function titleOf(row: StoredRow): string {
  return `${isOfficialKind(row.kind) ? DOCUMENT_KINDS[row.kind].title : row.kind}${row.number ?? ''}（${row.office}，${row.issued_on}）`;
}

async function claimedDocument(db: Transaction, pdf: Buffer): Promise<StoredRow | undefined> {
  const claimed = new RegExp(`${ID_KEYWORD}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`).exec(pdf.toString('latin1'));
  if (claimed?.[1] === undefined) return undefined;
  const result = await db.query<StoredRow>(`select ${COLUMNS} from official_document where id = $1`, [claimed[1]]);
  return result.rows[0];
}

function standing(row: StoredRow): FileCheck {
  return row.status === 'withdrawn'
    ? {
        name: 'standing',
        outcome: 'fails',
        text: `该文书已于 ${row.withdrawn_on ?? ''} 被收回：${row.withdrawn_because ?? ''}。`,
      }
    : { name: 'standing', outcome: 'holds', text: '该文书仍然有效，未被收回。' };
}

const listData = z.object({ source: listSourceSchema, rows: z.array(z.array(z.string())) });

async function newerRun(db: Transaction, source: ListSource): Promise<FileCheck | undefined> {
  const result = await db.query<{ id: number; as_of: string }>(
    `select n.id, n.as_of from verification_run r join verification_run n
       on n.kind = 'month' and n.status = 'settled' and n.instant > r.instant and starts_with(r.scope, n.scope)
     where r.id = $1 order by n.instant desc limit 1`,
    [source.runId],
  );
  const row = result.rows[0];
  if (row === undefined) return undefined;
  return {
    name: 'newer-run',
    outcome: 'note',
    text: `清单依据核查编号 ${source.runId}；此后已有新的核查（编号 ${row.id}，${row.as_of}），清单不反映其结果。`,
  };
}

/** SY-5: the rows are derived from the database again and compared cell by cell. */
async function listChecks(db: Transaction, row: StoredRow): Promise<Pick<FileReport, 'checks' | 'differences'>> {
  const { source, rows } = listData.parse(row.data);
  const derived = await deriveRows(db, source);
  const key = (each: ListRow) => each.join('\u001f');
  const printedKeys = new Set(rows.map(key));
  const derivedKeys = new Set(derived.map(key));
  const onlyInFile = rows.filter((each) => !derivedKeys.has(key(each)));
  const onlyInSystem = derived.filter((each) => !printedKeys.has(key(each)));
  const same = hashRows(derived) === row.rows_hash && hashRows(rows) === row.rows_hash;
  const note = await newerRun(db, source);
  const check: FileCheck = same
    ? { name: 'rows', outcome: 'holds', text: `清单 ${rows.length} 行与系统重新导出的结果逐行一致。` }
    : {
        name: 'rows',
        outcome: 'fails',
        text: `清单与系统重新导出的结果不一致：清单有而系统没有 ${onlyInFile.length} 行，系统有而清单没有 ${onlyInSystem.length} 行。`,
      };
  return {
    checks: note === undefined ? [check] : [check, note],
    differences: same ? null : { onlyInFile, onlyInSystem },
  };
}

/**
 * Checks a file that claims to be one of our documents: its signature, whether it is, byte for byte, one that was issued,
 * whether it still stands, and for lists whether the database gives the same rows (SY-5).
 */
export async function verifyDocumentFile(
  pool: Pool,
  pdf: Buffer,
  trusted: readonly X509Certificate[],
): Promise<FileReport> {
  const digest = createHash('sha256').update(pdf).digest();
  const checks = signatureChecks(pdf, trusted);
  return inTransaction(pool, async (db) => {
    await db.query('set transaction isolation level repeatable read read only');
    const found = await db.query<StoredRow>(`select ${COLUMNS} from official_document where sha256 = $1`, [digest]);
    const row = found.rows[0];
    if (row === undefined) {
      const claimed = await claimedDocument(db, pdf);
      checks.push({
        name: 'stored',
        outcome: 'fails',
        text:
          claimed === undefined
            ? '本系统没有签发过这个文件。'
            : `文件自称为 ${titleOf(claimed)}，但与存档的文件不一致。`,
      });
      return { ok: false, sha256: digest.toString('hex'), document: null, checks, differences: null };
    }
    checks.push({ name: 'stored', outcome: 'holds', text: `文件与存档一致：${titleOf(row)}。` }, standing(row));
    const list = row.rows_hash === null ? { checks: [], differences: null } : await listChecks(db, row);
    checks.push(...list.checks);
    return {
      ok: checks.every((check) => check.outcome !== 'fails'),
      sha256: digest.toString('hex'),
      document: { id: row.id, kind: row.kind, number: row.number },
      checks,
      differences: list.differences,
    };
  });
}
