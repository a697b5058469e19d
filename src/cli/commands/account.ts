import { createAccount, grantRole, initialPassword } from '#features/accounts/commands.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { inTransaction, openPool } from '#platform/database/connections.ts';
import { openDatabase } from '#platform/database/database.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const help = `用法：npm run -s qualwatch -- account first-administrator --sign-in-name anquan --name 姓名 --by 姓名

建立最初的两个安全管理员账号（两人各执行一次），并显示一次初始密码。其余账号由其中一人登录后提出，另一人确认。
已有两名可以登录的安全管理员的，不再建立。首次登录时须绑定身份验证器并修改密码。

退出码 0 完成，1 未建立（已有两名安全管理员，姓名相同，或者登录名已被使用），2 用法不对。
`;

class Refused extends Error {}

export const account: Command = {
  help,
  async run(args) {
    const { values, positionals } = readOptions(args, {
      allowPositionals: true,
      options: { 'sign-in-name': { type: 'string' }, name: { type: 'string' }, by: { type: 'string' } },
    });
    const [action] = positionals;
    const { 'sign-in-name': signInName = '', name = '', by = '' } = values;
    if (action !== 'first-administrator') throw new UsageError('请写明 first-administrator。');
    if (signInName === '' || name === '' || by === '')
      throw new UsageError('请用 --sign-in-name、--name 和 --by 写明登录名、姓名和登记人。');
    const database = await openDatabase();
    const pool = openPool(database.url, 2);
    try {
      const password = initialPassword();
      const now = systemClock.now();
      await inTransaction(pool, async (transaction) => {
        // Those who call at once come one after another: a third finds the two before.
        await transaction.query('lock table account_role in share row exclusive mode');
        const standing = await transaction.query<{ name: string }>(
          `select a.name from account_role r join account a on a.id = r.account_id
           where r.role = 'security-administrator' and r.ended_at is null and a.status = 'active'`,
        );
        if (standing.rows.length >= 2)
          throw new Refused('已有两名安全管理员，请由其中一人登录后提出设立账号，另一人确认。');
        if (standing.rows.some((row) => row.name === name)) {
          throw new Refused('已有同名的安全管理员。两名安全管理员须是两个人。');
        }
        const created = await createAccount(transaction, { signInName, name, password }, { name: by }, now);
        if (created.outcome === 'refused') throw new Refused(Object.values(created.faults).join(''));
        await grantRole(
          transaction,
          {
            accountId: created.accountId,
            role: 'security-administrator',
            level: null,
            division: readConfig().QUALWATCH_PROVINCE,
            enterpriseId: null,
          },
          { name: by },
          now,
        );
      });
      process.stdout.write(`${JSON.stringify({ signInName, name, role: '安全管理员', initialPassword: password })}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      process.stderr.write(`${error.message}\n`);
      return 1;
    } finally {
      await pool.end();
      await database.close();
    }
  },
};
