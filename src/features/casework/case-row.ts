import type { LegalDate } from '#law/periods/legal-date.ts';
import type { CaseState } from '#law/regimes/case.ts';
import { nextByTime } from '#law/regimes/clocks.ts';
import { type DutyHandler, dutyHandler } from '#law/regimes/duty-handler.ts';
import type { Law } from '#law/regimes/law.ts';
import { currentPeriod, type Due, statusOf } from '#law/regimes/status.ts';
import type { Licensing } from '#law/regimes/words.ts';
import type { Transaction } from '#platform/database/connections.ts';

/** The row of a case that lists read, and its duties: both follow from the events, and from the calendar that days are reckoned with. */
export interface CaseRow {
  readonly stage: string;
  readonly closedOn: string | null;
  readonly marked: boolean;
  readonly public: boolean;
  readonly restrictions: readonly string[];
  readonly deadline: string | null;
  readonly provisional: boolean;
  readonly nextByTime: string | null;
  readonly servedOn: Readonly<Record<string, string>>;
  readonly duties: readonly OwedDuty[];
}

/** What is owed, by which office, and by when. */
export interface OwedDuty {
  readonly what: string;
  readonly by: string | null;
  readonly handler: DutyHandler;
}

/** What a case owes in a state; what falls due for the same thing twice is owed by the earlier day. */
export function dutiesOwed(due: readonly Due[], law: Law, licensing: Licensing): OwedDuty[] {
  const first = new Map<string, OwedDuty>();
  for (const { what, by } of due) {
    const duty = { what, by, handler: dutyHandler(law.regime, what, licensing) };
    const known = first.get(duty.what);
    if (known === undefined || (duty.by ?? '9999') < (known.by ?? '9999')) first.set(duty.what, duty);
  }
  return [...first.values()].sort((a, b) => (a.what < b.what ? -1 : 1));
}

/** The row that a state amounts to on a day; before its last event there is no such day, so that one counts at least. */
export function rowOf(state: CaseState, law: Law, onDay: LegalDate): CaseRow {
  const today = state.lastOn !== undefined && state.lastOn > onDay ? state.lastOn : onDay;
  const status = statusOf(state, law, today);
  const stage = status.stage ?? '';
  return {
    stage,
    closedOn: status.closed ? (state.entered[stage] ?? null) : null,
    marked: status.marked,
    public: status.public,
    restrictions: status.restrictions,
    deadline: status.deadline,
    provisional: currentPeriod(state, law)?.provisional ?? false,
    nextByTime: nextByTime(state, law)?.on ?? null,
    servedOn: status.servedOn,
    duties: dutiesOwed(status.due, law, state.subject.qualification.licensing),
  };
}

/** A row to be written, with the place of the last event that it rests on. */
export interface RowToWrite {
  readonly id: string;
  readonly divisionCode: string;
  readonly row: CaseRow;
  readonly lastSequence: number;
  readonly lastHash: Buffer;
}

/** Writes rows and duties of many cases in three statements. */
export async function writeRows(transaction: Transaction, rows: readonly RowToWrite[]): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map(({ id, row, lastSequence, lastHash }) => ({
    id,
    stage: row.stage,
    closed_on: row.closedOn,
    marked: row.marked,
    public: row.public,
    restrictions: row.restrictions,
    deadline: row.deadline,
    provisional: row.provisional,
    next_by_time: row.nextByTime,
    served_on: row.servedOn,
    last_sequence: lastSequence,
    last_hash: lastHash.toString('hex'),
  }));
  await transaction.query(
    `update cases c set stage = r.stage, closed_on = r.closed_on, marked = r.marked, public = r.public,
       restrictions = array(select jsonb_array_elements_text(r.restrictions)), deadline = r.deadline, provisional = r.provisional,
       next_by_time = r.next_by_time, served_on = r.served_on, last_sequence = r.last_sequence, last_hash = decode(r.last_hash, 'hex')
     from jsonb_to_recordset($1::jsonb) as r(id uuid, stage text, closed_on date, marked boolean, public boolean, restrictions jsonb,
       deadline date, provisional boolean, next_by_time date, served_on jsonb, last_sequence int, last_hash text)
     where c.id = r.id`,
    [JSON.stringify(records)],
  );
  await transaction.query('delete from case_duty where case_id = any($1::uuid[])', [rows.map(({ id }) => id)]);
  const duties = rows.flatMap(({ id, divisionCode, row }) =>
    row.duties.map(({ what, by, handler }) => ({
      case_id: id,
      what,
      by_day: by,
      division_code: divisionCode,
      handler,
    })),
  );
  await transaction.query(
    `insert into case_duty (case_id, what, by_day, division_code, handler, opened_on)
     select d.case_id, d.what, d.by_day, d.division_code, d.handler, c.opened_on
     from jsonb_to_recordset($1::jsonb) as d(case_id uuid, what text, by_day date, division_code text, handler text)
     join cases c on c.id = d.case_id`,
    [JSON.stringify(duties)],
  );
}

const FIELDS = {
  stage: '所处阶段',
  closedOn: '结案日期',
  marked: '异常标注',
  public: '是否公开',
  restrictions: '限制',
  deadline: '期限',
  provisional: '期限是否暂定',
  nextByTime: '下一个到期日',
  servedOn: '送达日期',
  duties: '应办事项',
} as const;

function isField(text: string): text is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, text);
}

/** Keys in one order, so that what the database gives back in another reads the same. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The first field in which a stored row says something else than its events; null: none. */
export function rowFault(stored: CaseRow, derived: CaseRow): string | null {
  for (const field of Object.keys(FIELDS).filter(isField)) {
    const [has, should] = [comparable(stored[field]), comparable(derived[field])];
    if (has !== should) return `案件的${FIELDS[field]}（${has}）与事件推得的（${should}）不一致`;
  }
  return null;
}
