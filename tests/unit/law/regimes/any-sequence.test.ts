import { describe, expect, test } from 'vitest';
import { addDays, type LegalDate } from '#law/periods/legal-date.ts';
import { PUBLISHED_CALENDAR } from '#law/periods/work-calendar.ts';
import { type CaseEvent, type CaseState, noCase, type Subject } from '#law/regimes/case.ts';
import { elapse } from '#law/regimes/clocks.ts';
import { act } from '#law/regimes/decide.ts';
import { fold } from '#law/regimes/evolve.ts';
import { type Law, stageOf } from '#law/regimes/law.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { replay } from '#law/regimes/scenario.ts';
import { statusOf } from '#law/regimes/status.ts';
import { rowOf } from '../../../../src/features/casework/case-row.ts';
import {
  brokenAt,
  eventHash,
  FIRST_PREVIOUS_HASH,
  type StoredEvent,
} from '../../../../src/features/casework/event-hash.ts';
import { date } from '../periods/date.ts';
import { anyCommand, numbers, onward, pick, type Random } from './any-command.ts';
import { missingPremises } from './revocation-premises.ts';

/** A million steps take some ten seconds; `QUALWATCH_RANDOM_STEPS` asks for fewer or more. */
const STEPS = Number(process.env.QUALWATCH_RANDOM_STEPS ?? 1_000_000);
const STEPS_PER_CASE = 60;

function anySubject(random: Random): Subject {
  return {
    enterprise: {
      kind: pick(random, 'construction', 'supervision'),
      inRegion: random(5) !== 0,
      division: '450103',
      confirmation: pick(random, null, date('2023-01-01'), date('2026-01-01')),
    },
    qualification: { code: 'GC-01-3', licensing: pick(random, 'city', 'province', 'ministry') },
  };
}

/** What a withdrawal rests on, under every regime (regimes.md, second edition): see revocation-premises.ts. */
function checkRevocation(state: CaseState, law: Law): void {
  expect(missingPremises(state, law)).toEqual([]);
}

function checkState(state: CaseState, law: Law, today: LegalDate): void {
  const stage = stageOf(state, law);
  if ((state.stage === undefined) !== (stage === undefined)) throw new Error(`no such stage: ${state.stage}`);
  const status = statusOf(state, law, today);
  if (status.closed !== (stage?.closed !== undefined)) throw new Error(`closed disagrees in ${state.stage}`);
  // Where what a mark restricts is not known, nothing is restricted.
  const restricts = status.marked && stage?.unsettled === undefined;
  if (restricts !== status.restrictions.length > 0) throw new Error(`marks disagree in ${state.stage}`);
  if (status.closed && (status.due.length > 0 || status.deadline !== null))
    throw new Error(`something left in ${state.stage}`);
  if (law.regime.id === 'shanxi-2023' && /^yellow/.test(state.stage ?? '') && status.public)
    throw new Error('public yellow card');
  for (const document of Object.values(state.documents)) {
    if (document.servedOn !== undefined && document.servedOn < document.sentOn)
      throw new Error('served before it was sent');
  }
  if (elapse(state, law, today).length > 0) throw new Error(`time left something undone in ${state.stage}`);
}

function checkEvents(events: readonly CaseEvent[], lastOn: LegalDate | undefined): void {
  let last = lastOn ?? date('1970-01-01');
  for (const event of events) {
    if (event.on < last) throw new Error(`${event.what} runs backwards`);
    if (event.clause === '') throw new Error(`${event.what} has no clause`);
    last = event.on;
  }
}

/** The chain of a case is whole; one event changed, left out or put elsewhere breaks it. */
function checkChain(history: readonly CaseEvent[], random: Random): void {
  let previousHash = FIRST_PREVIOUS_HASH;
  const chain = history.map((event, at): StoredEvent => {
    const hashed = {
      caseId: '00000000-0000-4000-8000-000000000001',
      sequence: at + 1,
      onDay: event.on,
      act: event.move?.to ?? event.what,
      actor: '演示',
      clause: event.clause,
      content: JSON.stringify({ event }),
    };
    const stored = { ...hashed, previousHash, hash: eventHash(previousHash, hashed) };
    previousHash = stored.hash;
    return stored;
  });
  if (brokenAt(chain) !== undefined) throw new Error('a whole chain counts as broken');
  if (chain.length < 2) return;
  const at = random(chain.length - 1);
  const changed = chain.map((event, place) => (place === at ? { ...event, content: `${event.content} ` } : event));
  if (brokenAt(changed) === undefined) throw new Error('a changed event went unseen');
  if (brokenAt(chain.toSpliced(at, 1)) === undefined) throw new Error('a missing event went unseen');
}

describe('任何顺序的步骤', () => {
  test(`${STEPS} 个随机步骤：状态总是合法，折叠历史总得同一状态和同一行，事件链总是完整，撤回总有前提`, () => {
    const random = numbers(20240801);
    const reached = new Set<string>();
    for (let done = 0; done < STEPS; done += STEPS_PER_CASE) {
      const regime = [...REGIMES.values()][random(REGIMES.size)];
      if (regime === undefined) throw new Error('no regime');
      const law: Law = { regime, calendar: PUBLISHED_CALENDAR };
      const subject = anySubject(random);
      const guided = random(2) === 0;
      const history: CaseEvent[] = [];
      let state = noCase(subject);
      let today = addDays(date('2024-08-01'), random(700));
      for (let step = 0; step < STEPS_PER_CASE; step += 1) {
        today = addDays(today, pick(random, 0, 0, 1, 3, 10, 35));
        const before = state;
        const command = guided && random(4) !== 0 ? onward(random, state, today) : anyCommand(random, today);
        const result = act(state, command, law, today);
        checkEvents(result.events, state.lastOn);
        state = fold(state, result.events);
        history.push(...result.events);
        if (
          result.refusal !== undefined &&
          !(result.refusal.clause !== '' && /[。；）]$/.test(result.refusal.reason))
        ) {
          throw new Error(`bad refusal: ${JSON.stringify(result.refusal)}`);
        }
        checkState(state, law, today);
        if (before.closed && !state.closed && stageOf(before, law)?.closed?.again !== true) throw new Error('reopened');
        if (state.stage === 'revoked' && before.stage !== 'revoked') checkRevocation(state, law);
        if (state.stage !== undefined) reached.add(`${regime.id} ${state.stage}`);
      }
      const replayed = replay(subject, history);
      expect(replayed).toEqual(state);
      expect(rowOf(replayed, law, today)).toEqual(rowOf(state, law, today));
      checkChain(history, random);
    }
    const stages = [...REGIMES.values()].flatMap((regime) =>
      regime.tracks.flatMap((track) =>
        Object.entries(track.stages).flatMap(([id, stage]) =>
          stage.passes === undefined ? [`${regime.id} ${id}`] : [],
        ),
      ),
    );
    expect([...new Set(stages)].filter((stage) => !reached.has(stage))).toEqual([]);
  }, 600_000);
});
