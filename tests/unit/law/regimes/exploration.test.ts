import { expect, test } from 'vitest';
import { PUBLISHED_CALENDAR } from '#law/periods/work-calendar.ts';
import { noCase, type Subject } from '#law/regimes/case.ts';
import type { Command } from '#law/regimes/command.ts';
import { act } from '#law/regimes/decide.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { date } from '../periods/date.ts';
import { explore } from './explore.ts';

const DEPTH = 12;
const START = date('2025-03-03');

const SUBJECTS: readonly (readonly [string, Subject])[] = (['city', 'province', 'ministry'] as const).flatMap(
  (licensing) =>
    [null, date('2023-01-05')].map((confirmation): readonly [string, Subject] => [
      `${licensing}${confirmation === null ? '' : ', confirmed'}`,
      {
        enterprise: { kind: 'construction', inRegion: true, division: '450103', confirmation },
        qualification: { code: 'GC-01-3', licensing },
      },
    ]),
);

/** Whether a failing verdict brings this subject a case at all (HB25-1: none for a ministry's licence). */
function takes(regime: Regime, subject: Subject): boolean {
  const verdict: Command = { do: 'verdict', result: 'not-met', ground: 'number' };
  return act(noCase(subject), verdict, { regime, calendar: PUBLISHED_CALENDAR }, START).events.length > 0;
}

/** Every regime with every subject that makes a difference to it: a confirmation does only where documents are served electronically. */
const EXPLORED = [...REGIMES.values()].flatMap((regime) => {
  const electronic = regime.tracks.some(({ service }) => service.order?.electronic !== undefined);
  return SUBJECTS.flatMap(([name, subject]) =>
    (subject.enterprise.confirmation === null || electronic) && takes(regime, subject)
      ? [[`${regime.id}, ${name}`, regime, subject] as const]
      : [],
  );
});

test.each(EXPLORED)(
  `to a depth of ${DEPTH} steps no path leads to 已撤回 without what a withdrawal rests on: %s`,
  (name, regime, subject) => {
    const found = explore({ regime, calendar: PUBLISHED_CALENDAR }, { state: noCase(subject), today: START }, DEPTH);
    process.stdout.write(`${name}: ${found.states} states, ${found.revoked} of them revoked\n`);
    expect(found.missing).toEqual([]);
    expect(found.revoked).toBeGreaterThan(0);
  },
  600_000,
);
