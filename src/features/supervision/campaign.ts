import { z } from 'zod';
import { documentId } from '#features/documents/commands.ts';
import { legalDate } from '#law/regimes/command.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';

const campaignSchema = z.object({
  name: z.string().trim().min(1, '请写明专项行动的名称。'),
  divisionCode: z.string().regex(/^\d{4}(\d{2})?$/, '请写明开展专项行动的市或区县。'),
  regime: z.string().refine((id) => REGIMES.has(id), '没有这个制度。'),
  startsOn: legalDate,
  endsOn: legalDate.optional(),
  by: z.string().trim().min(1),
  recordedAt: z.date(),
});

/** SY-1: starts a campaign. The same campaign twice is one. */
export async function startCampaign(
  pool: Pool,
  input: z.input<typeof campaignSchema>,
): Promise<
  { readonly outcome: 'started'; readonly id: string } | { readonly outcome: 'refused'; readonly reason: string }
> {
  const read = campaignSchema.safeParse(input);
  if (!read.success) return { outcome: 'refused', reason: read.error.issues.map(({ message }) => message).join('；') };
  const { name, divisionCode, regime, startsOn, endsOn, by, recordedAt } = read.data;
  if (endsOn !== undefined && endsOn < startsOn)
    return { outcome: 'refused', reason: '结束日期早于开始日期，请改正。' };
  const id = documentId(`campaign:${divisionCode}:${regime}:${startsOn}`);
  return inTransaction(pool, async (transaction) => {
    const added = await transaction.query(
      `insert into campaign (id, name, division_code, regime, starts_on, ends_on, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
      [id, name, divisionCode, regime, startsOn, endsOn ?? null, recordedAt, by],
    );
    if (added.rowCount === 0) return { outcome: 'refused', reason: '这一专项行动已经登记。' };
    await transaction.query(
      `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, 'start-campaign', $3, $4)`,
      [recordedAt, by, `campaign:${id}`, JSON.stringify({ name, divisionCode, regime, startsOn })],
    );
    return { outcome: 'started', id };
  });
}

/** A campaign in the list of a scope. */
export interface CampaignRow {
  readonly id: string;
  readonly name: string;
  readonly divisionCode: string;
  readonly regime: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly recordedBy: string;
}

/** The campaigns of a scope, those of the office above included, the newest first. */
export async function campaigns(
  pool: Pool,
  request: { readonly scope: string; readonly limit: number },
): Promise<CampaignRow[]> {
  const result = await pool.query<CampaignRow>(
    `select id, name, division_code as "divisionCode", regime, starts_on as "startsOn", ends_on as "endsOn", recorded_by as "recordedBy"
     from campaign where starts_with(division_code, $1) or starts_with($1, division_code) order by starts_on desc, id limit $2`,
    [request.scope, request.limit],
  );
  return result.rows;
}

/** One box of the flow chart: a stage of the regime, in the order of its course, with the cases that stand in it and passed it. */
export interface FlowStage {
  readonly stage: string;
  readonly name: string;
  readonly clause: string;
  readonly standing: number;
  readonly passed: number;
}

export interface CampaignProgress {
  readonly id: string;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** cases that were opened in its time, and how many of them are closed */
  readonly total: number;
  readonly closed: number;
  readonly flow: readonly FlowStage[];
}

/** SY-1: the flow of a campaign and how far its cases have come; the flow is the regime's own, so it cannot differ from what is done. */
export async function campaignProgress(pool: Pool, id: string): Promise<CampaignProgress | undefined> {
  const found = await pool.query<{
    id: string;
    name: string;
    division_code: string;
    regime: string;
    starts_on: string;
    ends_on: string | null;
  }>('select id, name, division_code, regime, starts_on, ends_on from campaign where id = $1', [id]);
  const campaign = found.rows[0];
  if (campaign === undefined) return undefined;
  const counts = await pool.query<{ stage: string; standing: number; passed: number }>(
    `with taken as (
       select id, stage from cases where regime = $1 and starts_with(division_code, $2) and opened_on >= $3 and ($4::date is null or opened_on <= $4))
     select s.stage, (select count(*) from taken t where t.stage = s.stage) as standing, count(distinct s.case_id) as passed
     from (select v.case_id, coalesce(v.content::jsonb->'event'->'move'->>'to', v.act) as stage
           from case_event v where v.case_id in (select id from taken)) s
     group by s.stage`,
    [campaign.regime, campaign.division_code, campaign.starts_on, campaign.ends_on],
  );
  const taken = await pool.query<{ total: number; closed: number }>(
    `select count(*) as total, count(closed_on) as closed from cases
     where regime = $1 and starts_with(division_code, $2) and opened_on >= $3 and ($4::date is null or opened_on <= $4)`,
    [campaign.regime, campaign.division_code, campaign.starts_on, campaign.ends_on],
  );
  const { total, closed } = taken.rows[0] ?? { total: 0, closed: 0 };
  const byStage = new Map(counts.rows.map((row) => [row.stage, row]));
  const [track] = REGIMES.get(campaign.regime)?.tracks ?? [];
  // The endings stand after the stages in which something is still to be done.
  const stages = Object.entries(track?.stages ?? {});
  const ordered = [
    ...stages.filter(([, stage]) => stage.closed === undefined),
    ...stages.filter(([, stage]) => stage.closed !== undefined),
  ];
  const flow = ordered.map(([stage, { name, clause }]) => ({
    stage,
    name,
    clause,
    standing: byStage.get(stage)?.standing ?? 0,
    passed: byStage.get(stage)?.passed ?? 0,
  }));
  return {
    id: campaign.id,
    name: campaign.name,
    startsOn: campaign.starts_on,
    endsOn: campaign.ends_on,
    total,
    closed,
    flow,
  };
}
