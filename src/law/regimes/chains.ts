import type { CaseEvent } from './case.ts';
import type { Regime } from './regime.ts';
import { type CommandName, DOCUMENTS, type DocumentKind } from './words.ts';

/** Who acts on a draft after whoever drafted it, in this order; each another person. */
export const LINKS = {
  review: '审核',
  'legal-review': '法制审核',
  head: '集体讨论和负责人签发',
  seal: '用印',
} as const;
export type Link = keyof typeof LINKS;

export function isLink(text: string): text is Link {
  return Object.hasOwn(LINKS, text);
}

/** A step of a case passes a chain of people, or is taken by one: and then says why one is enough. */
export type StepChain =
  | { readonly links: readonly Link[] }
  | { readonly alone: 'platform' | 'enterprise' | 'office'; readonly why: string };

const THREE: StepChain = { links: ['review', 'seal'] };

/**
 * Documents that ask for more people than the step that issues them; a regime may differ by `documentChains`. ◇ A withdrawal takes a right
 * that was granted: its legal review with a written opinion (行政处罚法 58, 国办发〔2018〕118号) and the collective discussion that the head signs
 * (行政处罚法 57) are owed as the three systems ask, by analogy with 行政许可法 7, 8. A decision not to withdraw takes nothing.
 */
export const DOCUMENT_CHAINS: Partial<Readonly<Record<DocumentKind, readonly Link[]>>> = {
  decision: ['review', 'legal-review', 'head', 'seal'],
};

/** The document that decides on a right, which a step issues with this result. */
const ISSUED_BY_RESULT: Partial<Readonly<Record<CommandName, Readonly<Record<string, DocumentKind>>>>> = {
  decide: { revoke: 'decision' },
};
const outside = (why: string): StepChain => ({ alone: 'office', why });
const byItself = (why: string): StepChain => ({ alone: 'platform', why });
const ownWord = (why: string): StepChain => ({ alone: 'enterprise', why });

/**
 * What leaves an office under its seal, and what puts or lifts a mark or decides on a right of an enterprise, is drafted, reviewed and
 * sealed by different people (decision 0035). What one person may do alone records what happened outside, and says so.
 */
export const STEP_CHAINS: Readonly<Record<CommandName, StepChain>> = {
  'issue-order': THREE,
  publish: THREE,
  confirm: THREE,
  find: THREE,
  opinion: THREE,
  'decide-objection': THREE,
  recheck: THREE,
  propose: THREE,
  start: THREE,
  'return-result': THREE,
  'notify-intent': THREE,
  'notify-hearing': THREE,
  decide: THREE,
  announce: THREE,
  'mark-by-hand': THREE,
  withdraw: THREE,
  verdict: byItself('核查结论由系统按登记数据得出，不由任何人办理。'),
  bounce: byItself('由邮件系统的退信产生。'),
  'report-return': byItself('由邮件系统的退信产生，送达日期不因此改变。'),
  downtime: byItself('登记平台停机的起止；期限只会因此顺延。'),
  'end-qualification': byItself('资质登记中的状态变化，由数据来源带来。'),
  object: ownWord('企业自己的主张；纸质的由机关登记，附扫描件。'),
  'start-rectification': ownWord('企业自己的申报。'),
  'request-recheck': ownWord('企业自己的申请。'),
  statement: ownWord('企业自己的陈述；纸质的由机关登记，附扫描件。'),
  'request-hearing': ownWord('企业自己的申请；纸质的由机关登记，附扫描件。'),
  arrive: outside('登记回执、送达回证所载的送达事实，附凭证；文书本身已经三人办理。'),
  'hold-hearing': outside('登记已经举行的听证，附参加人签字的笔录；主持人不是办理本案的人员。'),
  'correct-service': outside('按凭证更正已登记的送达日期；期限随之重算，不另作决定。'),
  'affirm-service': outside('核实退信后维持原登记的送达，写明理由；不改变期限。'),
  'void-service': outside('核实退信后认定未送达，附凭证；只会使案件退回重新送达。'),
};

/** The step that each fact of a case records, where the step passes a chain; null: no such step. */
const STEP_OF_FACT: Readonly<Record<CaseEvent['what'], CommandName | null>> = {
  'order-issued': 'issue-order',
  published: 'publish',
  confirmed: 'confirm',
  found: 'find',
  'opinion-given': 'opinion',
  'objection-decided': 'decide-objection',
  rechecked: 'recheck',
  proposed: 'propose',
  started: 'start',
  'result-returned': 'return-result',
  'intent-sent': 'notify-intent',
  'intent-sent-and-published': 'notify-intent',
  'hearing-notified': 'notify-hearing',
  decided: 'decide',
  announced: 'announce',
  'marked-by-hand': 'mark-by-hand',
  withdrawn: 'withdraw',
  // By a finding it is the finding's: see stepOfFact.
  'case-opened': null,
  'verdict-recorded': null,
  'order-posted': null,
  arrived: null,
  'arrival-unproved': null,
  'reading-settled': null,
  'rules-changed': null,
  bounced: null,
  'not-served': null,
  served: null,
  'service-corrected': null,
  'return-reported': null,
  'service-affirmed': null,
  'service-voided': null,
  'clock-ran-out': null,
  'clock-reopened': null,
  'met-in-time': null,
  'decision-voided': null,
  'downtime-recorded': null,
  'qualification-ended': null,
  'rectification-begun': null,
  'recheck-asked': null,
  objected: null,
  'statement-made': null,
  'hearing-requested': null,
  'hearing-held': null,
};

/** The links of a step's chain in a regime, with the result that it comes to; undefined where one is enough. */
export function linksOf(
  regime: Pick<Regime, 'chains' | 'documentChains'> | undefined,
  step: CommandName,
  result?: string,
): readonly Link[] | undefined {
  const chain = regime?.chains?.[step] ?? STEP_CHAINS[step];
  if (!('links' in chain)) return undefined;
  const document = result === undefined ? undefined : ISSUED_BY_RESULT[step]?.[result];
  if (document === undefined) return chain.links;
  return regime?.documentChains?.[document] ?? DOCUMENT_CHAINS[document] ?? chain.links;
}

/** One draft for cases of several regimes goes through every link that one of them asks for, in the order of a chain. */
export function linksTogether(chains: readonly (readonly Link[])[]): readonly Link[] {
  return Object.keys(LINKS).filter(
    (link): link is Link => isLink(link) && chains.some((links) => links.includes(link)),
  );
}

/** The step of a chain that a fact records; undefined: the fact is nobody's act, or one person's. */
export function stepOfFact(event: Pick<CaseEvent, 'what'> & { readonly by?: string }): CommandName | undefined {
  if (event.what === 'case-opened') return event.by === 'find' ? 'find' : undefined;
  return STEP_OF_FACT[event.what] ?? undefined;
}

/** All facts that a step of a chain becomes. */
export const CHAINED_FACTS: readonly CaseEvent['what'][] = Object.keys(STEP_OF_FACT)
  .filter(isFact)
  .filter((what) => STEP_OF_FACT[what] !== null);

function isFact(what: string): what is CaseEvent['what'] {
  return Object.hasOwn(STEP_OF_FACT, what);
}

/** Documents of cases without a chain of their own: the post's list goes to the post alone; the platform lifts a mark by itself. */
export const UNCHAINED_DOCUMENTS: Partial<Readonly<Record<DocumentKind, string>>> = {
  'posting-list': '交邮政企业的邮寄清单，只列已制发的文书，不产生新的决定。',
};

/** Kinds of documents of a case that only a chain issues. */
export function isChainedDocument(kind: DocumentKind): boolean {
  return Object.hasOwn(DOCUMENTS, kind) && UNCHAINED_DOCUMENTS[kind] === undefined;
}
