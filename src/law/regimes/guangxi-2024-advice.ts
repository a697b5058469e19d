import { type Advice, ORDERED_ADVICE, REPLENISH } from './advice.ts';

/** What the enterprise reads in each stage. */
export const GUANGXI_ADVICE: Advice = {
  ...ORDERED_ADVICE,
  warned: {
    next: REPLENISH,
    otherwise: '主管部门将发出《责令限期整改通知书》，整改期限最长 3 个月。',
  },
};
