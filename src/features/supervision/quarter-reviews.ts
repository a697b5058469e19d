import { z } from 'zod';
import { documentId } from '#features/documents/commands.ts';
import { divisionName, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { legalDate } from '#law/regimes/command.ts';
import { recordAudit } from '#platform/audit.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { parseQuarter } from './quarter.ts';
import { reportsQuarters } from './quarterly.ts';

export const REVIEW_KINDS = { 'spot-check': '抽查', criticism: '通报批评' } as const;

const reviewSchema = z.object({
  city: z.string().refine(reportsQuarters, '请选择设区市。'),
  quarter: z.string().refine((text) => parseQuarter(text) !== undefined, '季度应写作 2026-Q3。'),
  kind: z.enum(['spot-check', 'criticism'], { error: '请选择抽查或者通报批评。' }),
  onDay: legalDate,
  content: z.string().trim().min(1, '请写明抽查的情况，或者通报的事由。').max(4000, '内容过长，请概括在 4000 字以内。'),
  number: z.string().trim().min(1).optional(),
  actor: z.object({
    name: z.string().trim().min(1),
    role: z.literal('province', { error: '抽查和通报由省级主管部门办理。' }),
  }),
  recordedAt: z.date(),
});

export type ReviewResult =
  | { readonly outcome: 'recorded'; readonly id: string }
  | { readonly outcome: 'refused'; readonly faults: readonly { readonly field: string; readonly text: string }[] };

/** SX23-4.3: the province's spot check of what a city did in a quarter, or its circulated criticism. */
export async function recordQuarterReview(pool: Pool, input: z.input<typeof reviewSchema>): Promise<ReviewResult> {
  const read = reviewSchema.safeParse(input);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), text: message }));
    return { outcome: 'refused', faults };
  }
  const { city, quarter, kind, onDay, content, number, actor, recordedAt } = read.data;
  const fault = (field: string, text: string): ReviewResult => ({ outcome: 'refused', faults: [{ field, text }] });
  const parsed = parseQuarter(quarter);
  const place = parseDivisionCode(city.padEnd(6, '0'));
  if (!place.ok || divisionName(place.value) === undefined) return fault('city', '没有这个设区市，请重新选择。');
  if (onDay > legalDayOf(recordedAt)) return fault('onDay', '日期晚于今天，请改正。');
  if (parsed !== undefined && onDay < parsed.first) return fault('onDay', '日期早于该季度，请改正。');
  if (kind === 'criticism' && number === undefined) return fault('number', '通报批评须写明文号。');
  const id = documentId(`quarter-review:${city}:${quarter}:${kind}:${onDay}:${content}`);
  return inTransaction(pool, async (transaction): Promise<ReviewResult> => {
    const added = await transaction.query(
      `insert into quarter_review (id, division_code, quarter, kind, on_day, content, number, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing`,
      [id, city.padEnd(6, '0'), quarter, kind, onDay, content, number ?? null, recordedAt, actor.name],
    );
    if (added.rowCount === 0) return fault('', '同样的记录已经登记。');
    await recordAudit(transaction, {
      at: recordedAt,
      actor: actor.name,
      action: `quarter-${kind}`,
      subject: `city:${city}`,
      content: { quarter, review: id },
    });
    return { outcome: 'recorded', id };
  });
}

export interface QuarterReview {
  readonly id: string;
  readonly city: string;
  readonly quarter: string;
  readonly kind: string;
  readonly onDay: string;
  readonly content: string;
  readonly number: string | null;
  readonly by: string;
}

/** What the province recorded about the cities of a scope, the newest first. */
export async function quarterReviews(
  pool: Pool,
  request: { readonly scope: string; readonly quarter?: string; readonly limit: number },
): Promise<QuarterReview[]> {
  const result = await pool.query<QuarterReview>(
    `select id, left(division_code, 4) as city, quarter, kind, on_day as "onDay", content, number, recorded_by as by
     from quarter_review where starts_with(division_code, $1) and ($2::text is null or quarter = $2) order by on_day desc, recorded_at desc, id limit $3`,
    [request.scope, request.quarter ?? null, request.limit],
  );
  return result.rows;
}

/** A report of a city as it was issued. */
export interface QuarterReport {
  readonly documentId: string;
  readonly city: string;
  readonly quarter: string;
  /** a snapshot was issued before the quarter's end and does not stand for the summary */
  readonly snapshot: boolean;
  readonly number: string | null;
  readonly issuedOn: string;
}

const FACT = /^quarterly-(report|snapshot):(\d{4}):(\d{4}-Q[1-4])/;

/** SX23-4.3: which cities of a scope have reported, the newest first. */
export async function quarterReports(
  pool: Pool,
  request: { readonly scope: string; readonly limit: number },
): Promise<QuarterReport[]> {
  const result = await pool.query<{ id: string; factId: string; number: string | null; issuedOn: string }>(
    `select id, fact_id as "factId", number, issued_on as "issuedOn" from official_document
     where kind = 'quarterly-report' and status = 'stands' and starts_with(division_code, $1) order by issued_on desc, id limit $2`,
    [request.scope, request.limit],
  );
  return result.rows.flatMap(({ id, factId, number, issuedOn }) => {
    const [, kind, city, quarter] = FACT.exec(factId) ?? [];
    if (city === undefined || quarter === undefined) return [];
    return [{ documentId: id, city, quarter, snapshot: kind === 'snapshot', number, issuedOn }];
  });
}
