import type { ReactElement } from 'react';
import type { ProblemDocument } from '#platform/http/problem.ts';
import type { PageContext } from '#ui/page-frame.tsx';
import { ProblemPage } from '#ui/pages/problem-page.tsx';
import type { Answer } from './answer.ts';
import { SHORT } from './answer.ts';
import { site } from './site.ts';

/** Plain HTML of a page: no script comes with it. */
export async function markup(page: ReactElement): Promise<string> {
  // Next refuses a static import of react-dom/server in a route handler.
  const { renderToStaticMarkup } = await import('react-dom/server');
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}

/** A page as the answer to a request. */
export async function page(element: ReactElement, status = 200): Promise<Answer> {
  return { status, type: 'html', body: await markup(element), keepFor: status === 200 ? SHORT : 0 };
}

const LOOK_AGAIN_MS = 60_000;
let demo = { known: false, until: 0 };

/** Whether the data are the demo province's; looked up once a minute. */
async function isDemo(now: Date): Promise<boolean> {
  if (now.getTime() < demo.until) return demo.known;
  const found = await site().pool.query("select 1 from setting where name = 'demo.loaded'");
  demo = { known: (found.rowCount ?? 0) > 0, until: now.getTime() + LOOK_AGAIN_MS };
  return demo.known;
}

/** What the frame of a page shows of its request. */
export async function contextOf(url: URL, now: Date): Promise<PageContext> {
  return { now, address: `${site().baseUrl}${url.pathname}${url.search}`, demo: await isDemo(now) };
}

/** A problem as a page; it must come out even when the database does not answer. */
export async function problemPage(
  document: ProblemDocument,
  at: { readonly now: Date; readonly address: string },
): Promise<string> {
  return markup(<ProblemPage document={document} context={{ ...at, demo: demo.known }} />);
}
