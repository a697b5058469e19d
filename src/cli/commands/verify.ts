import { readFile } from 'node:fs/promises';
import { type FileReport, verifyDocumentFile } from '#features/documents/queries.ts';
import { checkReceiptFile, type ReceiptFileReport, receiptFindings } from '#features/lookup/queries.ts';
import { isDossier, verifyDossier } from '#features/service/queries.ts';
import { openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import { trustedAuthorities } from '#platform/pdf/signing-identity.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- verify 文件 [--json]

核验一份文书：数字签名是否有效、签名证书是否由本系统信任的机构签发、文件是否与存档逐字节一致、文书是否仍然有效；
清单类文书还从数据库重新导出各行并逐行比较。

批量查询的回执（PDF 或 JSON）离线核验：只看文件的数字签名和签名证书，不用数据库和网络；信任的机构见 QUALWATCH_SIGNING_TRUST。

卷宗（dossier 生成的 PDF 或 ZIP）：整卷签名、案件事件链与系统一致；ZIP 还逐个核对摘要、文书的签名和存档。

  --json   输出一行 JSON（checks 逐项结果，differences 清单的差异行）

退出码 0 全部成立，1 有一项不成立，2 用法不对。
`;

const MARKS = { holds: '✓', fails: '✗', note: '·' } as const;
/** Differing rows that are printed; --json has them all. */
const SHOWN = 10;

function lines(
  file: string,
  report: Pick<FileReport, 'ok' | 'sha256' | 'differences'> & {
    readonly checks: readonly { readonly outcome: 'holds' | 'fails' | 'note'; readonly text: string }[];
  },
): string {
  const differences = report.differences;
  const row = (mark: string) => (cells: readonly string[]) =>
    `    ${mark} ${printable(cells.join(' | ').replaceAll('\n', '；'))}`;
  const shown =
    differences === null
      ? []
      : [
          ...differences.onlyInFile.slice(0, SHOWN).map(row('清单有、系统无')),
          ...differences.onlyInSystem.slice(0, SHOWN).map(row('系统有、清单无')),
        ];
  return [
    `文件：${file}`,
    `SHA-256：${report.sha256}`,
    ...report.checks.map((check) => `${MARKS[check.outcome]} ${printable(check.text)}`),
    ...shown,
    report.ok ? '结论：核验通过。' : '结论：核验不通过。',
    '',
  ].join('\n');
}

function receiptLines(file: string, report: ReceiptFileReport, ok: boolean): string {
  const { statement } = report;
  return [
    `文件：${file}（查询回执 ${printable(report.id ?? '')}）`,
    `SHA-256：${report.sha256}`,
    ...receiptFindings(report).map((finding) => `${MARKS[finding.outcome]} ${printable(finding.text)}`),
    ...(statement === null
      ? []
      : [
          `· ${printable(statement.issuer)} 于 ${printable(statement.issuedAt)} 出具，截至 ${printable(statement.asOf)}：查询 ${statement.counts.asked} 家，找到 ${statement.counts.found} 家，有公开标注的资质 ${statement.counts.marked} 项。`,
        ]),
    ok ? '结论：核验通过。' : '结论：核验不通过。',
    '',
  ].join('\n');
}

export const verify: Command = {
  help,
  async run(args) {
    const { file, json } = readArguments(args);
    const pdf = await readFile(file).catch(() => {
      throw new UsageError(`读不了文件 ${file}，请核对路径。`);
    });
    const trusted = trustedAuthorities();
    const receipt = checkReceiptFile(pdf, trusted);
    if (receipt !== undefined) {
      const ok = receipt.intact && receipt.trusted;
      const checks = receiptFindings(receipt);
      process.stdout.write(
        json ? `${JSON.stringify({ file, ok, ...receipt, checks })}\n` : receiptLines(file, receipt, ok),
      );
      return ok ? 0 : 1;
    }
    const database = await openDatabase();
    const pool = openPool(database.url);
    try {
      if (isDossier(pdf)) {
        const dossier = await verifyDossier(pool, pdf, trusted);
        process.stdout.write(
          json ? `${JSON.stringify({ file, ...dossier })}\n` : lines(file, { ...dossier, differences: null }),
        );
        return dossier.ok ? 0 : 1;
      }
      const report = await verifyDocumentFile(pool, pdf, trusted);
      process.stdout.write(json ? `${JSON.stringify({ file, ...report })}\n` : lines(file, report));
      return report.ok ? 0 : 1;
    } finally {
      await pool.end();
      await database.close();
    }
  },
};

function readArguments(args: readonly string[]): { file: string; json: boolean } {
  const { values, positionals } = readOptions(args, { options: { json: { type: 'boolean' } }, allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new UsageError('请给出一个文件（PDF，卷宗的 ZIP，或回执的 JSON）。');
  return { file, json: values.json === true };
}
