import type { FileReport, PublicDocument } from '#features/documents/queries.ts';
import { type Receipt, type ReceiptFileReport, receiptFindings } from '#features/lookup/queries.ts';
import { inWords } from './dates.tsx';

/** One of the three questions about a file, answered for itself: a file can be whole and yet withdrawn. */
export interface FileAnswer {
  readonly question: '完整性' | '是否仍有效' | '签发机关';
  readonly outcome: 'holds' | 'fails' | 'unknown';
  readonly lines: readonly string[];
}

/**
 * What the three questions come to for an uploaded file. Rows of a list that differ are not shown: they may concern
 * enterprises whose warning is not public (SX23-2.1).
 */
export function answersOf(report: FileReport, document: PublicDocument | undefined): readonly FileAnswer[] {
  const check = (name: FileReport['checks'][number]['name']) => report.checks.find((each) => each.name === name);
  const signature = check('signature');
  const signer = check('signer');
  const stored = check('stored');
  const rows = check('rows');
  const whole = signature?.outcome === 'holds' && stored?.outcome === 'holds' && rows?.outcome !== 'fails';
  const unsigned = '仅凭网页不能证明这个文件是真的，请向文书上的发文机关核实。';
  return [
    {
      question: '完整性',
      outcome: whole ? 'holds' : 'fails',
      lines: [
        signature?.text ?? '',
        stored?.text ?? '',
        ...(rows?.outcome === 'fails' ? ['清单各行与系统重新导出的结果不一致，请向发文机关核实。'] : []),
        ...(rows?.outcome === 'holds' ? [rows.text] : []),
      ].filter((line) => line !== ''),
    },
    standing(document, check('standing')?.text),
    {
      question: '签发机关',
      outcome:
        signer === undefined ? 'unknown' : signer.outcome === 'holds' && document !== undefined ? 'holds' : 'fails',
      lines: [
        ...(document === undefined ? [] : [`${document.office}，${document.issuedOn} 签发。`]),
        signer?.text ?? unsigned,
        ...(signer?.outcome === 'fails' ? [unsigned] : []),
      ],
    },
  ];
}

function standing(document: PublicDocument | undefined, text: string | undefined): FileAnswer {
  const question = '是否仍有效';
  if (document === undefined)
    return { question, outcome: 'unknown', lines: ['不是本系统存档的文件，无法回答是否仍然有效。'] };
  return {
    question,
    outcome: document.status === 'stands' ? 'holds' : 'fails',
    lines: text === undefined ? [] : [text],
  };
}

/** The three questions for a receipt: it is never taken back, because it states what the records of a day said. */
export function answersOfReceipt(report: ReceiptFileReport, kept: Receipt | undefined): readonly FileAnswer[] {
  const [signature, signer] = receiptFindings(report);
  const same = kept !== undefined && kept.id === report.id;
  const asOf = kept?.statement.asOf ?? report.statement?.asOf;
  return [
    {
      question: '完整性',
      outcome: report.intact && same ? 'holds' : 'fails',
      lines: [
        signature?.text ?? '',
        same ? '文件与存档的查询回执一致。' : '与本系统存档的回执都不一致：不是本系统出具的，或者已被改动。',
      ],
    },
    {
      question: '是否仍有效',
      outcome: report.intact && same ? 'holds' : 'unknown',
      lines: [
        asOf === undefined || !report.intact
          ? '无法读出回执的日期。'
          : `回执载明的是截至 ${inWords(asOf)}的公开记录，不因以后的变化而失效；此后的状态请重新查询。`,
      ],
    },
    {
      question: '签发机关',
      outcome: report.intact && report.trusted ? 'holds' : 'fails',
      lines: [signer?.text ?? ''],
    },
  ];
}
