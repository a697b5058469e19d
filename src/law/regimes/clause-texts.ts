import { CLAUSES } from './clause-words.ts';

/** Where the clauses that acts rest on stand, and what they say: the words a reader can look up. */
export interface Clause {
  readonly id: string;
  readonly document: string;
  readonly article: string;
  readonly text: string;
}

const byId = new Map(CLAUSES.map((clause) => [clause.id, clause]));

/** The clause of an id; undefined where its text is not held, then the id itself must do. */
export function clauseOf(id: string): Clause | undefined {
  return byId.get(id);
}

/** `桂建管〔2024〕8号第四条（一）`, or the id where the text is not held. */
export function citationOf(id: string): string {
  const clause = byId.get(id);
  return clause === undefined ? id : `${clause.document}${clause.article}`;
}
