import type { Link } from '#law/regimes/chains.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import { COMMANDS, type CommandName } from '#law/regimes/words.ts';
import type { Queries, Transaction } from '#platform/database/connections.ts';

/** What a draft is about is named by its step; a public notice and a list have names of their own. */
export function draftActOf(step: CommandName): string {
  return step === 'publish' ? 'publish-notice' : step;
}

/** Why a step of a chain is not taken without its draft. */
export function outOfChain(step: CommandName): Refusal {
  return {
    clause: '无明文',
    reason: `“${COMMANDS[step]}”须先拟稿，由他人审核、再由他人用印（撤回决定还须经法制审核、集体讨论和负责人签发）后办理，一个人不能办理。请从案件页面拟稿送审。`,
  };
}

/**
 * Proof that an act was drafted, reviewed and sealed by different people, through every link of its chain. It is made from a draft that the database has as sealed, and
 * asked again in the transaction of every step: no flag, and nothing that a caller can make up. Only `drafts` makes one
 * (tests/unit/house/chains.test.ts).
 */
export class SealedDraft {
  readonly #id: string;

  private constructor(id: string) {
    this.#id = id;
  }

  /** The proof; undefined where the draft is not sealed, or carried out already. */
  static async of(database: Queries, draftId: string): Promise<SealedDraft | undefined> {
    return (await covers(database, draftId, null, null)) ? new SealedDraft(draftId) : undefined;
  }

  /**
   * For one step in one case (null: the act has none): the draft's id where it is the draft of this act and case, and went through the
   * links that the regime asks for. What the transaction issues from here on bears it.
   */
  async forStep(
    transaction: Transaction,
    step: CommandName,
    caseId: string,
    links: readonly Link[],
  ): Promise<string | undefined> {
    const through = await transaction.query('select 1 from draft where id = $1 and links @> $2::text[]', [
      this.#id,
      links,
    ]);
    return through.rowCount === 0 ? undefined : this.forAct(transaction, draftActOf(step), caseId);
  }

  /** The same for what is no step of a case, by the name of the draft's act. */
  async forAct(transaction: Transaction, act: string, caseId: string | null): Promise<string | undefined> {
    if (!(await covers(transaction, this.#id, caseId, act))) return undefined;
    await transaction.query("select set_config('app.draft', $1, true)", [this.#id]);
    return this.#id;
  }
}

async function covers(database: Queries, draftId: string, caseId: string | null, act: string | null): Promise<boolean> {
  const found = await database.query<{ covers: boolean }>(
    'select sealed_draft_covers($1::uuid, $2::uuid, $3::text) as covers',
    [draftId, caseId, act],
  );
  return found.rows[0]?.covers === true;
}

/** Whether a draft's step has been taken in a case already: its events bear the draft's number. */
export async function takenByDraft(database: Queries, draftId: string, caseId: string): Promise<boolean> {
  const found = await database.query('select 1 from case_event where draft_id = $1 and case_id = $2 limit 1', [
    draftId,
    caseId,
  ]);
  return found.rowCount !== 0;
}
