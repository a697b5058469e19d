import type { Pool, Transaction } from '#platform/database/connections.ts';
import { SUSPICION_QUERIES, type SuspicionKind } from './suspicion-kinds.ts';

/**
 * SY-G: something in the data that an official should look into: an empty shell, lent certificates, trade in qualifications. Always a
 * question with its data and its ground, never a finding: nothing follows from it by itself.
 */
export interface Suspicion {
  /** kind and enterprise: the same question, the same key */
  readonly key: string;
  readonly kind: SuspicionKind;
  readonly enterpriseId: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly divisionCode: string;
  /** what the official is asked */
  readonly question: string;
  readonly ground: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** what was answered about exactly these data; null: open */
  readonly answer: {
    readonly answer: string;
    readonly note: string;
    readonly at: string;
    readonly by: string;
  } | null;
}

interface Row extends Omit<Suspicion, 'kind' | 'question' | 'ground'> {}

async function ofKind(
  database: Pool | Transaction,
  kind: SuspicionKind,
  request: {
    readonly scope: string;
    readonly today: string;
    readonly open: boolean;
    readonly limit: number;
    readonly enterpriseId?: number;
    readonly afterUscc?: string | undefined;
  },
): Promise<Suspicion[]> {
  const { sql, question, ground } = SUSPICION_QUERIES[kind];
  const result = await database.query<Row>(
    `select $3::text || ':' || f.enterprise_id as key, f.enterprise_id as "enterpriseId", e.name as enterprise, e.uscc,
       e.division_code as "divisionCode", f.data, a.answer
     from (${sql}) f join enterprise e on e.id = f.enterprise_id and e.status = 'active' and starts_with(e.division_code, $1)
     left join lateral (
       select json_build_object('answer', s.answer, 'note', s.note, 'at', s.answered_at, 'by', s.answered_by) as answer from suspicion_answer s
       where s.key = $3::text || ':' || f.enterprise_id and s.data = f.data order by s.answered_at desc limit 1) a on true
     where (not $4 or a.answer is null) and ($6::bigint is null or f.enterprise_id = $6) and ($7::text is null or e.uscc > $7)
     order by e.uscc limit $5`,
    [
      request.scope,
      request.today,
      kind,
      request.open,
      request.limit,
      request.enterpriseId ?? null,
      request.afterUscc ?? null,
    ],
  );
  return result.rows.map((row) => ({ ...row, kind, question, ground }));
}

/** The open questions in a scope (or, with `all`, the answered ones too), by kind. Derived anew each time; data that change reopen them. */
export async function suspicionList(
  pool: Pool,
  request: {
    readonly scope: string;
    readonly today: string;
    readonly limit: number;
    readonly kinds?: readonly SuspicionKind[];
    readonly all?: boolean;
    /** of one kind: behind this code */
    readonly afterUscc?: string | undefined;
  },
): Promise<Suspicion[]> {
  const found: Suspicion[] = [];
  for (const kind of request.kinds ?? SUSPICION_KINDS) {
    found.push(...(await ofKind(pool, kind, { ...request, open: request.all !== true })));
  }
  return found;
}

/** One question as it stands now; undefined where the data no longer raise it. */
export async function suspicionNow(
  database: Pool | Transaction,
  key: string,
  request: { readonly scope: string; readonly today: string },
): Promise<Suspicion | undefined> {
  const [kind, enterpriseId] = key.split(':');
  const known = SUSPICION_KINDS.find((each) => each === kind);
  if (known === undefined || !/^\d+$/.test(enterpriseId ?? '')) return undefined;
  const found = await ofKind(database, known, {
    ...request,
    open: false,
    limit: 1,
    enterpriseId: Number(enterpriseId),
  });
  return found[0];
}

function isKind(text: string): text is SuspicionKind {
  return Object.hasOwn(SUSPICION_QUERIES, text);
}

export const SUSPICION_KINDS: readonly SuspicionKind[] = Object.keys(SUSPICION_QUERIES).filter(isKind);

/** What is asked by a kind of suspicion, and on which ground. */
export function suspicionTexts(kind: SuspicionKind): { readonly question: string; readonly ground: string } {
  const { question, ground } = SUSPICION_QUERIES[kind];
  return { question, ground };
}
