import type { Reading } from './regime.ts';

/** What the reprint of the notice does not show; each is a question to an official before the data are law. */
export const JIANGXI_READINGS: Readonly<Record<string, Reading>> = {
  'mark-alone': {
    clause: 'JX26-2',
    text: '标注“资质异常”本身不公布、不限制；责令整改送达后，依部令第22号第二十八条限制。请核对原文是否规定标注期间的限制和公布。',
    reason: '所见部分没有写明标注期间的限制和公布；没有依据的限制不得由系统自行施加。',
    unsure: true,
  },
  'from-the-mark': {
    clause: 'JX26-4',
    text: '3 个月自标注次日起算，不以送达为条件，届满不顺延，次日进入待复核。请核对起算和顺延。',
    reason: '所见部分写明自标注起；期满的后果是主管部门复核，不要求企业在最后一日办理。',
  },
  'lifted-on-start': {
    clause: 'JX26-5',
    text: '自动标注的，企业发起整改后达标（或者已经达标）即自动取消；没有发起整改的，比对达标只记录在案，待复核取消。手动标注的，经复核取消。',
    reason: '所见部分写“企业发起整改后系统自动取消”，且只适用于自动标注。',
  },
  'early-recheck': {
    clause: 'JX26-4',
    text: '3 个月内应企业申请的复核仍不达标的，记录在案，不提前作出期满的结论。',
    reason: '期限是给企业的，申请提前复核不应使企业处于不利地位。',
  },
  'after-recheck': {
    clause: '部令22号-28',
    text: '经复核仍不达标的，由主管部门核实后责令限期整改，以后依部令第22号和行政许可法办理。请核对原文此后的规定。',
    reason: '所见部分到“经复核仍不符合资质…”为止；撤回之前须责令限期改正（部令第22号第二十八条）。',
    unsure: true,
  },
};
