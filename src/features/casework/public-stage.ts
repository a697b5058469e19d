import type { Regime, Stage } from '#law/regimes/regime.ts';
import type { EnterpriseKind } from '#law/regimes/words.ts';
import { regimeOfCase } from './installation.ts';

/** What a stored event says of where its case stands: the first names it outright, later ones name the stage entered. */
export interface StoredStanding {
  readonly stage: string | null;
  readonly public: boolean | null;
  readonly marked: boolean | null;
  readonly restrictions: readonly string[] | null;
  readonly movedTo: string | null;
}

/** Where a case stands after an event. */
export interface CaseStanding {
  readonly stage: string;
  readonly public: boolean;
  readonly marked: boolean;
  readonly restrictions: readonly string[];
  readonly closed: boolean;
}

/** The parts of an event's content that `standingAfter` reads, for a select on `case_event v`. */
export const STANDING_COLUMNS = `v.content::jsonb->>'stage' as stage, (v.content::jsonb->>'public')::boolean as public,
  (v.content::jsonb->>'marked')::boolean as marked, v.content::jsonb->'restrictions' as restrictions,
  v.content::jsonb->'event'->'move'->>'to' as "movedTo"`;

const ENDED: readonly string[] = ['cleared', 'lapsed', 'withdrawn', 'revoked', 'kept'];

function stageOf(regime: Regime, id: string): Stage | undefined {
  return regime.tracks.map((track) => track.stages[id]).find((stage) => stage !== undefined);
}

/**
 * Where a case stands after an event, or as before where the event moves nothing. A stage that the regime does not know
 * is not public.
 */
export function standingAfter(
  before: CaseStanding | undefined,
  event: StoredStanding & { readonly act: string },
  of: { readonly regime: string; readonly kind: EnterpriseKind },
): CaseStanding {
  const to = event.movedTo ?? (ENDED.includes(event.act) ? event.act : event.stage);
  const stage = to === null ? undefined : stageOf(regimeOfCase(of.regime), to);
  if (event.public !== null && !ENDED.includes(event.act)) {
    return {
      stage: to ?? event.act,
      public: event.public,
      marked: event.marked ?? false,
      restrictions: event.restrictions ?? [],
      closed: stage?.closed !== undefined,
    };
  }
  if (to === null) return before ?? { stage: event.act, public: false, marked: false, restrictions: [], closed: false };
  if (stage === undefined) {
    return { stage: to, public: false, marked: false, restrictions: [], closed: ENDED.includes(to) };
  }
  const { restrictions } = stage;
  return {
    stage: to,
    public: stage.public,
    marked: stage.marked,
    restrictions: 'construction' in restrictions ? restrictions[of.kind] : restrictions,
    closed: stage.closed !== undefined,
  };
}
