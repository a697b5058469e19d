import { z } from 'zod';
import { officeCalendar } from '#features/calendar/queries.ts';
import { type IssuedDocument, issueDocument, type Press } from '#features/documents/commands.ts';
import { officeOf } from '#features/service/queries.ts';
import { divisionName, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';
import { programmeIn, regimesOver, regimesWith } from '#law/regimes/citing.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { parseQuarter, type Quarter, quarterBefore, quarterOf, reportDueBy } from './quarter.ts';

/** Regimes whose cities report every quarter (SX23-4.3). */
const reporting = () => regimesWith('quarterly-reports').map(({ id }) => id);

/** The regime of a city that has it report. @throws where none does: such a city is refused before */
function regimeReporting(city: string): string {
  const found = regimesOver(city).find((regime) => regime.programmes['quarterly-reports'] !== undefined);
  if (found === undefined) throw new Error(`no regime has ${city} report quarters`);
  return found.id;
}

/** Cities whose regime has them report (SX23-4.3), by their code. */
export const reportsQuarters = (city: string): boolean =>
  /^\d{4}$/.test(city) && programmeIn(city, 'quarterly-reports') !== undefined;

export interface QuarterRow {
  readonly divisionCode: string;
  readonly division: string;
  readonly yellow: number;
  readonly red: number;
  readonly proposed: number;
  readonly revoked: number;
  readonly kept: number;
  readonly cleared: number;
  readonly pending: number;
}

export interface QuarterlySummary {
  readonly quarter: string;
  readonly city: string;
  /** read before the figures were: what came later is not in them */
  readonly dataInstant: Date;
  /** the quarter is over at the data instant; otherwise this is a snapshot and says so */
  readonly complete: boolean;
  readonly dueBy: LegalDate;
  readonly rows: readonly QuarterRow[];
}

function nameOf(code: string): string {
  const parsed = parseDivisionCode(code);
  return (parsed.ok ? divisionName(parsed.value) : undefined) ?? code;
}

async function figures(transaction: Transaction, city: string, quarter: Quarter, instant: Date): Promise<QuarterRow[]> {
  const result = await transaction.query<Omit<QuarterRow, 'division'>>(
    `with happened as (
       select c.division_code, v.act from case_event v join cases c on c.id = v.case_id
       where c.regime = any($1) and starts_with(c.division_code, $2) and v.on_day between $3 and $4 and v.recorded_at <= $5),
     pending as (
       select c.division_code, count(*) as count from cases c
       where c.regime = any($1) and starts_with(c.division_code, $2) and c.opened_on <= $4
         and exists (select 1 from case_event v where v.case_id = c.id and v.sequence = 1 and v.recorded_at <= $5)
         and not exists (select 1 from case_event v where v.case_id = c.id and v.on_day <= $4 and v.recorded_at <= $5
           and (v.content::jsonb->'event'->'move'->>'closes')::boolean)
       group by c.division_code)
     select coalesce(h.division_code, p.division_code) as "divisionCode",
       coalesce(h.yellow, 0) as yellow, coalesce(h.red, 0) as red, coalesce(h.proposed, 0) as proposed, coalesce(h.revoked, 0) as revoked,
       coalesce(h.kept, 0) as kept, coalesce(h.cleared, 0) as cleared, coalesce(p.count, 0) as pending
     from (select division_code, count(*) filter (where act = 'yellow') as yellow, count(*) filter (where act = 'red') as red,
         count(*) filter (where act = 'proposed') as proposed, count(*) filter (where act = 'revoked') as revoked,
         count(*) filter (where act = 'kept') as kept, count(*) filter (where act = 'cleared') as cleared
       from happened group by division_code) h
     full join pending p on p.division_code = h.division_code
     order by 1`,
    [reporting(), city, quarter.first, quarter.last, instant],
  );
  return result.rows.map((row) => ({ ...row, division: nameOf(row.divisionCode) }));
}

async function summaryIn(
  transaction: Transaction,
  city: string,
  quarter: Quarter,
  dataInstant: Date,
): Promise<QuarterlySummary> {
  return {
    quarter: quarter.name,
    city,
    dataInstant,
    complete: legalDayOf(dataInstant) > quarter.last,
    dueBy: reportDueBy(quarter, await officeCalendar(transaction)),
    rows: await figures(transaction, city, quarter, dataInstant),
  };
}

/** SX23-4.3: a city's figures for a quarter. Undefined for what is no quarter or no city. */
export async function quarterlySummary(
  pool: Pool,
  city: string,
  quarter: string,
  now: Date,
): Promise<QuarterlySummary | undefined> {
  const parsed = parseQuarter(quarter);
  if (parsed === undefined || !reportsQuarters(city)) return undefined;
  return inTransaction(pool, (transaction) => summaryIn(transaction, city, parsed, now));
}

const reportSchema = z.object({
  city: z.string().refine(reportsQuarters, '请写明须报送季度汇总的市（4 位行政区划代码）。'),
  quarter: z.string().refine((text) => parseQuarter(text) !== undefined, '季度应写作 2026-Q3。'),
  actor: z.object({
    name: z.string().trim().min(1),
    role: z.literal('city', { error: '季度汇总由市级主管部门报送。' }),
  }),
  signer: z.string().trim().min(1, '请写明签发人。'),
  problems: z.string().trim().min(1).optional(),
  recordedAt: z.date(),
});

export type ReportResult =
  | { readonly outcome: 'issued'; readonly document: IssuedDocument; readonly summary: QuarterlySummary }
  | { readonly outcome: 'refused'; readonly reason: string };

function kindOfReport(
  summary: QuarterlySummary,
  today: LegalDate,
): { readonly factId: string } | { readonly reason: string } {
  const quarter = parseQuarter(summary.quarter);
  if (quarter === undefined) return { reason: '季度应写作 2026-Q3。' };
  if (today < quarter.first) return { reason: '该季度尚未开始。' };
  if (today === quarter.last) return { reason: '今天是季度最后一日，数据尚未完整，请自次日起报送季度汇总。' };
  if (today > quarter.last) return { factId: `quarterly-report:${summary.city}:${summary.quarter}` };
  return { factId: `quarterly-snapshot:${summary.city}:${summary.quarter}:${summary.dataInstant.toISOString()}` };
}

/**
 * SX23-4.3: issues the city's report to the province. One summary per quarter; before the quarter's end it is a snapshot, is called
 * one, and does not stand for the summary.
 */
export async function reportQuarter(
  tools: { readonly pool: Pool; readonly press: Press },
  input: z.input<typeof reportSchema>,
): Promise<ReportResult> {
  const read = reportSchema.safeParse(input);
  if (!read.success) return { outcome: 'refused', reason: read.error.issues.map(({ message }) => message).join('；') };
  const { city, quarter, actor, signer, problems, recordedAt } = read.data;
  const parsed = parseQuarter(quarter);
  const today = parseLegalDate(legalDayOf(recordedAt));
  if (parsed === undefined || !today.ok) return { outcome: 'refused', reason: '季度应写作 2026-Q3。' };
  return inTransaction(tools.pool, async (transaction): Promise<ReportResult> => {
    const summary = await summaryIn(transaction, city, parsed, recordedAt);
    const kind = kindOfReport(summary, today.value);
    if ('reason' in kind) return { outcome: 'refused', reason: kind.reason };
    const division = city.padEnd(6, '0');
    const office = await officeOf(transaction, division, 'city');
    const province = await officeOf(transaction, division, 'province');
    const empty = {
      division: nameOf(city),
      yellow: 0,
      red: 0,
      proposed: 0,
      revoked: 0,
      kept: 0,
      cleared: 0,
      pending: 0,
    };
    const rows = summary.rows.map(({ divisionCode: _code, ...row }) => row);
    const document = await issueDocument(
      transaction,
      tools.press,
      'quarterly-report',
      {
        regime: regimeReporting(city),
        addressee: province.office.name,
        city: nameOf(city),
        quarter,
        dataUntil: today.value,
        signer,
        rows: rows.length === 0 ? [empty] : rows,
        ...(problems === undefined ? {} : { problems }),
        contact: `${office.contact.person ?? '建筑市场监管科'} ${office.contact.phone}`,
      },
      {
        factId: kind.factId,
        office: office.office,
        divisionCode: division,
        issuedOn: today.value,
        issuedBy: actor.name,
        recordedAt,
        calendar: await officeCalendar(transaction),
      },
    );
    if (document.already)
      return { outcome: 'refused', reason: `${quarter} 的汇总已经报送（${document.number ?? ''}）。` };
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'quarterly-report', $3, $4)`,
      [
        recordedAt,
        actor.name,
        `city:${city}`,
        JSON.stringify({ quarter, complete: summary.complete, document: document.id }),
      ],
    );
    return { outcome: 'issued', document, summary };
  });
}

/** A report that a city owes. */
export interface QuarterDue {
  readonly what: 'quarterly-report';
  readonly city: string;
  readonly cityName: string;
  readonly quarter: string;
  readonly byDay: LegalDate;
  readonly overdue: boolean;
}

/** SX23-4.3: what cities in the scope still owe for quarters that are over, since their first case and for a year back. */
export async function quarterlyDues(
  pool: Pool,
  request: { readonly scope: string; readonly today: string },
): Promise<QuarterDue[]> {
  const cities = await pool.query<{ city: string; since: string }>(
    `select left(division_code, 4) as city, min(opened_on) as since from cases
     where regime = any($1) and (starts_with(division_code, $2) or starts_with($2, left(division_code, 4))) group by 1 order by 1`,
    [reporting(), request.scope],
  );
  const issued = await pool.query<{ fact_id: string }>(
    "select fact_id from official_document where kind = 'quarterly-report' and status = 'stands'",
  );
  const reported = new Set(issued.rows.map(({ fact_id }) => fact_id));
  const calendar = await officeCalendar(pool);
  const dues: QuarterDue[] = [];
  for (const { city, since } of cities.rows) {
    let quarter = quarterBefore(quarterOf(request.today));
    for (let back = 0; back < 4 && quarter.last >= since; back++) {
      if (!reported.has(`quarterly-report:${city}:${quarter.name}`)) {
        const byDay = reportDueBy(quarter, calendar);
        dues.push({
          what: 'quarterly-report',
          city,
          cityName: nameOf(city),
          quarter: quarter.name,
          byDay,
          overdue: byDay < request.today,
        });
      }
      quarter = quarterBefore(quarter);
    }
  }
  return dues.sort((a, b) => (a.byDay < b.byDay ? -1 : a.byDay > b.byDay ? 1 : 0));
}
