import { readConfig } from '#platform/config.ts';
import { startEmbeddedPostgres } from '#platform/database/embedded-postgres.ts';
import { applyMigrations } from '#platform/database/migrations.ts';
import type { Command } from '../command.ts';

const help = `用法：npm run -s qualwatch -- migrate

把数据库结构更新到最新（DATABASE_URL 所指的数据库，未设置时为内置数据库）。可重复运行；
多个进程同时运行时只有一个在更新。输出本次应用的迁移名称。
`;

export const migrate: Command = {
  help,
  async run() {
    const { DATABASE_URL } = readConfig();
    const server = DATABASE_URL === undefined ? await startEmbeddedPostgres() : undefined;
    try {
      const applied = await applyMigrations(server?.url ?? DATABASE_URL ?? '');
      process.stdout.write(`${JSON.stringify({ applied })}\n`);
      return 0;
    } finally {
      await server?.stop();
    }
  },
};
