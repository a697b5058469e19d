import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Pool } from '#platform/database/connections.ts';
import { decryptIdNumber, identityKeys } from '#platform/identity-numbers.ts';

/** Places of the demo province where something is to be seen. */
const situationSchema = z.object({
  uscc: z.string(),
  enterprise: z.string(),
  qualificationId: z.number(),
  qualification: z.string(),
  /** legal day since which the standing verdict stands, and one before it */
  since: z.string(),
  before: z.string(),
});
const situationsSchema = z.object({
  /** met before, fails now by one person, whose registration ran out */
  expired: situationSchema,
  /** compared with another row than its own */
  lowest: situationSchema,
  unmapped: situationSchema,
  notAssessed: situationSchema,
  /** the most people to list */
  largest: situationSchema,
  /** somebody of the enterprise of `expired` whose registration ran out, by a synthetic ID number */
  person: z.object({ name: z.string(), idNumber: z.string(), enterprise: z.string() }),
  hasMarks: z.number(),
});
export type Situation = z.infer<typeof situationSchema>;
export type Situations = z.infer<typeof situationsSchema>;

const file = path.join(tmpdir(), `qualwatch-e2e-${process.env.QUALWATCH_E2E_PORT ?? '3987'}.json`);

export function writeSituations(situations: Situations): void {
  writeFileSync(file, JSON.stringify(situations));
}

export function situations(): Situations {
  return situationsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

async function one(pool: Pool, condition: string, order = 'q.id'): Promise<Situation> {
  const found = await pool.query(
    `select e.uscc, e.name as enterprise, q.id as "qualificationId", q.name as qualification, v.as_of::text as since,
       (v.as_of - 10)::text as before
     from verdict v join qualification q on q.id = v.qualification_id join enterprise e on e.id = v.enterprise_id
     where v.known_to is null and ${condition} order by ${order} limit 1`,
  );
  const row: unknown = found.rows[0];
  if (row === undefined) throw new Error(`the demo province has no situation where ${condition}`);
  return situationSchema.parse(row);
}

async function personOf(pool: Pool, uscc: string): Promise<Situations['person']> {
  const found = await pool.query<{ name: string; sealed: Buffer; enterprise: string }>(
    `select p.name, p.id_number as sealed, e.name as enterprise from registration r join practitioner p on p.id = r.practitioner_id
     join enterprise e on e.id = r.enterprise_id where e.uscc = $1 and r.known_to is null and r.valid_until < current_date order by p.id limit 1`,
    [uscc],
  );
  const [row] = found.rows;
  if (row === undefined) throw new Error('nobody’s registration ran out there');
  return { name: row.name, idNumber: decryptIdNumber(row.sealed, identityKeys()), enterprise: row.enterprise };
}

export async function findSituations(pool: Pool): Promise<Situations> {
  const marks = await pool.query<{ count: number }>('select count(*) from cases where closed_on is null and marked');
  const expired = await one(
    pool,
    `v.verdict = 'not-met' and v.shortage = 1 and v.counts !~ ';'
       and exists (select 1 from verdict p where p.qualification_id = q.id and p.verdict = 'met' and p.known_to = v.known_from)
       and exists (select 1 from registration r where r.enterprise_id = e.id and r.known_to is null and r.valid_until < v.as_of
         and r.valid_until > v.as_of - 60)`,
    'v.known_from desc, q.id',
  );
  return {
    expired,
    person: await personOf(pool, expired.uscc),
    lowest: await one(pool, `v.verdict = 'not-met' and v.effective_row <> q.standard_row`),
    unmapped: await one(pool, `q.standard_row is null and v.verdict = 'undetermined'`),
    notAssessed: await one(pool, `v.verdict = 'not-assessed'`),
    largest: await one(pool, 'true', '(select count(*) from registration r where r.enterprise_id = e.id) desc, q.id'),
    hasMarks: marks.rows[0]?.count ?? 0,
  };
}
