import type { ImportSummary } from '#features/intake/schema.ts';

/** Where the refused rows are, said after an import or a replay; empty where none was refused. */
export function rejectedWords(summary: ImportSummary, begins: string): string {
  if (summary.quarantined === 0) return '';
  const rows = `${begins} ${summary.quarantined} 行，`;
  return summary.rejectedFile === null
    ? `${rows}逐行原因未能写成文件（${summary.rejectedFileProblem ?? ''}）。这些行已在隔离区，可用 qualwatch quarantine export 导出。\n`
    : `${rows}逐行原因见 ${summary.rejectedFile}。\n`;
}
