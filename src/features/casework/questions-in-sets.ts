import type { Transaction } from '#platform/database/connections.ts';
import type { VerdictSettlement } from './commands.ts';

/**
 * An unsure rule never warns, it asks: one open question per undetermined qualification, closed by the verdict that
 * follows (standards README: a row that is not quoted yields 待核实 and goes to an official).
 */
export async function settleQuestions(
  transaction: Transaction,
  settlement: VerdictSettlement,
): Promise<{ questionsOpened: number; questionsClosed: number }> {
  const opened = await transaction.query(
    `insert into official_question (qualification_id, enterprise_id, division_code, reason, opened_by_run, opened_on)
     select c.qualification_id, c.enterprise_id, c.division_code,
       case when c.effective_row is null
         then '资质名称或代码未能对应到资质标准条款，请核定所适用的条款。'
         when c.shortage = 0
         then '已登记的注册人员达到条款的人数，但条款还要求职称、专业齐全或合伙人等注册数据中没有的内容，请核实后再作结论。'
         else '按现行标准计算尚有不足，但该条款的人数尚未与印发文本核对，或仅凭注册数据不能判定，请核实后再作结论。'
       end || case when o.id is not null then '该项资质此前已被预警，案件仍在办理。' else '' end,
       $1, $2
     from changed_verdict c
     left join cases o on o.qualification_id = c.qualification_id and o.closed_on is null
     where c.verdict = 'undetermined'
     on conflict (qualification_id) where closed_on is null do nothing`,
    [settlement.runId, settlement.onDay],
  );
  const closed = await transaction.query(
    `update official_question q set closed_on = $1, closed_because = 'verdict:' || c.verdict
     from changed_verdict c
     where q.qualification_id = c.qualification_id and q.closed_on is null and c.verdict <> 'undetermined'`,
    [settlement.onDay],
  );
  return { questionsOpened: opened.rowCount ?? 0, questionsClosed: closed.rowCount ?? 0 };
}
