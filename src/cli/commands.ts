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
};
