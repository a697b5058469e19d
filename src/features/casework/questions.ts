import { createHash } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';

export const QUESTION_ANSWERS = {
  satisfied: '经核实符合标准',
  short: '经核实确有不足',
  'other-clause': '适用条款有误，应按其他条款核定',
} as const;
export type QuestionAnswer = keyof typeof QUESTION_ANSWERS;

/** 待核实: a verdict that the rules may not give alone, put before an official. */
export interface Question {
  readonly id: number;
  readonly qualificationId: number;
  readonly qualification: string;
  readonly certificateNumber: string | null;
  readonly standardRow: string | null;
  readonly enterpriseId: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly divisionCode: string;
  readonly reason: string;
  readonly openedOn: string;
  readonly shortage: number | null;
  readonly effectiveRow: string | null;
  /** case of the same qualification that is still open */
  readonly caseId: string | null;
  readonly answers: readonly {
    readonly answer: string;
    readonly note: string;
    readonly at: string;
    readonly by: string;
  }[];
}

export interface QuestionFilter {
  readonly text?: string | undefined;
  readonly division?: string | undefined;
  /** only those that nobody has answered yet */
  readonly unanswered?: boolean | undefined;
  readonly id?: number | undefined;
}

/** The open questions of the scope, the oldest first. */
export async function openQuestions(
  pool: Pool,
  filter: QuestionFilter,
  page: { readonly limit: number; readonly after?: number | undefined },
): Promise<{ readonly questions: readonly Question[]; readonly total: number }> {
  const from = `from official_question o join enterprise e on e.id = o.enterprise_id
    where o.closed_on is null and starts_with(o.division_code, $1) and ($2::text is null or e.uscc = upper($2) or strpos(e.name, $2) > 0)
      and (not $3 or not exists (select 1 from question_answer a where a.question_id = o.id)) and ($4::bigint is null or o.id = $4)`;
  const values = [filter.division ?? '', filter.text ?? null, filter.unanswered ?? false, filter.id ?? null];
  const [rows, counted] = await Promise.all([
    pool.query<Question>(
      `select o.id, o.qualification_id as "qualificationId", q.name as qualification, k.number as "certificateNumber", q.standard_row as "standardRow",
         o.enterprise_id as "enterpriseId", o.enterprise, o.uscc, o.division_code as "divisionCode", o.reason, o.opened_on as "openedOn",
         v.shortage, v.effective_row as "effectiveRow",
         (select c.id from cases c where c.qualification_id = o.qualification_id and c.closed_on is null) as "caseId",
         (select coalesce(json_agg(json_build_object('answer', a.answer, 'note', a.note, 'at', a.answered_at, 'by', a.answered_by)
            order by a.answered_at desc), '[]') from question_answer a where a.question_id = o.id) as answers
       from (select o.*, e.name as enterprise, e.uscc ${from} and ($5::bigint is null or o.id > $5) order by o.id limit $6) o
       join qualification q on q.id = o.qualification_id left join certificate k on k.id = q.certificate_id
       left join verdict v on v.qualification_id = o.qualification_id and v.known_to is null
       order by o.id`,
      [...values, page.after ?? null, page.limit],
    ),
    pool.query<{ count: number }>(`select count(*) ${from}`, values),
  ]);
  return { questions: rows.rows, total: counted.rows[0]?.count ?? 0 };
}

const answerSchema = z.object({
  questionId: z.int().positive(),
  answer: z.enum(['satisfied', 'short', 'other-clause'], { error: '请选择核实结论。' }),
  note: z.string().trim().min(1, '请写明核实的经过和理由。').max(2000, '核实情况过长，请概括在 2000 字以内。'),
  by: z.string().trim().min(1),
  at: z.date(),
});

export type QuestionAnswered =
  | { readonly outcome: 'answered' }
  | { readonly outcome: 'refused'; readonly faults: readonly { readonly field: string; readonly text: string }[] };

/**
 * An official answers, with the reason. The answer is kept beside the question and changes no verdict: a rule that is not certain never accuses,
 * and whoever answers corrects the data or the standard, on which the next comparison decides and closes the question.
 */
export async function answerQuestion(pool: Pool, input: z.input<typeof answerSchema>): Promise<QuestionAnswered> {
  const read = answerSchema.safeParse(input);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), text: message }));
    return { outcome: 'refused', faults };
  }
  const { questionId, answer, note, by, at } = read.data;
  return inTransaction(pool, async (transaction): Promise<QuestionAnswered> => {
    const found = await transaction.query<{ enterprise_id: number; division_code: string; closed_on: string | null }>(
      'select enterprise_id, division_code, closed_on from official_question where id = $1',
      [questionId],
    );
    const [question] = found.rows;
    const text = '这一事项已由后来的核查结论了结，或者不在本机关管辖范围内，请刷新列表。';
    if (question === undefined || question.closed_on !== null) {
      return { outcome: 'refused', faults: [{ field: '', text }] };
    }
    const key = createHash('sha256').update(`${questionId}:${answer}:${note}:${by}`).digest('hex').slice(0, 32);
    await transaction.query(
      `insert into question_answer (id, question_id, enterprise_id, division_code, answer, note, answered_at, answered_by)
       values ($1::uuid, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
      [key, questionId, question.enterprise_id, question.division_code, answer, note, at, by],
    );
    await recordAudit(transaction, {
      at,
      actor: by,
      action: 'answer-question',
      subject: `enterprise:${question.enterprise_id}`,
      content: { question: questionId, answer },
    });
    return { outcome: 'answered' };
  });
}
