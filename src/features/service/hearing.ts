import { z } from 'zod';
import { officeCalendar } from '#features/calendar/queries.ts';
import { reckonPeriod } from '#law/periods/period.ts';
import { legalDate } from '#law/regimes/command.ts';
import type { Transaction } from '#platform/database/connections.ts';
import { caseFacts, day, documentIssued } from './case-facts.ts';
import { putBeforeEnterprise } from './inbox.ts';
import { issueOnCase, officeForRole } from './issuing.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import {
  given,
  type Issued,
  inStep,
  type Outcome,
  refused,
  type ServiceTools,
  StepRefused,
  stepFields,
} from './step.ts';
import { tellEnterprise } from './tell-enterprise.ts';

const CLAUSE = '行政许可法-48';
/** 行政许可法 48, 82: the parties know it seven working days before. */
const NOTICE_DAYS = { unit: 'working-days', length: 7 } as const;

/** 行政许可法 48: whoever handled the case does not preside. @throws StepRefused */
async function notOneOfTheCase(transaction: Transaction, caseId: string, name: string, drafter: string): Promise<void> {
  const acted = await transaction.query<{ actor: string }>('select distinct actor from case_event where case_id = $1', [
    caseId,
  ]);
  const names = [...acted.rows.map(({ actor }) => actor), drafter].map((actor) => actor.replace(/（省级代办）$/u, ''));
  if (names.includes(name)) {
    throw new StepRefused(CLAUSE, `${name}办理过本案，不能主持听证；请指定审查本案以外的人员。`);
  }
}

const notifySchema = z.object({
  ...stepFields,
  hearingOn: legalDate,
  time: z.string().trim(),
  place: z.string().trim().min(1, '请填写听证的地点。'),
  presider: z.object({
    name: z.string().trim().min(1, '请填写听证主持人。'),
    post: z.string().trim().min(1).optional(),
  }),
});

async function requestedOn(transaction: Transaction, caseId: string, otherwise: string): Promise<string> {
  const found = await transaction.query<{ on_day: string }>(
    `select on_day from case_event where case_id = $1 and act = 'hearing-requested' order by sequence desc limit 1`,
    [caseId],
  );
  return found.rows[0]?.on_day ?? otherwise;
}

/** 行政许可法 47, 48: when, where and before whom the enterprise is heard; the notice lies before it at once. */
export async function notifyHearing(
  tools: ServiceTools,
  input: z.input<typeof notifySchema>,
): Promise<Outcome<Issued>> {
  const read = given(notifySchema, input);
  if (!read.ok) return refused(CLAUSE, read.reason);
  const { caseId, actor, onDay, recordedAt, hearingOn, time, place, presider } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  const step = {
    caseId,
    command: { do: 'notify-hearing', hearingOn },
    actor: actor.name,
    role: actor.role,
    onDay,
    recordedAt,
    grounds: { hearing: { time, place, presider } },
  } as const;
  return inStep(tools, step, async (transaction, taken) => {
    await notOneOfTheCase(transaction, caseId, presider.name, actor.name);
    const { last } = reckonPeriod(day(onDay), NOTICE_DAYS, await officeCalendar(transaction));
    if (hearingOn < last) {
      throw new StepRefused(CLAUSE, `举行听证的七个工作日前须通知当事人，今天通知的，听证不能早于 ${last}；请改期。`);
    }
    const intent = await documentIssued(transaction, caseId, 'intent');
    if (intent === undefined) throw new StepRefused(CLAUSE, '本案没有撤回告知书，不能通知听证。');
    const office = await officeForRole(transaction, facts, actor.role);
    const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
    const notice = await issueOnCase(transaction, issue, 'hearing-notice', {
      enterprise: facts.enterprise,
      qualification: facts.qualification,
      intentNumber: intent.number,
      requestedOn: await requestedOn(transaction, caseId, onDay),
      hearingOn,
      time,
      place,
      presider,
      contact: office.contact,
    });
    await putBeforeEnterprise(transaction, facts, notice, recordedAt);
    await tellEnterprise(transaction, {
      caseId,
      key: `hearing-notice:${taken.fact}`,
      subject: '听证通知',
      lines: ({ qualification }) => [
        `就拟撤回贵单位${qualification}一事，定于 ${hearingOn} ${time} 在${place}公开举行听证，主持人：${presider.name}。`,
        '《听证通知书》在平台收件箱中。贵单位可以委托代理人参加；认为主持人与本案有直接利害关系的，可以申请回避。',
      ],
      at: recordedAt,
    });
    return { documents: [notice] };
  });
}

const holdSchema = z.object({
  ...evidencedFields,
  presider: z.string().trim().min(1, '请填写听证主持人。'),
});

/** 行政许可法 48: the hearing was held before somebody who had not handled the case; its record is what the decision rests on. */
export async function holdHearing(
  tools: ServiceTools,
  input: z.input<typeof holdSchema>,
): Promise<Outcome<EvidencedResult>> {
  const read = given(holdSchema, input);
  if (!read.ok) return refused(CLAUSE, read.reason);
  const { caseId, actor, presider, evidence } = read.value;
  if (evidence.length === 0) {
    return refused(CLAUSE, '听证应当制作笔录，由参加人签字或者盖章；请附听证笔录后再提交。');
  }
  return evidencedStep(tools, read.value, { do: 'hold-hearing' }, { presider }, async (transaction) => {
    await notOneOfTheCase(transaction, caseId, presider, actor.name);
    return {};
  });
}
