/** What a stage asks of the enterprise, and what follows where nothing is done. */
export interface StageAdvice {
  readonly next: string;
  readonly otherwise: string;
}

const REPLENISH = '补充符合条件的注册人员，或者使未计入的人员恢复计入；登记数据更新后平台自动复核。';

const OF_STAGES: Readonly<Record<string, StageAdvice>> = {
  // guangxi-2024
  warned: {
    next: REPLENISH,
    otherwise: '主管部门将发出《责令限期整改通知书》，整改期限最长 3 个月。',
  },
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
  // shanxi-2023
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
  // shenyang-2024
  listed: { next: REPLENISH, otherwise: '主管部门将发出行政检查通知和《责令限期整改通知书》。' },
  posted: {
    next: `签收邮寄的《责令限期整改通知书》，并${REPLENISH}`,
    otherwise: '拒收或者无人签收的，公告送达；公告期满视为送达，开始计算整改期限。',
  },
  noticed: { next: REPLENISH, otherwise: '公告期满视为送达，开始计算 3 个月的整改期限。' },
  'rechecked-district': { next: `尽快${REPLENISH}`, otherwise: '市级主管部门将再次复查。' },
  'rechecked-city': { next: `尽快${REPLENISH}`, otherwise: '主管部门将告知拟撤回该项资质。' },
};

/** What to do in a stage; a stage without words of its own is left to the office's documents. */
export function stageAdvice(stage: string): StageAdvice {
  return OF_STAGES[stage] ?? { next: '请按收到的文书办理。', otherwise: '主管部门按规定继续办理，结果送达贵单位。' };
}
