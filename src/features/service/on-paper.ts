import { z } from 'zod';
import { formatChineseDate } from '#law/periods/legal-date.ts';
import type { Command } from '#law/regimes/command.ts';
import { legalDate } from '#law/regimes/command.ts';
import { rolesFor } from '#law/regimes/law.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { type CommandName, ROLES } from '#law/regimes/words.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { clauseFor } from './case-clause.ts';
import { type CaseFacts, caseFacts, day } from './case-facts.ts';
import { readEvidenceFile } from './evidence-file.ts';
import { filedForAnother } from './filed-receipts.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { given, type Outcome, refused, type ServiceTools, StepRefused } from './step.ts';

/** What of an enterprise's papers the office registers, as the step of the enterprise that it is. */
export const PAPERS = ['statement', 'request-hearing', 'object'] as const;
export type Paper = (typeof PAPERS)[number];

/** A paper is handed to the office that answers it: whoever takes one of these steps in the case. */
export const ANSWERED_BY: Readonly<Record<Paper, readonly CommandName[]>> = {
  statement: ['notify-intent', 'decide'],
  'request-hearing': ['notify-hearing'],
  object: ['opinion', 'decide-objection'],
};

const NEEDS_WORDS: Readonly<Record<Paper, string | null>> = {
  statement: '请按原件录入陈述、申辩的意见。',
  'request-hearing': null,
  object: '请按原件录入异议的内容。',
};

const paperSchema = z.object({
  ...evidencedFields,
  paper: z.enum(PAPERS),
  /** the day on which it lay at the counter; the windows are judged by it */
  arrivedOn: legalDate,
  handedInBy: z.string().trim().min(1, '请填写递交人。'),
  words: z.string().trim().default(''),
});

const grounds: Readonly<Record<Paper, (words: string) => Readonly<Record<string, string>>>> = {
  statement: (words) => ({ statement: words }),
  'request-hearing': () => ({}),
  object: (words) => ({ claim: words }),
};

const COMMAND: Readonly<Record<Paper, Command>> = {
  statement: { do: 'statement' },
  'request-hearing': { do: 'request-hearing' },
  object: { do: 'object' },
};

const STATUTE: Readonly<Record<Exclude<Paper, 'object'>, string>> = {
  statement: '行政许可法-7',
  'request-hearing': '行政许可法-47',
};

/** Nobody answers before the act that is answered: an objection the warning, the rest what opened the stage. @throws StepRefused */
async function notBeforeItsAct(
  transaction: Transaction,
  caseId: string,
  { paper, arrivedOn }: { readonly paper: Paper; readonly arrivedOn: string },
  clause: string,
): Promise<void> {
  const found = await transaction.query<{ first_day: string }>(
    paper === 'object'
      ? 'select opened_on as first_day from cases where id = $1'
      : `select e.on_day as first_day from case_event e join cases c on c.id = e.case_id
         where c.id = $1 and e.act = c.stage order by e.sequence desc limit 1`,
    [caseId],
  );
  const first = found.rows[0]?.first_day;
  if (first === undefined || arrivedOn >= first) return;
  const from = formatChineseDate(day(first)).replaceAll(' ', '');
  throw new StepRefused(clause, `收到日期早于本案中所针对的文书或者程序（${from}），请核对收件登记后改正。`);
}

function barred(facts: CaseFacts, paper: Paper, role: keyof typeof ROLES): string | undefined {
  const regime = REGIMES.get(facts.regime);
  const entitled =
    regime === undefined ? [] : ANSWERED_BY[paper].flatMap((each) => rolesFor(regime, each, facts.licensing));
  if (entitled.includes(role)) return undefined;
  const who = [...new Set(entitled)].map((each) => ROLES[each]).join('或');
  return who === ''
    ? '按本案所适用的制度，没有这一程序，不能登记。'
    : `纸质材料由承办本案的${who}登记，${ROLES[role]}不能登记；请告知递交人或者转交。`;
}

/**
 * 行政许可法 7, 47 and the regime's objection, handed in on paper: registered by the office that answers it, with its scan, and from then
 * on the same event as one from the portal. The day is that of the counter, also where later steps were recorded meanwhile: what lay
 * there in time is not late because it was typed in late.
 */
export async function registerPaper(
  tools: ServiceTools,
  input: z.input<typeof paperSchema>,
): Promise<Outcome<EvidencedResult>> {
  const clause =
    input.paper === 'object' ? await clauseFor(tools.pool, input, 'objection') : (STATUTE[input.paper] ?? '无明文');
  const read = given(paperSchema, input);
  if (!read.ok) return refused(clause, read.reason);
  const { caseId, actor, paper, arrivedOn, handedInBy, words, evidence, recordedAt } = read.value;
  const asked = NEEDS_WORDS[paper];
  if (asked !== null && words === '') return refused(clause, asked);
  const today = legalDayOf(recordedAt);
  if (arrivedOn > today) return refused(clause, `收到日期 ${arrivedOn} 晚于今天（${today}），请改正。`);
  if (evidence.length === 0) return refused(clause, '登记纸质材料须附原件的扫描件或者照片，请补充后再提交。');
  const scans: typeof evidence = [];
  for (const scan of evidence) {
    const file = readEvidenceFile(scan);
    if (!file.ok) return refused(clause, file.reason);
    scans.push({ ...scan, mediaType: file.mediaType, source: handedInBy, takenOn: arrivedOn });
  }
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  const not = barred(facts, paper, actor.role);
  if (not !== undefined) return refused(clause, not);
  const step = { caseId, actor, onDay: arrivedOn, recordedAt, evidence: scans, fromPaper: true } as const;
  const said = { ...grounds[paper](words), paper: { handedInBy, arrivedOn, registeredOn: today } };
  return evidencedStep(tools, step, COMMAND[paper], said, async (transaction) => {
    const filed = await filedForAnother(transaction, scans, { caseId });
    if (filed !== undefined) throw new StepRefused(clause, filed.replace('本次的送达回证', '原件的扫描件'));
    await notBeforeItsAct(transaction, caseId, { paper, arrivedOn }, clause);
    return {};
  });
}
