import { Shape } from './status-badge.tsx';

const TONES = { holds: 'met', fails: 'fail', unknown: 'asked' } as const;

/** Whether something holds: word, shape and colour. */
export function OutcomeBadge({ outcome, word }: { readonly outcome: keyof typeof TONES; readonly word: string }) {
  return (
    <span className={`badge ${TONES[outcome]}`}>
      <Shape tone={TONES[outcome]} />
      {word}
    </span>
  );
}
