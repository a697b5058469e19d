import { cellsOf, columnOf, decode } from './csv-text.ts';
import type { WaybillRow } from './waybills.ts';

const HEADERS = { attempt: ['信函编号'], waybill: ['邮件号', '邮件号码', '运单号', 'waybill'] } as const;

export interface ReadWaybills {
  readonly rows: readonly (WaybillRow & { readonly line: number })[];
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

/** Reads the list of a batch back with the numbers filled in (columns 信函编号, 邮件号); lines without a number are left for later. */
export function readWaybills(bytes: Buffer): ReadWaybills | { readonly problem: string } {
  const [header = [], ...lines] = cellsOf(decode(bytes));
  const at = { attempt: columnOf(header, HEADERS.attempt), waybill: columnOf(header, HEADERS.waybill) };
  if (at.attempt < 0 || at.waybill < 0) {
    return { problem: '文件缺少“信函编号”“邮件号”中的一列。请下载本批次的信函清单，填写邮件号后再导入。' };
  }
  const rows: (WaybillRow & { line: number })[] = [];
  const refused: { line: number; reason: string }[] = [];
  lines.forEach((cells, index) => {
    const line = index + 2;
    const attempt = cells[at.attempt] ?? '';
    const waybill = cells[at.waybill] ?? '';
    if (waybill === '') return;
    if (attempt === '') refused.push({ line, reason: '没有信函编号。' });
    else rows.push({ line, attempt, waybill });
  });
  return { rows, refused };
}
