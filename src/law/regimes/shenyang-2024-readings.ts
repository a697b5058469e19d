import type { Reading } from './regime.ts';

/** Where the Shenyang plan is silent. */
export const SHENYANG_READINGS: Readonly<Record<string, Reading>> = {
  insurance: {
    clause: 'SY-1',
    text: '社会保险缴纳异常本身不列入异常清单。',
    reason: '方案的核查对象是不再符合资质标准的企业，标准不含社会保险。',
  },
  posting: {
    clause: 'SY-2.4',
    text: '责令限期整改通知书发出之日视为交寄之日，10 个工作日自次日起算，满后整理回执。',
    reason: '方案由区县上报、市局统一邮寄，未规定间隔；以发出日起算不致拖延，实际交寄日不同的可以更正。',
  },
  mark: {
    clause: 'SY-2.6',
    text: '整改期间起视为已标注，但案件不向社会公布，直至公告撤回。',
    reason: '方案未规定标注和公布；标注与限制相随（建市规〔2023〕3号），公告送达只公布文书。',
  },
  'early-recheck': {
    clause: 'SY-3.1',
    text: '期满前的复查只接受达标的结论；未达标的结论须在期满后作出，且先区县后市级。',
    reason: '方案要求自责令起即进行复查，但“逾期未完成整改”以期满为前提。',
  },
  cleared: {
    clause: 'SY-2.6',
    text: '下达撤回告知书前任何一日核查或复查达标的，销案。',
    reason: '方案以“逾期整改未达标”为撤回条件，告知前达标即不具备条件。',
  },
  'hearing-window': {
    clause: '行政许可法-82',
    text: '撤回告知书送达后 5 个工作日内可以陈述申辩或者申请听证。',
    reason: '方案只说“后履行撤回资质相关程序”；行政许可法第 47 条申请听证期限为 5 日，第 82 条规定以工作日计算。',
  },
  'met-after-notice': {
    clause: 'SY-4',
    text: '告知后才达标的，不自动销案，撤回程序停止，由资质许可机关决定；再次不达标的，程序恢复。',
    reason: '撤回以仍未达标为条件，而告知后的处理权在资质许可机关。',
  },
  keep: {
    clause: 'SY-4',
    text: '不予撤回的决定对企业有利，不必等陈述申辩期满；案件销案。',
    reason: '陈述申辩和听证保护企业不受不利决定，不拖延有利决定。',
  },
  'decision-service': {
    clause: 'SY-4',
    text: '撤回决定书邮寄或者直接送达，邮件退回的公告，满 30 日视为送达；邮件丢失的重新邮寄。',
    reason: '方案未规定决定书的送达，比照告知书和责令限期整改通知书。',
  },
};
