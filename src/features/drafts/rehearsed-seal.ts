import { randomUUID } from 'node:crypto';
import { SealedDraft } from '#features/casework/commands.ts';
import type { Pool } from '#platform/database/connections.ts';
import { linksOfDraft } from './draft-steps.ts';
import type { Acting } from './run-draft.ts';
import type { DraftContent } from './schema.ts';

/**
 * The draft as if everybody of its chain had signed it, in a rehearsal: the commands ask the database for it and find it, and all of it is taken back.
 * Outside of a rehearsal nothing of it could be committed (trigger `draft_signed_in_person`).
 */
export async function rehearsedSeal(
  stage: Pool,
  content: DraftContent,
  caseIds: readonly string[],
  acting: Acting,
): Promise<SealedDraft | undefined> {
  const id = randomUUID();
  const regimes = await stage.query<{ regime: string }>(
    'select distinct regime from cases where id = any($1::uuid[])',
    [caseIds],
  );
  const links = linksOfDraft(
    content,
    regimes.rows.map(({ regime }) => regime),
  );
  const inserted = await stage.query(
    `insert into draft (id, act, level, division_code, content, links, status, drafted_by, drafted_by_name, drafted_at,
       reviewed_by, reviewed_by_name, reviewed_at, sealed_by, sealed_by_name, sealed_at)
     select $1, $2, $3, place.division_code, $4, $12, 'sealed', $5, $6, now(), $7, '（审核）', now(), $8, '（用印）', now()
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
      links,
    ],
  );
  if (inserted.rowCount !== 1) return undefined;
  await stage.query(
    `insert into draft_signature (draft_id, link, division_code, result, signed_by, signed_by_name, signed_at, opinion, minutes)
     select d.id, link, d.division_code, 'approve', gen_random_uuid(), link, now(), '（试办）',
       case link when 'head' then '{"on": "", "present": "", "conclusion": ""}'::jsonb end
     from draft d, unnest(d.links) as link where d.id = $1 and link not in ('review', 'seal')`,
    [id],
  );
  await stage.query(
    `insert into draft_case (draft_id, case_id, division_code, position)
     select $1, c.id, c.division_code, n from unnest($2::uuid[]) with ordinality as chosen(id, n) join cases c on c.id = chosen.id`,
    [id, caseIds],
  );
  return SealedDraft.of(stage, id);
}
