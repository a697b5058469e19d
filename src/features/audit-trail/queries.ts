import type { Pool } from '#platform/database/connections.ts';

export { actionWord } from './action-words.ts';

export { checkSeals, type SealChecked, type SealsChecked } from './seal.ts';
export { type TrailSubject, trailSubject } from './subject-words.ts';
export { type CaseChecked, checkCases } from './verify-chains.ts';

export interface TrailEntry {
  readonly id: number;
  readonly recordedAt: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly divisionCode: string | null;
}

export interface TrailFilter {
  readonly actor?: string | undefined;
  readonly actions?: readonly string[] | undefined;
  readonly subject?: string | undefined;
  /** legal days, both included */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What concerns unmasking, exports and looking through somebody's role: an auditor reads them first. */
export const WATCHED: Readonly<Record<'unmask' | 'export' | 'support', readonly string[]>> = {
  // A number is only ever read in a document that is kept encrypted because it stands there.
  unmask: ['open-sealed-document'],
  export: ['export', 'make-dossier', 'export-quarantine'],
  support: ['support-view-begun', 'support-view-ended'],
};

function likeOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
}

/** Entries of the trail that match, newest first, one page before a number. */
export async function trailEntries(
  pool: Pool,
  filter: TrailFilter,
  page: { readonly before: number | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly TrailEntry[]; readonly next: number | null }> {
  const result = await pool.query<TrailEntry>(
    `select id, recorded_at as "recordedAt", actor, action, subject, content, division_code as "divisionCode" from audit_entry
     where ($1::bigint is null or id < $1) and ($2 = '' or actor like $2) and ($3::text[] is null or action = any($3))
       and ($4 = '' or subject like $4 or content::text like $4)
       and ($5::date is null or recorded_at >= $5::timestamp at time zone 'Asia/Shanghai')
       and ($6::date is null or recorded_at < ($6::timestamp + interval '1 day') at time zone 'Asia/Shanghai')
     order by id desc limit $7`,
    [
      page.before ?? null,
      filter.actor ? likeOf(filter.actor) : '',
      filter.actions ?? null,
      filter.subject ? likeOf(filter.subject) : '',
      filter.from || null,
      filter.to || null,
      page.limit + 1,
    ],
  );
  const rows = result.rows.slice(0, page.limit);
  return { rows, next: result.rows.length > page.limit ? (rows.at(-1)?.id ?? null) : null };
}

/** The acts that the trail knows, for its filter. */
export async function trailActions(pool: Pool): Promise<string[]> {
  // One step of the index for each act instead of reading all of it.
  const result = await pool.query<{ action: string }>(
    `with recursive each as (
       (select action from audit_entry order by action limit 1)
       union all select (select a.action from audit_entry a where a.action > each.action order by a.action limit 1) from each where each.action is not null)
     select action from each where action is not null`,
  );
  return result.rows.map(({ action }) => action);
}
