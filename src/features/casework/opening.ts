import { z } from 'zod';
import { type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';
import { PUBLISHED_CALENDAR, type WorkCalendar } from '#law/periods/work-calendar.ts';
import { type CaseEvent, noCase, type Subject } from '#law/regimes/case.ts';
import { nextByTime } from '#law/regimes/clocks.ts';
import { act } from '#law/regimes/decide.ts';
import { fold } from '#law/regimes/evolve.ts';
import { type Law, trackOf } from '#law/regimes/law.ts';
import { currentPeriod, statusOf } from '#law/regimes/status.ts';
import { type EnterpriseKind, LICENSING, type Licensing } from '#law/regimes/words.ts';
import { dutiesOwed, type OwedDuty } from './case-row.ts';
import { governing, regimeOfCase } from './installation.ts';
import type { RegimeInForce } from './laws.ts';

/** What a case row looks like when a failing verdict opens it; the same for all cases of one kind on one day. */
export interface OpenedCase {
  readonly inRegion: boolean;
  readonly regime: string;
  readonly kind: EnterpriseKind;
  readonly licensing: Licensing;
  readonly division: string;
  readonly stage: string;
  readonly marked: boolean;
  readonly public: boolean;
  readonly restrictions: readonly string[];
  readonly deadline: string | null;
  readonly provisional: boolean;
  readonly nextByTime: string | null;
  readonly clause: string;
  readonly duties: readonly OwedDuty[];
  readonly event: CaseEvent;
  /** GX24-4.2b: to be pushed to the national platform */
  readonly pushed: boolean;
}

/** @throws Error for what is not a calendar day: callers hold days that were parsed before */
export function legalDay(text: string): LegalDate {
  const parsed = parseLegalDate(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

/**
 * What the engine makes of a failing verdict for every kind of enterprise, licensing level and place that occur; the
 * settlement then opens a whole nation's cases from these, so the regime is applied in one place.
 */
export function openedCases(
  places: readonly { readonly divisionCode: string; readonly kind: EnterpriseKind; readonly licensing: Licensing }[],
  province: string,
  onDay: string,
  calendar: WorkCalendar,
  inForce: RegimeInForce = regimeOfCase,
): OpenedCase[] {
  const day = legalDay(onDay);
  return places.flatMap(({ divisionCode, kind, licensing }): OpenedCase[] => {
    const found = governing(divisionCode, province);
    if (found === undefined) return [];
    const subject: Subject = {
      enterprise: { kind, inRegion: found.inRegion, division: divisionCode, confirmation: null },
      qualification: { code: '', licensing },
    };
    const law: Law = { regime: inForce(found.regime.id), calendar };
    if (trackOf(found.regime, subject) === undefined) return [];
    const before = noCase(subject);
    const { events } = act(before, { do: 'verdict', result: 'not-met', ground: 'number' }, law, day);
    const [event] = events;
    if (event === undefined || events.length !== 1) return [];
    const after = fold(before, events);
    const status = statusOf(after, law, day);
    return [
      {
        inRegion: found.inRegion,
        regime: found.regime.id,
        kind,
        licensing,
        division: divisionCode,
        stage: status.stage ?? '',
        marked: status.marked,
        public: status.public,
        restrictions: status.restrictions,
        deadline: status.deadline,
        provisional: currentPeriod(after, law)?.provisional ?? false,
        nextByTime: nextByTime(after, law)?.on ?? null,
        clause: event.clause,
        duties: dutiesOwed(status.due, law, licensing),
        event,
        pushed: status.due.some((due) => due.what === 'push-national'),
      },
    ];
  });
}

/** Whether the stage that a failing verdict opens is shown to the public; false where no regime speaks of the place. */
export function firstWarningIsPublic(divisionCode: string, kind: EnterpriseKind, province: string): boolean {
  const places = [{ divisionCode, kind, licensing: 'city' }] as const;
  // The day and the calendar decide periods, not the stage.
  return openedCases(places, province, '2026-01-01', PUBLISHED_CALENDAR)[0]?.public === true;
}

const licensingLevels = Object.keys(LICENSING);

/** The licensing level that the regimes distinguish: a county's certificate goes the way of its city's. */
export function licensingOf(authorityLevel: string | null): Licensing {
  const level = authorityLevel === 'county' || authorityLevel === null ? 'city' : authorityLevel;
  return z.enum(['city', 'province', 'ministry']).parse(licensingLevels.includes(level) ? level : 'city');
}
