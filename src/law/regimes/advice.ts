import type { StageId } from './regime.ts';

/** What a stage asks of the enterprise, and what follows where nothing is done. */
export interface StageAdvice {
  readonly next: string;
  readonly otherwise: string;
}
export type Advice = Readonly<Record<StageId, StageAdvice>>;

export const REPLENISH = '补充符合条件的注册人员，或者使未计入的人员恢复计入；登记数据更新后平台自动复核。';

/** From the order on, the same wherever an order is issued and its term runs from its service. */
export const ORDERED_ADVICE: Advice = {
  ordered: {
    next: `签收《责令限期整改通知书》，并${REPLENISH}`,
    otherwise: '通知书送达后开始计算整改期限；电子送达不成的，改为邮寄或者公告送达。',
  },
  rectifying: {
    next: `在期限内${REPLENISH}`,
    otherwise: '期满仍未达标的，资质许可机关依法撤回该项资质并公告。',
  },
  overdue: {
    next: `整改期限已过。尽快${REPLENISH}并向主管部门提交整改材料。`,
    otherwise: '资质许可机关将告知拟撤回该项资质。',
  },
  'intent-notified': {
    next: '阅读《撤回行政许可告知书》；有不同意见的，在期限内陈述、申辩或者申请听证。',
    otherwise: '期限届满未提出的，资质许可机关作出决定。',
  },
  reported: {
    next: `已上报住房城乡建设部，请关注收件箱；仍请尽快${REPLENISH}`,
    otherwise: '由住房城乡建设部决定是否撤回该项资质。',
  },
};
