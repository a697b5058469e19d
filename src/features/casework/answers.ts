import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { legalDate } from '#law/regimes/command.ts';
import { answerOf } from '#law/regimes/questions.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';

/** One of the province's people. */
export interface OneOfProvince {
  readonly accountId: string;
  readonly name: string;
  readonly at: Date;
}

const answerSchema = z
  .object({
    regime: z.string(),
    question: z.string(),
    answer: z.string(),
    basis: z.string().trim().min(4, '请写明依据，如答复函、文件的名称和文号。').max(500, '请缩短到 500 字以内。'),
    inForceFrom: legalDate,
  })
  .refine(
    ({ regime, ...given }) => {
      const known = REGIMES.get(regime);
      return known !== undefined && answerOf(known, given) !== undefined;
    },
    { path: ['answer'], error: '请选择一项答复。' },
  );

export type AnswerOutcome =
  | { readonly outcome: 'done'; readonly id: string }
  | { readonly outcome: 'refused'; readonly faults: Readonly<Record<string, string>> };

const refused = (field: string, fault: string): AnswerOutcome => ({ outcome: 'refused', faults: { [field]: fault } });

/** One answers a question of a regime; nothing is in force before another has confirmed it. An answer begins today at the earliest. */
export async function giveAnswer(
  pool: Pool,
  given: z.input<typeof answerSchema>,
  by: OneOfProvince & { readonly today: string },
): Promise<AnswerOutcome> {
  const read = answerSchema.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => [path.join('.'), message]);
    return { outcome: 'refused', faults: Object.fromEntries(faults) };
  }
  const { regime, question, answer, basis, inForceFrom } = read.data;
  // What was done by the reading of its day was lawfully done: no answer reaches back.
  if (inForceFrom < by.today) return refused('inForceFrom', '施行日期不能早于今天：已经办理的，按当时的口径有效。');
  return inTransaction(pool, async (transaction): Promise<AnswerOutcome> => {
    const id = randomUUID();
    const added = await transaction.query(
      `insert into regime_answer (id, regime, question, answer, basis, in_force_from, requested_at, requested_by, requested_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (regime, question) where status = 'requested' do nothing`,
      [id, regime, question, answer, basis, inForceFrom, by.at, by.accountId, by.name],
    );
    if (added.rowCount === 0) return refused('answer', '这一问题已有答复等待确认，请先由审核人确认或者退回。');
    await recordAudit(transaction, {
      at: by.at,
      actor: by.name,
      action: 'answer-give',
      subject: `regime-answer:${id}`,
      content: { regime, question, answer, basis, inForceFrom },
    });
    return { outcome: 'done', id };
  });
}

/** Another decides, once. The database holds the two apart as well. */
export async function decideAnswer(
  pool: Pool,
  decision: { readonly id: string; readonly result: 'confirmed' | 'refused'; readonly reason: string },
  by: OneOfProvince,
): Promise<AnswerOutcome> {
  const reason = decision.reason.trim();
  if (reason.length < 2) return refused('decision', '请写明核对情况或者退回理由。');
  return inTransaction(pool, async (transaction): Promise<AnswerOutcome> => {
    const found = await transaction.query<{ requestedBy: string }>(
      `select requested_by as "requestedBy" from regime_answer where id = $1 and status = 'requested' for update`,
      [decision.id],
    );
    const [given] = found.rows;
    if (given === undefined) return refused('decision', '这项答复已由他人办理，请刷新后查看。');
    if (given.requestedBy === by.accountId) return refused('decision', '本人填写的，须由他人确认。');
    await transaction.query(
      `update regime_answer set status = $2, decided_at = $3, decided_by = $4, decided_by_name = $5, decision_reason = $6 where id = $1`,
      [decision.id, decision.result, by.at, by.accountId, by.name, reason],
    );
    await recordAudit(transaction, {
      at: by.at,
      actor: by.name,
      action: decision.result === 'confirmed' ? 'answer-confirm' : 'answer-refuse',
      subject: `regime-answer:${decision.id}`,
      content: { reason },
    });
    return { outcome: 'done', id: decision.id };
  });
}

export interface AnswerGiven {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly basis: string;
  readonly inForceFrom: string;
  readonly status: 'requested' | 'confirmed' | 'refused';
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
  readonly decisionReason: string | null;
  readonly laidAt: Date | null;
}

/** All answers to the questions of a regime, the newest first. */
export async function answersGiven(pool: Pool, regime: string): Promise<readonly AnswerGiven[]> {
  const found = await pool.query<AnswerGiven>(
    `select id, question, answer, basis, in_force_from as "inForceFrom", status, requested_at as "requestedAt", requested_by as "requestedBy",
       requested_by_name as "requestedByName", decided_at as "decidedAt", decided_by_name as "decidedByName",
       decision_reason as "decisionReason", laid_at as "laidAt"
     from regime_answer where regime = $1 order by in_force_from desc, requested_at desc, id`,
    [regime],
  );
  return found.rows;
}
