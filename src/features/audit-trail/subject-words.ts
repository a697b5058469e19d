/** What an entry of the trail is about, in words; the id stays as it is, an auditor looks others up by it. */
const SUBJECTS: Readonly<Record<string, string>> = {
  account: '账号',
  'account-role': '账号角色',
  campaign: '专项行动',
  case: '案件',
  city: '设区的市',
  'code-confirmation': '代码核实',
  'credit-record': '信用记录',
  'credit-statement': '信用记录的陈述',
  document: '文书',
  downtime: '停机登记',
  draft: '文稿',
  'email-check': '邮箱核验',
  'ems-batch': '邮寄批次',
  enterprise: '企业',
  'enterprise-claim': '企业认领',
  feed: '数据来源',
  job: '后台任务',
  office: '机关',
  'official-document': '文书',
  'phone-log': '电话记录',
  quarantine: '隔离记录',
  'quarterly-report': '季度汇总',
  'quarter-review': '季度汇总审查',
  'regime-answer': '制度问题的答复',
  run: '核查',
  session: '会话',
  setting: '参数',
  'service-confirmation': '送达确认书',
  'spot-check': '抽查',
  'suspicion-answer': '疑点核实',
  watch: '关注名单',
  'watch-list': '关注名单',
};

export interface TrailSubject {
  readonly word: string;
  readonly id: string;
}

/** `case:1f…` → 案件 1f…; a kind that has no word yet is shown as it was written. */
export function trailSubject(subject: string): TrailSubject {
  const colon = subject.indexOf(':');
  const kind = colon === -1 ? subject : subject.slice(0, colon);
  return { word: SUBJECTS[kind] ?? kind, id: colon === -1 ? '' : subject.slice(colon + 1) };
}
