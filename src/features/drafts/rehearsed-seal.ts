import { randomUUID } from 'node:crypto';
import { SealedDraft } from '#features/casework/commands.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { Acting } from './run-draft.ts';
import type { DraftContent } from './schema.ts';

/**
 * The draft as if three had signed it, in a rehearsal: the commands ask the database for it and find it, and all of it is taken back.
 * Outside of a rehearsal nothing of it could be committed (trigger `draft_signed_in_person`).
 */
export async function rehearsedSeal(
  stage: Pool,
  content: DraftContent,
  caseIds: readonly string[],
  acting: Acting,
): Promise<SealedDraft | undefined> {
  const id = randomUUID();
  const inserted = await stage.query(
    `insert into draft (id, act, level, division_code, content, status, drafted_by, drafted_by_name, drafted_at,
       reviewed_by, reviewed_by_name, reviewed_at, sealed_by, sealed_by_name, sealed_at)
     select $1, $2, $3, place.division_code, $4, 'sealed', $5, $6, now(), $7, '', now(), $8, '', now()
     from (select division_code from cases where id = any($9::uuid[]) union all select division_code from qualification where id = $10
       union all select $11::text where $11 is not null limit 1) as place`,
    [
      id,
      content.act,
      acting.level,
      JSON.stringify(content),
      randomUUID(),
      acting.name,
      randomUUID(),
      randomUUID(),
      caseIds,
      content.act === 'find' ? content.qualificationId : null,
      content.act === 'enterprise-list' ? content.division : null,
    ],
  );
  if (inserted.rowCount !== 1) return undefined;
  await stage.query(
    `insert into draft_case (draft_id, case_id, division_code, position)
     select $1, c.id, c.division_code, n from unnest($2::uuid[]) with ordinality as chosen(id, n) join cases c on c.id = chosen.id`,
    [id, caseIds],
  );
  return SealedDraft.of(stage, id);
}
