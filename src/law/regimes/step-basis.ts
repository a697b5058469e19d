import type { ClauseId, Condition, Regime, Row, StageId } from './regime.ts';
import type { CommandName, ServedDocument } from './words.ts';

/** What a regime asks of whoever wants to take a step: read off its decision table, so that a form can say it before the engine refuses. */
export interface StepBasis {
  readonly clause: ClauseId;
  /** months that a rectification term may have; null where the step sets none */
  readonly termMonths: { readonly min: number; readonly max: number } | null;
  /** refused unless two different officers sign */
  readonly twoOfficers: boolean;
  /** calendar days after which a public notice counts as service; null where the step publishes none */
  readonly noticeDays: number | null;
}

function termIn(condition: Condition): { min: number; max: number } | null {
  return 'not' in condition && 'termMonths' in condition.not ? condition.not.termMonths : null;
}

/** The first row's own conditions decide: officers who need not be named are not required, though two once named. */
function requiresOfficers(row: Row): boolean {
  const [only, ...others] = row.when ?? [];
  return (
    row.refuse !== undefined &&
    others.length === 0 &&
    only !== undefined &&
    'not' in only &&
    'fact' in only.not &&
    only.not.fact === 'two-officers'
  );
}

/** Whether an order of the regime is refused unless two different officers sign it (SY-2.2). */
export function officersSign(regime: Regime): boolean {
  return regime.tracks.some(({ stages }) =>
    Object.values(stages).some(({ on }) => (on['issue-order'] ?? []).some(requiresOfficers)),
  );
}

/**
 * The clause that allows a step in a stage, and what it demands; undefined where the regime has no such step there.
 * @param document of a public notice: which document it serves
 */
export function stepBasis(
  regime: Regime,
  stage: StageId,
  command: CommandName,
  document?: ServedDocument,
): StepBasis | undefined {
  for (const track of regime.tracks) {
    const notice = document === undefined ? undefined : track.service[document]?.publicNotice;
    if (command === 'publish' && notice !== undefined) {
      return { clause: notice.clause, termMonths: null, twoOfficers: false, noticeDays: notice.days };
    }
    const rows = track.stages[stage]?.on[command] ?? [];
    const allowed = rows.find((row) => row.refuse === undefined);
    if (allowed === undefined) continue;
    const terms = rows.flatMap((row) => (row.when ?? []).map(termIn)).find((term) => term !== null);
    return {
      clause: allowed.clause,
      termMonths: terms ?? null,
      twoOfficers: rows.some(requiresOfficers),
      noticeDays: null,
    };
  }
  return undefined;
}
