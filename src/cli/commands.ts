import type { Command } from './command.ts';

/** Loaded only when called, so that a command without a database never touches one. */
export const commands: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  evaluate: {
    summary: '对照资质标准核查一项资质（逐行 NDJSON，不需要数据库）',
    load: async () => (await import('./commands/evaluate.ts')).evaluate,
  },
  deadline: {
    summary: '计算法定期间的届满日（不需要数据库）',
    load: async () => (await import('./commands/deadline.ts')).deadline,
  },
  simulate: {
    summary: '按一个制度推演一件案件，从预警到撤回（不需要数据库）',
    load: async () => (await import('./commands/simulate.ts')).simulate,
  },
  check: {
    summary: '运行当月核查（评定全部资质、结算差异、预警与取消标注）',
    load: async () => (await import('./commands/check.ts')).check,
  },
  run: {
    summary: '查看历次核查，放行或作废被暂停的核查',
    load: async () => (await import('./commands/run.ts')).run,
  },
  account: {
    summary: '建立第一个安全管理员账号',
    load: async () => (await import('./commands/account.ts')).account,
  },
  holidays: {
    summary: '查看或登记国务院办公厅的节假日安排通知',
    load: async () => (await import('./commands/holidays.ts')).holidays,
  },
  due: {
    summary: '列出到期应办的事项（逾期在前）和巡查发现的缺失',
    load: async () => (await import('./commands/due.ts')).due,
  },
  downtime: {
    summary: '登记平台停机，期限末日在停机期间的案件顺延；查看历次停机',
    load: async () => (await import('./commands/downtime.ts')).downtime,
  },
  case: {
    summary: '查看一件案件的经过并校验事件链；登记发文机关',
    load: async () => (await import('./commands/case.ts')).caseCommand,
  },
  dossier: {
    summary: '生成一件案件的卷宗（签名目录，或者含全部原件的 ZIP）',
    load: async () => (await import('./commands/dossier.ts')).dossier,
  },
  bench: {
    summary: '用合成数据测量一次核查的用时与内存',
    load: async () => (await import('./commands/bench.ts')).bench,
  },
  verify: {
    summary: '核验一份文书（签名、存档、是否仍然有效，清单逐行与系统比较）',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  documents: {
    summary: '成批签发文书并测量用时（documents batch）',
    load: async () => (await import('./commands/documents.ts')).documents,
  },
  migrate: {
    summary: '把数据库结构更新到最新',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  start: {
    summary: '启动整个系统（npm start）',
    load: async () => (await import('./commands/start.ts')).start,
  },
  import: {
    summary: '导入企业、资质、注册人员或项目（xlsx、CSV、NDJSON、省级 XML），或下载模板',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  feed: {
    summary: '查看注册人员各来源覆盖什么、新到何时；声明来源完整',
    load: async () => (await import('./commands/feed.ts')).feed,
  },
  quarantine: {
    summary: '查看、导出、更正重放或不再处理导入时被拒绝的行',
    load: async () => (await import('./commands/quarantine.ts')).quarantine,
  },
};
