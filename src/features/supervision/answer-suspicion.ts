import { z } from 'zod';
import { documentId } from '#features/documents/commands.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { suspicionNow } from './suspicions.ts';

export const SUSPICION_ANSWERS = {
  unfounded: '经核实不成立',
  watched: '继续关注',
  'taken-up': '已另行立案查处',
} as const;

const answerSchema = z.object({
  key: z.string(),
  scope: z.string().regex(/^(\d{2}){0,3}$/),
  answer: z.enum(['unfounded', 'watched', 'taken-up'], { error: '请选择核实的结果。' }),
  note: z.string().trim().min(1, '请写明核实的经过和结果。').max(2000, '核实情况过长，请概括。'),
  actor: z.object({ name: z.string().trim().min(1) }),
  at: z.date(),
});

export type AnswerResult = { readonly outcome: 'answered' } | { readonly outcome: 'refused'; readonly reason: string };

/**
 * SY-G: an official answers a question that the data raised. The answer is about the data of now and is kept with them; it changes
 * nothing of the enterprise: what is taken up goes its own way of law.
 */
export async function answerSuspicion(pool: Pool, input: z.input<typeof answerSchema>): Promise<AnswerResult> {
  const read = answerSchema.safeParse(input);
  if (!read.success) return { outcome: 'refused', reason: read.error.issues.map(({ message }) => message).join('；') };
  const { key, scope, answer, note, actor, at } = read.data;
  return inTransaction(pool, async (transaction): Promise<AnswerResult> => {
    const asked = await suspicionNow(transaction, key, { scope, today: legalDayOf(at) });
    if (asked === undefined) return { outcome: 'refused', reason: '数据已经变化，这一疑点不再存在，请刷新列表。' };
    await transaction.query(
      `insert into suspicion_answer (id, key, kind, enterprise_id, division_code, data, answer, note, answered_at, answered_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        documentId(`suspicion-answer:${key}:${at.toISOString()}:${actor.name}`),
        key,
        asked.kind,
        asked.enterpriseId,
        asked.divisionCode,
        JSON.stringify(asked.data),
        answer,
        note,
        at,
        actor.name,
      ],
    );
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'answer-suspicion', $3, $4)`,
      [at, actor.name, `enterprise:${asked.enterpriseId}`, JSON.stringify({ key, answer, note })],
    );
    return { outcome: 'answered' };
  });
}
