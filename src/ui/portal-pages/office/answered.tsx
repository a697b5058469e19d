import { Timeline, type TimelineEntry } from '#ui/portal/timeline.tsx';

/** What a step answers, before the eyes of whoever takes it. */
export interface AnsweredShown {
  readonly events: readonly TimelineEntry[];
  readonly files: readonly { readonly name: string; readonly address: string }[];
}

/** What was said in the case and handed in; nothing where nothing was. */
export function Answered({ events, files, of }: AnsweredShown & { readonly of?: string }) {
  if (events.length === 0) return null;
  const id = of === undefined ? 'answered' : `answered-${of}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{of === undefined ? '本案已有的意见' : `${of}的意见`}</h2>
      <Timeline entries={events} />
      {files.length === 0 ? null : (
        <p>
          材料：
          {files.map(({ name, address }) => (
            <a key={address} className="line" href={address}>
              {name}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}
