import { addDays } from '#law/periods/legal-date.ts';
import { answered, answerOf, changesTheLaw, questionsOf } from '#law/regimes/questions.ts';
import { recordAudit } from '#platform/audit.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { lockCases, readCases } from './case-record.ts';
import { type CaseRow, rowOf } from './case-row.ts';
import { elapseCases } from './elapse-cases.ts';
import { regimeOfCase } from './installation.ts';
import { answersInForce, lawsInForce } from './laws.ts';
import { legalDay } from './opening.ts';
import { type CaseChange, recordEvents } from './record-events.ts';

const PORTION = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Waiting {
  readonly id: string;
  readonly regime: string;
  readonly question: string;
  readonly answer: string;
  readonly inForceFrom: string;
}

/** What has come into force becomes the law's, once; time before that day was brought by the law as it was read then. */
async function comeIntoForce(pool: Pool, today: string, at: Date): Promise<void> {
  const waiting = await pool.query<Waiting>(
    `select id, regime, question, answer, in_force_from as "inForceFrom" from regime_answer
     where status = 'confirmed' and laid_at is null and in_force_from <= $1 order by in_force_from, decided_at, id`,
    [today],
  );
  for (const { id, regime, question, answer, inForceFrom } of waiting.rows) {
    await elapseCases(pool, addDays(legalDay(inForceFrom), -1), at);
    await inTransaction(pool, async (transaction) => {
      const laid = await transaction.query('update regime_answer set laid_at = $2 where id = $1 and laid_at is null', [
        id,
        at,
      ]);
      if (laid.rowCount !== 1) return;
      await recordAudit(transaction, {
        at,
        actor: 'platform',
        action: 'answer-in-force',
        subject: `regime-answer:${id}`,
        content: { regime, question, answer },
      });
    });
  }
}

/**
 * Brings answers into force on their day and lays them before the open cases of their regime: each case has an event that says so, and
 * its row is what the law now makes of it. Idempotent; in portions.
 * @returns how many cases heard of one
 */
export async function layAnswers(pool: Pool, at: Date): Promise<number> {
  const today = legalDay(legalDayOf(at));
  await comeIntoForce(pool, today, at);
  const laid = await pool.query<Waiting & { readonly laidAt: Date }>(
    `select id, regime, question, answer, in_force_from as "inForceFrom", laid_at as "laidAt" from regime_answer
     where laid_at is not null order by in_force_from, laid_at, id`,
  );
  let told = 0;
  for (const each of laid.rows) {
    const question = questionsOf(regimeOfCase(each.regime)).find(({ id }) => id === each.question);
    const changing = question?.answers.some(({ change }) => change !== undefined) ?? false;
    if (question === undefined || !changing) continue;
    for (let after = FIRST; ; ) {
      const last = await inTransaction(pool, async (transaction) => {
        const ids = await transaction.query<{ id: string }>(
          `select c.id from cases c where c.closed_on is null and c.regime = $2 and c.id > $3 and
             (select min(v.recorded_at) from case_event v where v.case_id = c.id) <= $4
             and not exists (select 1 from case_event v where v.case_id = c.id and v.act = 'reading-settled' and v.content::jsonb->>'settled' = $1)
           order by c.id limit ${PORTION}`,
          [each.id, each.regime, after, each.laidAt],
        );
        const list = ids.rows.map(({ id }) => id);
        const records = await lockCases(transaction, 'c.id = any($1::uuid[]) and c.closed_on is null', [list]);
        const law = (await lawsInForce(transaction))(each.regime);
        const changes = records.map((record): CaseChange => {
          const on = record.state.lastOn !== undefined && record.state.lastOn > today ? record.state.lastOn : today;
          const { clause, id } = question;
          const event = { what: 'reading-settled', question: id, answer: each.answer, on, clause } as const;
          return { record, law, events: [event], actor: 'platform', grounds: { settled: each.id } };
        });
        await recordEvents(transaction, changes, today, at);
        told += changes.length;
        return list.at(-1);
      });
      if (last === undefined) break;
      after = last;
    }
  }
  return told;
}

/** What an answer would make of an open case. */
export interface AnswerEffect {
  readonly caseId: string;
  readonly enterprise: string;
  readonly stage: string;
  readonly changes: readonly { readonly what: keyof CaseRow; readonly now: string; readonly would: string }[];
}

const COMPARED = [
  'stage',
  'restrictions',
  'deadline',
  'nextByTime',
  'duties',
] as const satisfies readonly (keyof CaseRow)[];
const MOST_SHOWN = 200;

function wordOf(value: CaseRow[(typeof COMPARED)[number]]): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return value.map((each) => (typeof each === 'string' ? each : `${each.what} ${each.by ?? ''}`.trim())).join('、');
}

/**
 * What an answer would change in the open cases of its regime, were it in force today: each is reckoned by the law as it is read now and as
 * it would be. Nothing is written.
 */
export async function previewAnswer(
  pool: Pool,
  given: { readonly regime: string; readonly question: string; readonly answer: string },
  onDay: string,
): Promise<{ readonly open: number; readonly changed: number; readonly shown: readonly AnswerEffect[] }> {
  const base = regimeOfCase(given.regime);
  const today = legalDay(onDay);
  const now = (await lawsInForce(pool))(given.regime);
  const others = (await answersInForce(pool)).get(given.regime) ?? [];
  const otherwise = {
    ...now,
    regime: answered(base, [...others.filter(({ question }) => question !== given.question), given]),
  };
  const shown: AnswerEffect[] = [];
  let open = 0;
  let changed = 0;
  for (let after = FIRST; ; ) {
    const ids = await pool.query<{ id: string; enterprise: string }>(
      `select c.id, e.name as enterprise from cases c join enterprise e on e.id = c.enterprise_id
       where c.closed_on is null and c.regime = $1 and c.id > $2 order by c.id limit ${PORTION}`,
      [given.regime, after],
    );
    const last = ids.rows.at(-1);
    if (last === undefined) return { open, changed, shown };
    after = last.id;
    const names = new Map(ids.rows.map(({ id, enterprise }) => [id, enterprise]));
    for (const { id, state } of await readCases(pool, 'c.id = any($1::uuid[])', [[...names.keys()]])) {
      open++;
      const [one, other] = [rowOf(state, now, today), rowOf(state, otherwise, today)];
      const changes = COMPARED.flatMap((what) => {
        const [before, after_] = [wordOf(one[what]), wordOf(other[what])];
        return before === after_ ? [] : [{ what, now: before, would: after_ }];
      });
      if (changes.length === 0) continue;
      changed++;
      if (shown.length < MOST_SHOWN)
        shown.push({ caseId: id, enterprise: names.get(id) ?? '', stage: one.stage, changes });
    }
  }
}

/** Whether an answer changes what is done, or is put on record only. */
export function changesCases(given: {
  readonly regime: string;
  readonly question: string;
  readonly answer: string;
}): boolean {
  const regime = regimeOfCase(given.regime);
  return answerOf(regime, given) !== undefined && changesTheLaw(regime, given);
}
