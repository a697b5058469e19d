import { DOCUMENT_KINDS } from '#features/documents/schema.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { CHANNELS, COMMANDS, DIRECT_OUTCOMES, EMS_OUTCOMES } from '#law/regimes/words.ts';
import { printedDay } from '../filed-receipts.ts';

/** What happened, as a court reads it. */
const FACTS: Readonly<Record<CaseEvent['what'], string>> = {
  'case-opened': '立案',
  'verdict-recorded': '记录核查结论',
  'order-issued': '发出责令限期整改通知书',
  'order-posted': '责令限期整改通知书交邮',
  arrived: '文书到达',
  bounced: '邮件退信',
  'arrival-unproved': '邮件无到达证明',
  'not-served': '未送达',
  published: '公告送达',
  served: '送达',
  'service-corrected': '更正送达日期',
  'return-reported': '送达后退信，待核实',
  'service-affirmed': '认定送达有效',
  'service-voided': '认定未送达',
  'clock-ran-out': '期限届满',
  'clock-reopened': '期限未满，退回',
  'met-in-time': '期限内达标',
  'decision-voided': '决定失效',
  'opinion-given': '出具异议审查意见',
  'objection-decided': '核实异议',
  rechecked: '复查',
  'result-returned': '反馈撤回结果',
  decided: '作出决定',
  'downtime-recorded': '记录平台停机',
  'reading-settled': '适用口径由主管部门答复确定',
  'rules-changed': '改按新的程序规则办理',
  withdrawn: '主动撤案',
  'qualification-ended': '资质终止',
  'rectification-begun': '企业发起整改',
  'recheck-asked': '企业申请复核',
  'marked-by-hand': '手动标注资质异常',
  confirmed: '认定不达标',
  found: '日常监管发现不达标',
  objected: '提出异议',
  proposed: '提出撤回建议',
  started: '启动撤回程序',
  'intent-sent': '发出撤回行政许可告知书',
  'intent-sent-and-published': '发出并公告撤回行政许可告知书',
  'statement-made': '陈述申辩',
  'hearing-requested': '申请听证',
  'hearing-notified': '发出听证通知书',
  'hearing-held': '举行听证',
  announced: '公告决定',
};

/** What post or officers report of a document. */
export const OUTCOMES = { ...EMS_OUTCOMES, ...DIRECT_OUTCOMES } as const;

const RESULTS: Readonly<Record<string, string>> = {
  met: '达标',
  'not-met': '不达标',
  revoke: '撤回',
  keep: '不予撤回',
  upheld: '异议成立',
  rejected: '异议不成立',
  agree: '同意',
  disagree: '不同意',
};

/** Why service by platform and mail came to nothing. */
const NOT_SERVED: Readonly<Record<Extract<CaseEvent, { what: 'not-served' }>['why'], string>> = {
  'no-confirmation': '未签送达确认书，不适用电子送达',
  bounced: '电子邮件退信，电子送达未成',
  unproved: '电子邮件没有到达证明，电子送达未成',
};

const REACHED: Readonly<Record<keyof typeof OUTCOMES, boolean>> = {
  signed: true,
  left: true,
  refused: false,
  absent: false,
  'address-unknown': false,
  lost: false,
};

/** What an event is called: an attempt that reached nobody is no arrival, and where nothing was tried nothing failed. */
function nameOf(event: CaseEvent): string {
  if (event.what === 'not-served') return NOT_SERVED[event.why];
  const failed = failedOutcome(event);
  return failed === undefined ? FACTS[event.what] : `送达未成：${OUTCOMES[failed]}`;
}

function failedOutcome(event: CaseEvent): keyof typeof OUTCOMES | undefined {
  if (event.what !== 'arrived' || event.outcome === undefined || REACHED[event.outcome]) return undefined;
  return event.outcome;
}

/** One event in a line: what, of which document, by which way, with which result. */
export function factWords(event: CaseEvent): string {
  const parts: string[] = [nameOf(event)];
  if ('document' in event) parts.push(`《${DOCUMENT_KINDS[event.document].title}》`);
  if ('channel' in event) parts.push(CHANNELS[event.channel]);
  if ('outcome' in event && event.outcome !== undefined && failedOutcome(event) === undefined)
    parts.push(OUTCOMES[event.outcome]);
  if ('result' in event) parts.push(RESULTS[event.result] ?? event.result);
  if ('hearingOn' in event) parts.push(`听证日 ${event.hearingOn}`);
  if ('decisionServedOn' in event && event.decisionServedOn !== undefined) {
    parts.push(`决定书送达日 ${event.decisionServedOn}`);
  }
  if ('servedOn' in event) parts.push(`送达日 ${event.servedOn}`);
  if ('last' in event) parts.push(`末日 ${event.last}`);
  return parts.join(' ');
}

/** The name of a stage as its regime has it. */
export function stageName(regime: string, stage: string): string {
  for (const track of REGIMES.get(regime)?.tracks ?? []) {
    const found = track.stages[stage];
    if (found !== undefined) return found.name;
  }
  return stage;
}

export function regimeName(regime: string): string {
  return REGIMES.get(regime)?.name ?? regime;
}

export const CHANNEL_WORDS: Readonly<Record<string, string>> = { ...CHANNELS, 'public-notice': '公告送达' };

export const STATUS_WORDS: Readonly<Record<string, string>> = {
  prepared: '待发出',
  sent: '已发出',
  arrived: '已到达',
  failed: '未到达',
  uncertain: '不确定',
};

const STEPS: Readonly<Record<string, string>> = {
  prepared: '备妥',
  put: '推送',
  accepted: '收件方邮件服务器收下',
  'handed-over': '交给本单位邮件服务器，待到达证明',
  delivered: '收件方邮件服务器收下（投递成功报告）',
  opened: '收件人登录平台打开文书',
  unproved: '期限内没有到达证明',
  'unproved-after-service': '送达后无到达证明',
  interrupted: '发送中断',
  unanswered: '未得到答复',
  'not-taken': '暂未收下',
  rejected: '被拒收',
  'given-up': '多次未能发出',
  bounced: '退信',
  'bounced-after-service': '送达后退信',
  'sent-again': '再次发送',
  posted: '交寄',
  waybill: '登记邮件号',
  receipt: '回执',
  brought: '执法人员直接送达',
  published: '公告',
  'deemed-served': '视为送达',
};

export function attemptStep(what: string): string {
  return STEPS[what] ?? what;
}

const SOURCES: readonly (readonly [prefix: string, words: string])[] = [
  ['service-confirmation', '送达确认书'],
  ['platform-account', '平台账号'],
  ['phone-log', '电话核对'],
  ['enterprise-contact', '企业联系信息'],
  ['registered-address', '注册地址'],
  ['publication', '公告页面'],
  ['direct-service', '送达回证'],
];

/** Where an address came from. */
export function sourceWords(source: string): string {
  return SOURCES.find(([prefix]) => source.startsWith(prefix))?.[1] ?? source;
}

/** What a draft is about: the step of the case that it takes, or what has no step of its own. */
const ACTS: Readonly<Record<string, string>> = {
  ...COMMANDS,
  'notify-intent': '发出撤回行政许可告知书',
  'publish-notice': '公告送达',
  'enterprise-list': '企业清单',
};

export function actWords(act: string): string {
  return ACTS[act] ?? act;
}

const EVIDENCE: Readonly<Record<string, string>> = {
  capture: '全国平台截图',
  objection: '异议材料',
  statement: '陈述申辩材料',
  hearing: '听证材料',
  receipt: '送达证明',
  finding: '监管发现材料',
  other: '其他材料',
};

/** A piece of evidence by what it is and its day; what its file was called stands in quotation marks, without the kind of file. */
export function evidenceTitle(of: { readonly kind: string; readonly name: string; readonly takenOn: string }): string {
  const on = printedDay(of.takenOn);
  if (of.name.endsWith(`，${on}）`)) return of.name;
  const called = of.name.replace(/(?:\.[A-Za-z0-9]{1,5})+$/u, '');
  return `${EVIDENCE[of.kind] ?? '材料'}“${called}”（${on}）`;
}
