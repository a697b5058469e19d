import { parseLegalDate } from '#law/periods/legal-date.ts';
import { EMS_OUTCOMES, type EmsOutcome } from '#law/regimes/words.ts';
import { cellsOf, columnOf, decode } from './csv-text.ts';

export interface CsvReceipt {
  readonly line: number;
  readonly waybill: string;
  readonly outcome: EmsOutcome;
  readonly on: string;
  readonly signedBy?: string;
  readonly relation?: string;
}

export interface ReadReceipts {
  readonly receipts: readonly CsvReceipt[];
  /** lines that say nothing certain: they are shown, never guessed */
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

const HEADERS: Readonly<Record<'waybill' | 'outcome' | 'on' | 'signedBy' | 'relation', readonly string[]>> = {
  waybill: ['邮件号', '邮件号码', '运单号', 'waybill'],
  outcome: ['投递结果', '结果', '妥投情况', 'outcome'],
  on: ['日期', '投递日期', '签收日期', 'on'],
  signedBy: ['签收人', 'signedby'],
  relation: ['签收人关系', '与收件人关系', '关系', '签收人身份', 'relation'],
};

/** The words of the post's files beside our own. */
const OUTCOMES: Readonly<Record<EmsOutcome, readonly string[]>> = {
  signed: ['签收', '妥投', '已签收', '本人签收', '他人代收', '单位收发章签收'],
  refused: ['拒收', '收件人拒收'],
  absent: ['无人签收', '无人', '逾期未领', '投递未成功'],
  'address-unknown': ['地址不详', '查无此址', '查无此人', '迁移新址不明', '原址查无此人'],
  lost: ['邮件丢失', '丢失'],
};

function isOutcome(text: string): text is EmsOutcome {
  return Object.hasOwn(EMS_OUTCOMES, text);
}

function outcomeOf(text: string): EmsOutcome | undefined {
  if (isOutcome(text)) return text;
  return Object.keys(OUTCOMES)
    .filter(isOutcome)
    .find((outcome) => OUTCOMES[outcome].includes(text));
}

/** Reads the post's file of outcomes (columns 邮件号, 投递结果, 日期, 签收人, 签收人关系). */
export function readReceipts(bytes: Buffer): ReadReceipts | { readonly problem: string } {
  const [header = [], ...rows] = cellsOf(decode(bytes));
  const at = (name: keyof typeof HEADERS) => columnOf(header, HEADERS[name]);
  const columns = {
    waybill: at('waybill'),
    outcome: at('outcome'),
    on: at('on'),
    signedBy: at('signedBy'),
    relation: at('relation'),
  };
  if (columns.waybill < 0 || columns.outcome < 0 || columns.on < 0) {
    return { problem: '文件缺少“邮件号”“投递结果”“日期”中的一列，请核对表头后重新导入。' };
  }
  const receipts: CsvReceipt[] = [];
  const refused: { line: number; reason: string }[] = [];
  rows.forEach((row, index) => {
    const line = index + 2;
    if (row.every((cell) => cell === '')) return;
    const waybill = (row[columns.waybill] ?? '').toUpperCase();
    const said = row[columns.outcome] ?? '';
    const outcome = outcomeOf(said);
    const on = parseLegalDate(row[columns.on] ?? '');
    if (waybill === '') refused.push({ line, reason: '没有邮件号。' });
    else if (outcome === undefined) refused.push({ line, reason: `看不懂投递结果“${said}”。` });
    else if (!on.ok) refused.push({ line, reason: on.reason });
    else {
      const cell = (column: number) => (column < 0 ? '' : (row[column] ?? ''));
      const [signedBy, relation] = [cell(columns.signedBy), cell(columns.relation)];
      receipts.push({
        line,
        waybill,
        outcome,
        on: on.value,
        ...(signedBy === '' ? {} : { signedBy }),
        ...(relation === '' ? {} : { relation }),
      });
    }
  });
  return { receipts, refused };
}
