/** What queries over cases of several regimes ask of each: read off the regimes, as conditions in SQL. */
import { REGIMES } from '#law/regimes/regimes.ts';

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function pairs(list: readonly (readonly [string, string])[]): string {
  return list.map(([regime, word]) => `(${literal(regime)}, ${literal(word)})`).join(', ');
}

const tracks = [...REGIMES.values()].flatMap((regime) => regime.tracks.map((track) => ({ id: regime.id, track })));

const MARKED = tracks.flatMap(({ id, track }) =>
  Object.entries(track.stages).flatMap(([stage, { marked }]) => (marked ? [[id, stage] as const] : [])),
);
const SERVED = tracks.flatMap(({ id, track }) => Object.keys(track.service).map((document) => [id, document] as const));
const DAYS = tracks.flatMap(({ id, track }) =>
  Object.entries(track.service).map(
    ([document, { publicNotice }]) =>
      `when c.regime = ${literal(id)} and a.document_kind = ${literal(document)} then ${publicNotice.days}`,
  ),
);

/** Case `c` had been in a stage with a mark before its event `v` (GX24-4.1a, SX23-2.2, SY-2.6). */
export const HAD_BEEN_MARKED = `exists (select 1 from case_event m where m.case_id = c.id and m.sequence < v.sequence
  and (c.regime, m.content::jsonb->'event'->'move'->>'to') in (${pairs(MARKED)}))`;

/** The regime of case `c` has document `d` served. */
export const MUST_BE_SERVED = `(c.regime, d.kind) in (${pairs(SERVED)})`;

/** Calendar days after which a public notice counts as service, for case `c` and attempt `a`. */
export const NOTICE_DAYS = `case ${DAYS.join(' ')} else 30 end`;
