import { comparisonName, servedWords } from '#features/documents/queries.ts';
import { isOfficialKind, type OfficialKind } from '#features/documents/schema.ts';
import { formatChineseDate } from '#law/periods/legal-date.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { day, servedBy } from './case-facts.ts';
import type { ComparedFacts } from './comparison.ts';
import { type FiledDocument, filedDocuments } from './dossier/filed-documents.ts';
import { evidenceTitle } from './dossier/words.ts';
import { heardInCase } from './heard-in-case.ts';
import { postedWords } from './posted-beside.ts';

/** What of the documents proves the facts of a decision, and what it is called there. */
const PROVES: Readonly<Partial<Record<OfficialKind, string>>> = {
  'inspection-notice': '行政检查通知书',
  order: '责令限期整改通知书',
  'recheck-form': '预警企业资质复查表',
  intent: '撤回行政许可告知书',
  'hearing-notice': '听证通知书',
  'public-notice': '送达公告',
};

const printed = (on: string) => formatChineseDate(day(on)).replaceAll(' ', '');

async function documentLine(
  transaction: Transaction,
  facts: ComparedFacts,
  { id, kind, number, issuedOn }: FiledDocument,
  at: number,
): Promise<string[]> {
  const name = isOfficialKind(kind) ? PROVES[kind] : undefined;
  if (name === undefined) return [];
  const title = kind === 'order' && facts.redSince !== null ? '资质不达标认定暨责令限期整改通知书' : name;
  const servedOn = facts.servedOn[kind];
  const posted = kind === 'intent' ? await postedWords(transaction, id) : undefined;
  const proof =
    servedOn === undefined
      ? ''
      : `及其送达证明（${servedWords(day(servedOn), await servedBy(transaction, facts.caseId, kind))}${posted === undefined ? '' : `，${posted}`}）`;
  return [`${printed(issuedOn)}${number ?? ''}《${title}》${proof}（卷内文书第${at + 1}号）`];
}

/**
 * What a decision rests on, from the case and with the numbers of the dossier: the comparison of the day with its persons, the documents
 * before it with the proof of their service, what the enterprise said, and every file on record (captures, receipts, the hearing's record).
 */
export async function evidenceOfDecision(transaction: Transaction, facts: ComparedFacts): Promise<string[]> {
  const lines: string[] = [];
  for (const [at, document] of (await filedDocuments(transaction, facts.caseId)).entries()) {
    if (document.status === 'stands') lines.push(...(await documentLine(transaction, facts, document, at)));
  }
  const { statements, hearingOn } = await heardInCase(transaction, facts.caseId);
  const files = await transaction.query<{ kind: string; name: string; takenOn: string }>(
    'select kind, name, taken_on as "takenOn" from case_evidence where case_id = $1 order by recorded_at, id',
    [facts.caseId],
  );
  return [
    `${printed(facts.verifiedOn)}注册执业人员比对及人员明细（${comparisonName({ number: facts.comparison.number, runId: facts.runId })}，见附件）`,
    ...lines,
    ...statements.map(
      ({ on, onPaper }) => `贵单位${printed(on)}${onPaper === true ? '递交的纸质' : '的'}陈述、申辩意见`,
    ),
    ...(hearingOn === null ? [] : [`${printed(hearingOn)}的听证笔录`]),
    ...files.rows.map((each, at) => `${evidenceTitle(each)}（卷内证据第${at + 1}号）`),
  ];
}
