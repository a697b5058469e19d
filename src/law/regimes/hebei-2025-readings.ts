import type { Reading } from './regime.ts';

/** What the reprint of the notice does not show, or only a secondary page says; each is a question to an official. */
export const HEBEI_READINGS: Readonly<Record<string, Reading>> = {
  'warning-alone': {
    clause: 'HB25-2',
    text: '“资质预警”标注在资质项后，并于下一个每月第一个工作日公布，本身不限制。请核对原文是否规定预警期间的限制。',
    reason: '所见部分只写标注和公布；没有依据的限制不得由系统自行施加。',
    unsure: true,
  },
  abnormal: {
    clause: 'HB25-3',
    text: '预警满 2 个月（自预警次日起算，不顺延）仍不达标，或者抽查不达标的，由主管部门核实后标注“资质异常”，不得升级、增项；责令整改依部令第22号办理。请核对条件、期限和限制。',
    reason: '出自二手资料：不由时间自动转入，由主管部门核实、标注。',
    unsure: true,
  },
};
