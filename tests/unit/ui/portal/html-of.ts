import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** A piece as the browser gets it. */
export const htmlOf = (piece: ReactElement): string => renderToStaticMarkup(piece);

/** What is read of a piece. */
export const textOf = (piece: ReactElement): string => htmlOf(piece).replace(/<[^>]*>/g, '');

/** Pairs of id and the ids or names that point to it: every `for`, `aria-describedby` and `#link` must hit an id. */
export function danglingReferences(html: string): string[] {
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  return [...html.matchAll(/ (?:for|aria-describedby|aria-labelledby|form)="([^"]*)"| href="#([^"]*)"/g)]
    .flatMap(([, ids, link]) => (ids ?? link ?? '').split(' '))
    .filter((id) => !ids.has(id));
}
