import { Shape, type Tone } from '#ui/status-badge.tsx';

/** State of a case, a run, a document …: word, shape and colour. A qualification's verdict is a `StatusBadge`. */
export function StateBadge({ tone, word }: { readonly tone: Tone; readonly word: string }) {
  return (
    <span className={`badge ${tone}`}>
      <Shape tone={tone} />
      {word}
    </span>
  );
}
