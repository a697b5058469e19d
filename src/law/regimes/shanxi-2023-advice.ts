import { type Advice, ORDERED_ADVICE, REPLENISH } from './advice.ts';

/** What the enterprise reads in each stage. */
export const SHANXI_ADVICE: Advice = {
  ...ORDERED_ADVICE,
  yellow: {
    next: `在期限内${REPLENISH}对数据有异议的，附证据提出异议（信息修复）。`,
    otherwise: '期满 2 个月仍显示异常并经认定的，转为红牌预警，向社会公布。',
  },
  'yellow-due': {
    next: `尽快${REPLENISH}对数据有异议的，附证据提出异议（信息修复）。`,
    otherwise: '主管部门认定后转为红牌预警，向社会公布。',
  },
  red: {
    next: `在期限内${REPLENISH}对数据有异议的，附证据提出异议（信息修复）。`,
    otherwise: '红牌期满 1 个月仍未达标的，启动资质撤回程序。',
  },
  'red-due': {
    next: `尽快${REPLENISH}`,
    otherwise: '主管部门将提出撤回建议，启动资质撤回程序。',
  },
  proposed: { next: '撤回程序即将启动，请关注收件箱。', otherwise: '启动后由资质许可机关按程序作出决定。' },
  procedure: {
    next: '撤回程序中。有不同意见的，向办理机关陈述、申辩。',
    otherwise: '资质许可机关按程序作出决定并公告。',
  },
};
