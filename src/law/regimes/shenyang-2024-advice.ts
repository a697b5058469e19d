import { type Advice, ORDERED_ADVICE, REPLENISH } from './advice.ts';

/** What the enterprise reads in each stage. */
export const SHENYANG_ADVICE: Advice = {
  ...ORDERED_ADVICE,
  overdue: {
    next: `整改期限已过。尽快${REPLENISH}并向主管部门提交整改材料。`,
    otherwise: '区县主管部门将进行复查。',
  },
  listed: { next: REPLENISH, otherwise: '主管部门将发出行政检查通知和《责令限期整改通知书》。' },
  posted: {
    next: `签收邮寄的《责令限期整改通知书》，并${REPLENISH}`,
    otherwise: '拒收或者无人签收的，公告送达；公告期满视为送达，开始计算整改期限。',
  },
  noticed: { next: REPLENISH, otherwise: '公告期满视为送达，开始计算 3 个月的整改期限。' },
  'rechecked-district': { next: `尽快${REPLENISH}`, otherwise: '市级主管部门将再次复查。' },
  'rechecked-city': { next: `尽快${REPLENISH}`, otherwise: '主管部门将告知拟撤回该项资质。' },
};
