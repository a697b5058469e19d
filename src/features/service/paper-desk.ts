import { caseHead, caseOptions, roleForStep } from '#features/casework/queries.ts';
import type { Role } from '#law/regimes/words.ts';
import type { Pool } from '#platform/database/connections.ts';
import { ANSWERED_BY, PAPERS, type Paper } from './on-paper.ts';

/** In which role an office registers a paper of a case; undefined where another office answers it. */
export async function paperRole(
  pool: Pool,
  caseId: string,
  at: { readonly level: Parameters<typeof roleForStep>[2]; readonly paper: Paper; readonly today: string },
): Promise<Role | undefined> {
  for (const step of ANSWERED_BY[at.paper]) {
    const role = await roleForStep(pool, caseId, at.level, step, at.today);
    if (role !== undefined) return role;
  }
  return undefined;
}

/** Which papers may be registered: what the enterprise may do today, or could while the window ran, as the paper may have lain there. */
export async function papersToRegister(
  pool: Pool,
  caseId: string,
  at: { readonly level: Parameters<typeof roleForStep>[2]; readonly today: string },
): Promise<readonly Paper[]> {
  const head = await caseHead(pool, caseId);
  if (head === undefined || head.closedOn !== null) return [];
  const days = [at.today, ...Object.entries(head.servedOn).flatMap(([kind, on]) => (kind === 'intent' ? [on] : []))];
  const open = new Set<string>();
  for (const on of days) {
    const found = await caseOptions(pool, caseId, 'enterprise', on);
    for (const option of found?.options ?? []) if (option.refusal === null) open.add(option.do);
  }
  const papers: Paper[] = [];
  for (const paper of PAPERS) {
    if (open.has(paper) && (await paperRole(pool, caseId, { ...at, paper })) !== undefined) papers.push(paper);
  }
  return papers;
}
