import { clauseOn } from '#law/regimes/citing.ts';
import type { Topic } from '#law/regimes/matters.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { withoutCommands } from '../../../_portal/case-words.ts';

/** What an enterprise may do in a case of its own: word, consequence, clauses, and what the form asks for. */
export interface OwnStep {
  readonly name: string;
  readonly button: string;
  readonly what: string;
  /** of the general law */
  readonly clauses?: readonly string[];
  /** on which the regime of the case has a clause of its own */
  readonly matter?: Topic;
  /** the text that it asks for; null: none */
  readonly text: { readonly label: string; readonly hint: string } | null;
  readonly evidence: 'required' | 'optional';
  /** kind under which its files are kept */
  readonly kind: 'objection' | 'statement' | 'hearing' | 'other';
  readonly done: string;
  /** when it can be done, for whoever cannot do it now */
  readonly when: string;
  /** a regime may open it earlier, and says when */
  readonly heardEarlier?: true;
  readonly final?: string;
}

export const OWN_STEPS = {
  rectify: {
    name: '提交整改材料，申请复查',
    button: '提交并申请复查',
    what: '提交后，平台按最新登记数据立即复核，并通知主管部门。是否达标以登记数据为准，材料供主管部门复查时核对。',
    matter: 'rectification',
    text: {
      label: '整改情况',
      hint: '写明补充了哪些人员、何时完成注册或变更，尚未更新的登记事项。隐瞒或者弄虚作假的，记入信用记录。',
    },
    evidence: 'optional',
    kind: 'other',
    done: '整改材料已提交，平台正在复核，主管部门已收到通知。',
    when: '案件办结前随时可以提交。',
  },
  'start-rectification': {
    name: '发起整改',
    button: '发起整改',
    what: '发起后，平台按最新登记数据立即复核；达标的，自动取消标注。尚未达标的，以后达标之日自动取消。',
    matter: 'rectification',
    text: null,
    evidence: 'optional',
    kind: 'other',
    done: '整改已发起，平台正在复核。',
    when: '自动标注期间可以发起。',
  },
  'request-recheck': {
    name: '申请复核',
    button: '提交复核申请',
    what: '不等期满，请标注的主管部门提前复核；复核达标的，取消标注。复核仍不达标的，期限不变。',
    matter: 'rectification',
    text: { label: '申请的理由', hint: '写明补充了哪些人员、何时完成注册或变更。' },
    evidence: 'optional',
    kind: 'other',
    done: '复核申请已提交，主管部门已收到通知。',
    when: '标注期间可以申请。',
  },
  object: {
    name: '提出异议（信息修复）',
    button: '提交异议',
    what: '认为预警所依据的数据有误的，附证据提出。市级核发的资质由市级主管部门审查并出具意见，报省级主管部门核实；省级核发的直接由省级主管部门核实。核实期间期限继续计算。',
    matter: 'objection',
    text: { label: '异议内容', hint: '写明哪一条数据有误、应当是什么、证据在哪里。' },
    evidence: 'required',
    kind: 'objection',
    done: '异议已提交。审查意见和核实结论会发送到登记的联系邮箱，并列在本案件中。',
    when: '黄牌、红牌预警期间可以提出；撤回程序启动后，请在程序中陈述、申辩。',
    final: '提交后不能撤回或者修改，可以另行补充整改材料。',
  },
  statement: {
    name: '陈述、申辩',
    button: '提交陈述申辩意见',
    what: '对拟撤回资质的决定陈述意见、进行申辩。资质许可机关应当听取并复核，不因申辩加重处理。',
    clauses: ['行政许可法-7'],
    heardEarlier: true,
    text: { label: '陈述、申辩意见', hint: '写明事实、理由和请求，可以附材料。' },
    evidence: 'optional',
    kind: 'statement',
    done: '陈述申辩意见已提交。',
    when: '收到《撤回行政许可告知书》后、作出决定前可以办理。对核查数据有不同意见的，现在可以提交整改材料说明。',
  },
  'request-hearing': {
    name: '申请听证',
    button: '提交听证申请',
    what: '申请资质许可机关在作出撤回决定前举行听证。听证前不作出决定；贵单位不承担组织听证的费用。',
    clauses: ['行政许可法-47'],
    text: null,
    evidence: 'optional',
    kind: 'hearing',
    done: '听证申请已提交，听证时间、地点会另行通知。',
    when: '收到《撤回行政许可告知书》后，在告知书载明的期限内可以申请。',
    final: '提交后即进入听证安排。',
  },
} as const satisfies Readonly<Record<string, OwnStep>>;

/** The clauses of a step: that of the case's regime, and those of the general law. */
export function clausesUnder(regime: string, step: OwnStep): readonly string[] {
  const own = step.matter === undefined ? [] : [clauseOn(REGIMES.get(regime), step.matter)];
  return [...own, ...(step.clauses ?? [])];
}

/** When the step can be taken under the regime of the case. */
export function whenUnder(regime: string, step: OwnStep): string {
  return (step.heardEarlier === true ? REGIMES.get(regime)?.heardWhen : undefined) ?? step.when;
}

export type OwnStepName = keyof typeof OWN_STEPS;

export function isOwnStep(text: string): text is OwnStepName {
  return Object.hasOwn(OWN_STEPS, text);
}

/** A refusal without what the offices may do meanwhile, which is no help to the enterprise. */
export function ownWords(reason: string): string {
  return `${withoutCommands(reason.split('；此时可以')[0] ?? reason).replace(/。$/, '')}。`;
}

export const EVIDENCE_KINDS: Readonly<Record<string, string>> = {
  capture: '平台截图',
  objection: '异议材料',
  statement: '陈述申辩材料',
  hearing: '听证材料',
  receipt: '邮寄回执',
  finding: '监管发现',
  other: '整改材料',
};
