import { type CaseStory, citationOf } from '#features/casework/queries.ts';
import { Day } from './dates.tsx';
import { actWords } from './words.ts';

/** The public events of a qualification's cases: day, act, ground, and the hash that holds them unchanged. */
export function Timeline({ events }: { readonly events: readonly CaseStory[] }) {
  return (
    <ol className="timeline">
      {events.map((event) => (
        <li key={`${event.caseId}-${event.sequence}`}>
          <p>
            <Day day={event.onDay} /> <b>{actWords(event.act)}</b>
          </p>
          <p>依据：{citationOf(event.clause)}</p>
          <p className="hash">
            记录散列值（SHA-256）<code>{event.hash}</code>
          </p>
        </li>
      ))}
    </ol>
  );
}
