import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Submission, submittedOnce } from '#platform/http/submitted-once.ts';
import { noticeSchema } from './notice-cookie.ts';
import type { PortalAnswer, PortalVisit } from './portal-route.tsx';

const keptSchema = z.object({ to: z.string(), notice: noticeSchema.optional() });

/** What the same submission gets again; a refusal did nothing, and is made anew. */
function keptOf(answer: PortalAnswer): z.output<typeof keptSchema> | undefined {
  // What goes along in a cookie is for the one browser that was answered first, and is kept nowhere else.
  if (!('to' in answer) || answer.cookies !== undefined || answer.notice?.kind === 'refused') return undefined;
  return { to: answer.to, ...(answer.notice === undefined ? {} : { notice: answer.notice }) };
}

/**
 * The same person, page, form and content. The form's token is new each time that a page is shown, so whoever does the same on a page that
 * is shown anew does it a second time, and a double click does not.
 */
async function submissionOf<P>(visit: PortalVisit<P>, form: FormData): Promise<Submission> {
  const digest = createHash('sha256');
  const add = (...words: readonly string[]) => digest.update(JSON.stringify(words));
  add(visit.person.sessionId, visit.url.pathname, visit.url.search);
  for (const [name, value] of form) {
    if (typeof value === 'string') add(name, value);
    else {
      add(name, value.name, String(value.size));
      digest.update(new Uint8Array(await value.arrayBuffer()));
    }
  }
  return { key: digest.digest(), accountId: visit.person.accountId };
}

/** Does an act of a form once. What ends elsewhere is kept as its answer; a page that says what is wrong is made anew. */
export async function onceFor<P>(
  visit: PortalVisit<P>,
  form: FormData,
  act: () => Promise<PortalAnswer>,
): Promise<PortalAnswer> {
  return submittedOnce<PortalAnswer>(
    visit.accounts,
    await submissionOf(visit, form),
    async () => {
      const answer = await act();
      return { answer, keep: keptOf(answer) };
    },
    (kept) => {
      const { to, notice } = keptSchema.parse(kept);
      return notice === undefined ? { to } : { to, notice };
    },
  );
}
