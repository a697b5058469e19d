import { createHash, type X509Certificate } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { caseFile } from '#features/casework/queries.ts';
import type { Pool } from '#platform/database/connections.ts';
import { checkSignature } from '#platform/pdf/check-signature.ts';
import { SUMS, WHOLE } from './zip.ts';

/** One thing that was looked at: whether it holds, in words. `note`: should be known. */
export interface DossierCheck {
  readonly outcome: 'holds' | 'fails' | 'note';
  readonly text: string;
}

const MARK = /\/QualwatchCase \(([0-9a-f-]{36}):(\d+):([0-9a-f]{64})\)/;
const SUMS_MARK = /\/QualwatchSums \(([0-9a-f]{64})\)/;
/** So much a dossier holds unpacked at the most; a few bytes may unpack to more than the machine has. */
const MOST_UNPACKED = 1024 * 1024 * 1024;

const holds = (text: string): DossierCheck => ({ outcome: 'holds', text });
const fails = (text: string): DossierCheck => ({ outcome: 'fails', text });

/** Whether a file is a dossier of ours: the joined PDF, or the ZIP with everything. */
export function isDossier(file: Buffer): boolean {
  if (file.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return true;
  return file.subarray(0, 5).toString('latin1') === '%PDF-' && MARK.test(file.toString('latin1'));
}

function signature(pdf: Buffer, name: string, trusted: readonly X509Certificate[]): DossierCheck[] {
  const report = checkSignature(pdf, trusted);
  if (!report.present) return [fails(`${name}没有数字签名。`)];
  if (!report.intact) return [fails(`${name}的数字签名无效：文件在签名之后被改动过。`)];
  if (!report.coversFile) return [fails(`${name}的数字签名没有覆盖整个文件：签名之后追加了内容。`)];
  return [
    holds(`${name}的数字签名有效，签名之后未被改动。`),
    report.trusted
      ? holds(`签名证书由本系统信任的机构签发：${report.signer ?? ''}。`)
      : fails(`签名证书不是本系统信任的机构签发的：${report.signer ?? ''}。`),
  ];
}

/** The case as the system has it: its chain, and the event that the dossier ends with. */
async function chain(pool: Pool, caseId: string, sequence: number, hash: string): Promise<DossierCheck[]> {
  const file = await caseFile(pool, caseId);
  if (file === undefined) return [fails('系统中没有卷宗所称的案件。')];
  const event = file.events.find((each) => each.sequence === sequence);
  const later = file.events.filter((each) => each.sequence > sequence).length;
  return [
    file.fault === null
      ? holds(`案件的事件链完整，共 ${file.events.length} 条。`)
      : fails(`案件的事件链不完整：${file.fault}。`),
    event?.hash === hash
      ? holds(`卷宗截至第 ${sequence} 条事件，与系统一致。`)
      : fails(`卷宗所截至的第 ${sequence} 条事件与系统不一致。`),
    ...(later === 0 ? [] : [{ outcome: 'note', text: `卷宗生成之后案件又有 ${later} 条事件，卷宗不反映。` } as const]),
  ];
}

async function verifyPdf(pool: Pool, pdf: Buffer, trusted: readonly X509Certificate[]): Promise<DossierCheck[]> {
  const [, caseId = '', sequence = '', hash = ''] = MARK.exec(pdf.toString('latin1')) ?? [];
  return [...signature(pdf, '卷宗', trusted), ...(await chain(pool, caseId, Number(sequence), hash))];
}

/** The entries of a ZIP as this product writes it; undefined where it is another or damaged. */
function entriesOf(file: Buffer): ReadonlyMap<string, Buffer> | undefined {
  const entries = new Map<string, Buffer>();
  let left = MOST_UNPACKED;
  try {
    let at = file.length - 22;
    if (file.readUInt32LE(at) !== 0x06054b50) return undefined;
    const count = file.readUInt16LE(at + 10);
    at = file.readUInt32LE(at + 16);
    for (let number = 0; number < count; number++) {
      if (file.readUInt32LE(at) !== 0x02014b50) return undefined;
      const packed = file.readUInt32LE(at + 20);
      const length = file.readUInt16LE(at + 28);
      const local = file.readUInt32LE(at + 42);
      const name = file.subarray(at + 46, at + 46 + length).toString('utf8');
      const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
      if (entries.has(name)) return undefined;
      const content = inflateRawSync(file.subarray(start, start + packed), { maxOutputLength: left });
      left -= content.length;
      entries.set(name, content);
      at += 46 + length + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
    return entries;
  } catch {
    return undefined;
  }
}

const caseSchema = z.object({
  caseId: z.guid(),
  events: z.array(z.object({ sequence: z.int(), hash: z.string() })),
});

function sums(entries: ReadonlyMap<string, Buffer>, whole: Buffer): DossierCheck[] {
  const list = entries.get(SUMS)?.toString('utf8') ?? '';
  const others = list.replace(/^[0-9a-f]{64} {2}卷宗\.pdf\n/, '');
  const signed = SUMS_MARK.exec(whole.toString('latin1'))?.[1];
  const listed = new Map(
    list
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
  );
  const wrong = [...listed].filter(([name, sum]) => {
    const content = entries.get(name);
    return content === undefined || createHash('sha256').update(content).digest('hex') !== sum;
  });
  const unlisted = [...entries.keys()].filter((name) => name !== SUMS && !listed.has(name));
  return [
    createHash('sha256').update(others).digest('hex') === signed
      ? holds('摘要清单与签名的卷宗一致。')
      : fails('摘要清单与签名的卷宗不一致：卷内文件在卷宗签名之后被增减或者改动过。'),
    listed.size > 0 && wrong.length === 0
      ? holds(`卷内 ${listed.size} 个文件的摘要全部相符。`)
      : fails(`卷内文件缺失或者摘要不符：${wrong.map(([name]) => name).join('、') || '没有摘要清单'}。`),
    ...(unlisted.length === 0 ? [] : [fails(`卷内有摘要清单以外的文件：${unlisted.join('、')}。`)]),
  ];
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What the signed whole says of each piece: the hash of the list of hashes stands in it. */
async function verifyZip(pool: Pool, file: Buffer, trusted: readonly X509Certificate[]): Promise<DossierCheck[]> {
  const entries = entriesOf(file);
  const whole = entries?.get(WHOLE);
  const told = entries?.get('案件.json');
  if (entries === undefined || whole === undefined || told === undefined)
    return [fails('这个压缩包不是本系统的卷宗，或者已经损坏。')];
  const checks = [...sums(entries, whole), ...(await verifyPdf(pool, whole, trusted))];
  const documents = [...entries].filter(([name]) => /^正卷\/\d+-文书第\d+号-.*\.pdf$/u.test(name));
  const broken = documents.filter(([, pdf]) => {
    const report = checkSignature(pdf, trusted);
    return !(report.present && report.intact && report.coversFile && report.trusted);
  });
  checks.push(
    broken.length === 0
      ? holds(`卷内 ${documents.length} 份文书的数字签名全部有效。`)
      : fails(`卷内文书的数字签名无效：${broken.map(([name]) => name).join('、')}。`),
  );
  const digests = documents.map(([, pdf]) => createHash('sha256').update(pdf).digest());
  const stored = await pool.query<{ count: number }>(
    'select count(*) from official_document where sha256 = any($1::bytea[])',
    [digests],
  );
  checks.push(
    stored.rows[0]?.count === documents.length
      ? holds('卷内文书与存档逐字节一致。')
      : fails(`卷内 ${documents.length} 份文书中有与存档不一致的。`),
  );
  const read = caseSchema.safeParse(jsonOf(told));
  const last = read.success ? read.data.events.at(-1) : undefined;
  const [, caseId, sequence, hash] = MARK.exec(whole.toString('latin1')) ?? [];
  checks.push(
    read.success && read.data.caseId === caseId && String(last?.sequence) === sequence && last?.hash === hash
      ? holds('案件.json 与签名的卷宗一致。')
      : fails('案件.json 与签名的卷宗不一致。'),
  );
  return checks;
}

/** Checks a dossier, PDF or ZIP: signatures, hashes, the chain of events as the system has it. */
export async function verifyDossier(
  pool: Pool,
  file: Buffer,
  trusted: readonly X509Certificate[],
): Promise<{ readonly ok: boolean; readonly sha256: string; readonly checks: readonly DossierCheck[] }> {
  const pdf = file.subarray(0, 5).toString('latin1') === '%PDF-';
  const checks = await (pdf ? verifyPdf(pool, file, trusted) : verifyZip(pool, file, trusted));
  return {
    ok: checks.every(({ outcome }) => outcome !== 'fails'),
    sha256: createHash('sha256').update(file).digest('hex'),
    checks,
  };
}
