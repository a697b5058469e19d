import { caseFile } from '#features/casework/queries.ts';
import type { Pool } from '#platform/database/connections.ts';

export interface ChainsVerified {
  readonly cases: number;
  readonly broken: readonly { readonly caseId: string; readonly fault: string }[];
}

const PORTION = 200;
const MOST_NAMED = 100;

/** Reads every case with all its events and holds chain and row to them. Reads only; it may take a while. */
export async function verifyCaseChains(
  pool: Pool,
  progress: (done: number, total: number) => Promise<void>,
): Promise<ChainsVerified> {
  const counted = await pool.query<{ count: number }>('select count(*) from cases');
  const total = counted.rows[0]?.count ?? 0;
  const broken: { caseId: string; fault: string }[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  let done = 0;
  for (;;) {
    await progress(done, Math.max(total, done));
    const page = await pool.query<{ id: string }>(`select id from cases where id > $1 order by id limit ${PORTION}`, [
      after,
    ]);
    for (const { id } of page.rows) {
      const file = await caseFile(pool, id);
      const fault = file === undefined ? '案件读不出来' : file.fault;
      if (fault !== null && broken.length < MOST_NAMED) broken.push({ caseId: id, fault });
      done++;
    }
    const last = page.rows.at(-1);
    if (last === undefined || page.rows.length < PORTION) break;
    after = last.id;
  }
  await progress(done, done);
  return { cases: done, broken };
}

export interface CaseChecked {
  readonly caseId: string;
  readonly enterprise: string;
  readonly qualification: string;
  readonly events: number;
  readonly fault: string | null;
}

/** One case, or a sample that nobody can foresee, held to its events now. */
export async function checkCases(
  pool: Pool,
  which: { readonly caseId: string } | { readonly sample: number },
): Promise<CaseChecked[]> {
  const ids =
    'caseId' in which
      ? [which.caseId]
      : (await pool.query<{ id: string }>('select id from cases order by random() limit $1', [which.sample])).rows.map(
          ({ id }) => id,
        );
  const checked: CaseChecked[] = [];
  for (const caseId of ids) {
    const file = await caseFile(pool, caseId);
    if (file === undefined) continue;
    const { enterprise, qualification, events, fault } = file;
    checked.push({ caseId, enterprise, qualification, events: events.length, fault });
  }
  return checked;
}
