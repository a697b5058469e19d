import { caseFile } from '#features/casework/queries.ts';
import { evidenceOfCase, factWords, saidWith } from '#features/service/queries.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { AnsweredShown } from '#ui/portal-pages/office/answered.tsx';

/** What each step or draft answers: the events of these kinds, and the files of those. */
const ANSWERED: Readonly<
  Record<string, { readonly events: readonly CaseEvent['what'][]; readonly files: readonly string[] }>
> = {
  confirm: { events: ['found', 'objected', 'opinion-given', 'objection-decided'], files: ['finding', 'objection'] },
  opinion: { events: ['objected', 'opinion-given'], files: ['objection'] },
  'decide-objection': { events: ['objected', 'opinion-given'], files: ['objection'] },
  'return-result': {
    events: ['statement-made', 'hearing-requested', 'hearing-held'],
    files: ['statement', 'hearing'],
  },
  'notify-hearing': {
    events: ['statement-made', 'hearing-requested', 'hearing-notified'],
    files: ['statement', 'hearing'],
  },
  'hold-hearing': {
    events: ['statement-made', 'hearing-requested', 'hearing-notified'],
    files: ['statement', 'hearing'],
  },
  recheck: { events: ['rechecked'], files: ['capture'] },
  decide: { events: ['statement-made', 'hearing-requested', 'hearing-held'], files: ['statement', 'hearing'] },
};

/** What was said and handed in before, for whoever has to answer it. */
export async function answeredIn(pool: Pool, caseId: string, step: string): Promise<AnsweredShown> {
  const wanted = ANSWERED[step];
  if (wanted === undefined) return { events: [], files: [] };
  const [file, evidence] = await Promise.all([caseFile(pool, caseId), evidenceOfCase(pool, caseId)]);
  return {
    events: (file?.events ?? []).flatMap(({ sequence, onDay, actor, content }) => {
      const { event }: { event: CaseEvent } = JSON.parse(content);
      if (!wanted.events.includes(event.what)) return [];
      return [{ key: String(sequence), day: onDay, act: factWords(event), who: actor, said: saidWith(content) }];
    }),
    files: evidence
      .filter(({ kind }) => wanted.files.includes(kind))
      .map(({ id, name }) => ({ name, address: `/office/cases/${caseId}/evidence/${id}` })),
  };
}
