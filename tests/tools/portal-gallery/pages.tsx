import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { CasePage, FiguresPage, ProgressPage } from './case-pages.tsx';
import { ConfirmPage, FormPage, SignInPage } from './form-pages.tsx';
import { EmptyPage, ListPage } from './list-pages.tsx';

const PAGES: Readonly<Record<string, ReactElement>> = {
  'list.html': <ListPage />,
  'empty.html': <EmptyPage />,
  'form.html': <FormPage />,
  'confirm.html': <ConfirmPage />,
  'case.html': <CasePage />,
  'figures.html': <FiguresPage />,
  'progress.html': <ProgressPage />,
  'sign-in.html': <SignInPage />,
};

/** Every page of the gallery as HTML. */
export function galleryPages(): ReadonlyMap<string, string> {
  return new Map(Object.entries(PAGES).map(([name, page]) => [name, `<!doctype html>${renderToStaticMarkup(page)}`]));
}
