/** The words that scenarios, cases and regimes share, with their Chinese names. */

export const RESTRICTIONS = {
  'no-addition': '不得申请资质增项',
  'no-award': '不得参加评优评先',
  'no-new-work': '不得承揽新的工程业务',
  'no-upgrade': '不得申请资质升级',
  'priority-supervision': '列入重点监管',
} as const;
export type Restriction = keyof typeof RESTRICTIONS;

/** Documents that are served on the enterprise and whose day of service counts. */
export const SERVED_DOCUMENTS = { order: '责令限期整改通知书', intent: '撤回告知书', decision: '撤回决定书' } as const;
export type ServedDocument = keyof typeof SERVED_DOCUMENTS;

/** Documents that a step produces; the three served ones among them. */
export const DOCUMENTS = {
  ...SERVED_DOCUMENTS,
  warning: '预警通知',
  'inspection-notice': '行政检查通知',
  'posting-list': '邮寄清单',
  'public-notice': '送达公告',
  'recheck-form': '资质复查表',
  'overdue-list': '逾期整改未达标企业清单',
  'proposal-letter': '资质撤回建议函',
  announcement: '撤回公告',
  'unmark-notice': '取消标注通知',
  'repair-opinion': '信息修复审查意见',
  'ministry-report': '撤回资质请示',
  'withdrawal-notice': '撤案通知',
  'hearing-notice': '听证通知书',
} as const;
export type DocumentKind = keyof typeof DOCUMENTS;

export const CHANNELS = { platform: '平台推送', email: '电子邮件', ems: '邮政特快专递', direct: '直接送达' } as const;
export type Channel = keyof typeof CHANNELS;

/** What two officers report who brought a document (民事诉讼法 88, 89). */
export const DIRECT_OUTCOMES = { signed: '签收', left: '留置送达', absent: '受送达人不在' } as const;
export type DirectOutcome = keyof typeof DIRECT_OUTCOMES;

export const EMS_OUTCOMES = {
  signed: '签收',
  refused: '拒收',
  absent: '无人签收',
  'address-unknown': '地址不详',
  lost: '邮件丢失',
} as const;
export type EmsOutcome = keyof typeof EMS_OUTCOMES;

export const GROUNDS = { number: '注册人员数量不足', specialty: '专业不符合', insurance: '社会保险缴纳异常' } as const;
export type Ground = keyof typeof GROUNDS;

export const LICENSING = { city: '市级核发', province: '省级核发', ministry: '部核发' } as const;
export type Licensing = keyof typeof LICENSING;

export const ENTERPRISE_KINDS = { construction: '建筑业企业', supervision: '监理企业' } as const;
export type EnterpriseKind = keyof typeof ENTERPRISE_KINDS;

export const ROLES = {
  platform: '平台',
  post: '邮政企业',
  'mail-server': '邮件服务器',
  enterprise: '企业',
  district: '区县主管部门',
  city: '市级主管部门',
  province: '省级主管部门',
  ministry: '国务院主管部门',
  'approval-bureau': '行政审批局',
  'licensing-authority': '资质许可机关',
  registry: '资质登记',
} as const;
export type Role = keyof typeof ROLES;

export const COMMANDS = {
  verdict: '核查结论',
  'issue-order': '发出责令限期整改通知书',
  arrive: '文书到达',
  bounce: '邮件退信',
  publish: '公告送达',
  confirm: '认定不达标',
  find: '日常监管发现不达标',
  object: '提出异议',
  opinion: '出具异议审查意见',
  'decide-objection': '核实异议',
  recheck: '复查',
  propose: '提出撤回建议',
  start: '启动撤回程序',
  'return-result': '反馈撤回结果',
  'notify-intent': '发出撤回告知书',
  statement: '陈述申辩',
  'request-hearing': '申请听证',
  'notify-hearing': '通知听证',
  'hold-hearing': '举行听证',
  decide: '作出决定',
  announce: '公告决定',
  'correct-service': '更正送达日期',
  'report-return': '记录送达后的退信',
  'affirm-service': '认定送达有效',
  'void-service': '认定未送达',
  'start-rectification': '发起整改',
  'request-recheck': '申请复核',
  'mark-by-hand': '手动标注',
  downtime: '记录平台停机',
  withdraw: '主动撤案',
  'end-qualification': '资质终止',
} as const;
export type CommandName = keyof typeof COMMANDS;
