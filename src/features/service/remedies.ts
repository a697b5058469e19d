import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { legalDate } from '#law/regimes/command.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction, type Pool, type Queries } from '#platform/database/connections.ts';
import type { OfficeFaults } from './office-list.ts';
import type { OfficeProfile } from './offices.ts';
import { StepRefused } from './step-refused.ts';

/** Before whom an act of an office can be challenged (行政复议法 20, 24; 行政诉讼法 14, 18, 46). */
export interface Remedies {
  readonly reviewBody: string;
  readonly court: string;
}

/** 行政诉讼法 14, 15: suits against such an office begin at the basic court, or at the one designated for several regions. */
export function courtFault(court: string): string | undefined {
  if (!/(?:中级|高级|最高)人民法院/u.test(court)) return undefined;
  return '对本机关的第一审行政案件由基层人民法院（或者依法指定的跨区划法院）管辖（行政诉讼法第十四条、第十八条），请核对后填写该法院的全称。';
}

/** What is in force for an office on a day; undefined where two persons have not settled it. */
export async function remediesInForce(
  database: Queries,
  officeId: string,
  onDay: string,
): Promise<Remedies | undefined> {
  const found = await database.query<Remedies>(
    `select review_body as "reviewBody", court from office_remedies
     where office_id = $1 and status = 'confirmed' and in_force_from <= $2::date order by in_force_from desc, decided_at desc limit 1`,
    [officeId, onDay],
  );
  return found.rows[0];
}

/** The same for every office, by its id. */
export async function allRemediesInForce(database: Queries, onDay: string): Promise<ReadonlyMap<string, Remedies>> {
  const found = await database.query<Remedies & { readonly id: string }>(
    `select distinct on (office_id) office_id as id, review_body as "reviewBody", court from office_remedies
     where status = 'confirmed' and in_force_from <= $1::date order by office_id, in_force_from desc, decided_at desc`,
    [onDay],
  );
  return new Map(found.rows.map(({ id, reviewBody, court }) => [id, { reviewBody, court }]));
}

/** What a document of the office says of its remedies on its day. @throws StepRefused where nothing is in force: it is not issued */
export async function remediesOn(database: Queries, { office }: OfficeProfile, onDay: string): Promise<Remedies> {
  const inForce = await remediesInForce(database, office.id, onDay);
  if (inForce !== undefined) return inForce;
  throw new StepRefused(
    '行政复议法-20',
    `${office.name}尚未登记 ${onDay} 起施行的行政复议机关和受理法院，不能制发须告知救济途径的文书。请本机关经办人在工作台“救济机关”中填写，经审核人确认后再办理。`,
  );
}

/** One of the office's people. */
export interface OneOfOffice {
  readonly accountId: string;
  readonly name: string;
  readonly at: Date;
}

const text = (least: string) => z.string().trim().min(4, least).max(200, '请缩短到 200 字以内。');

const entrySchema = z.object({
  reviewBody: text('请填写行政复议机关的全称。'),
  court: text('请填写受理法院的全称。').refine((court) => courtFault(court) === undefined, {
    error: ({ input }) => courtFault(String(input)) ?? '',
  }),
  basis: text('请写明依据，如文件名称和文号。'),
  inForceFrom: legalDate,
});

export type RemediesOutcome =
  | { readonly outcome: 'done'; readonly id: string }
  | { readonly outcome: 'refused'; readonly faults: OfficeFaults };

const refused = (field: string, fault: string): RemediesOutcome => ({ outcome: 'refused', faults: { [field]: fault } });

/** One of an office enters its review body and court; nothing is in force before another has confirmed it. */
export async function enterRemedies(
  pool: Pool,
  { office }: OfficeProfile,
  entry: z.input<typeof entrySchema>,
  by: OneOfOffice,
): Promise<RemediesOutcome> {
  const read = entrySchema.safeParse(entry);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => [path.join('.'), message]);
    return { outcome: 'refused', faults: Object.fromEntries(faults) };
  }
  const { reviewBody, court, basis, inForceFrom } = read.data;
  return inTransaction(pool, async (transaction): Promise<RemediesOutcome> => {
    const id = randomUUID();
    const added = await transaction.query(
      `insert into office_remedies (id, office_id, division_code, review_body, court, basis, in_force_from, requested_at, requested_by, requested_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (office_id) where status = 'requested' do nothing`,
      [id, office.id, office.divisionCode, reviewBody, court, basis, inForceFrom, by.at, by.accountId, by.name],
    );
    if (added.rowCount === 0) return refused('reviewBody', '已有一项登记等待确认，请先由审核人确认或者退回。');
    await recordAudit(transaction, {
      at: by.at,
      actor: by.name,
      action: 'remedies-enter',
      subject: `office:${office.id}`,
      content: { reviewBody, court, basis, inForceFrom },
    });
    return { outcome: 'done', id };
  });
}

/** Another of the same office decides, once. The database holds the two apart as well. */
export async function decideRemedies(
  pool: Pool,
  { office }: OfficeProfile,
  decision: { readonly id: string; readonly result: 'confirmed' | 'refused'; readonly reason: string },
  by: OneOfOffice,
): Promise<RemediesOutcome> {
  const reason = decision.reason.trim();
  if (reason.length < 2) return refused('decision', '请写明核对情况或者退回理由。');
  return inTransaction(pool, async (transaction): Promise<RemediesOutcome> => {
    const found = await transaction.query<{ requestedBy: string; requestedByName: string }>(
      `select requested_by as "requestedBy", requested_by_name as "requestedByName" from office_remedies
       where id = $1 and office_id = $2 and status = 'requested' for update`,
      [decision.id, office.id],
    );
    const [entered] = found.rows;
    if (entered === undefined) return refused('decision', '这项登记已由他人办理，请刷新后查看。');
    const carriedOver = /^[0-]+$/.test(entered.requestedBy) && entered.requestedByName === by.name;
    if (entered.requestedBy === by.accountId || carriedOver) return refused('decision', '本人填写的，须由他人确认。');
    await transaction.query(
      `update office_remedies set status = $2, decided_at = $3, decided_by = $4, decided_by_name = $5, decision_reason = $6 where id = $1`,
      [decision.id, decision.result, by.at, by.accountId, by.name, reason],
    );
    await recordAudit(transaction, {
      at: by.at,
      actor: by.name,
      action: decision.result === 'confirmed' ? 'remedies-confirm' : 'remedies-refuse',
      subject: `office:${office.id}`,
      content: { id: decision.id, reason },
    });
    return { outcome: 'done', id: decision.id };
  });
}

export interface RemediesEntered extends Remedies {
  readonly id: string;
  readonly basis: string;
  readonly inForceFrom: string;
  readonly status: 'requested' | 'confirmed' | 'refused';
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
  readonly decisionReason: string | null;
}

/** All that was entered for an office: what waits first, then the newest. */
export async function remediesHistory(database: Queries, officeId: string): Promise<readonly RemediesEntered[]> {
  const found = await database.query<RemediesEntered>(
    `select id, review_body as "reviewBody", court, basis, in_force_from as "inForceFrom", status, requested_at as "requestedAt",
       requested_by as "requestedBy", requested_by_name as "requestedByName", decided_at as "decidedAt", decided_by_name as "decidedByName",
       decision_reason as "decisionReason"
     from office_remedies where office_id = $1 order by status <> 'requested', in_force_from desc, requested_at desc, id`,
    [officeId],
  );
  return found.rows;
}
