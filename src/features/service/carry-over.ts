import { carryOver } from '#features/casework/commands.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { takeBackWhatFell } from './fallen-documents.ts';
import { tellEnterprise } from './tell-enterprise.ts';

const PORTION = 200;

/**
 * Open cases of an edition before go on by the rules of now, each by an event in its record. Where a notice falls with it, its public page
 * says so and the enterprise is told. @returns how many cases were carried over
 */
export async function carryCasesOver(pool: Pool, at: Date): Promise<number> {
  let count = 0;
  for (;;) {
    const carried = await inTransaction(pool, async (transaction) => {
      const cases = await carryOver(transaction, PORTION, at);
      for (const { caseId, event } of cases) {
        const { because } = event;
        if (because === undefined) continue;
        await takeBackWhatFell(transaction, caseId, [event], { on: event.on, by: 'platform', because });
        await tellEnterprise(transaction, {
          caseId,
          key: `rules-changed:${caseId}:${event.edition}`,
          subject: '案件改按新的程序规则办理',
          lines: () => [because],
          at,
        });
      }
      return cases;
    });
    if (carried.length === 0) return count;
    count += carried.length;
  }
}
