import { addDays, daysBetween, type LegalDate } from '#law/periods/legal-date.ts';
import type { CaseState } from '#law/regimes/case.ts';
import type { Command } from '#law/regimes/command.ts';
import { act } from '#law/regimes/decide.ts';
import { fold } from '#law/regimes/evolve.ts';
import type { Law } from '#law/regimes/law.ts';
import { date } from '../periods/date.ts';
import { missingPremises } from './revocation-premises.ts';

/** Days that pass before a step: none, or more than every period but that of a three-month order, so that each clock both runs and has run out. */
const GAPS = [0, 100];
/** Differences of days beyond it are all the same: every clock has run out. */
const LONGEST = 110;

function arrivals(document: 'order' | 'intent' | 'decision', confirmed: boolean): Command[] {
  const electronic: Command[] = [
    { do: 'arrive', document, channel: 'platform', outcome: 'signed' },
    { do: 'arrive', document, channel: 'email', outcome: 'signed' },
  ];
  const onPaper: Command[] = [
    { do: 'arrive', document, channel: 'ems', outcome: 'address-unknown' },
    { do: 'arrive', document, channel: 'direct', outcome: 'signed' },
    { do: 'publish', document },
  ];
  return confirmed ? electronic : onPaper;
}

/** Corrections, returned mail, objections and downtime are left to the random walks: here is the straight road in every order. */
function commandsOn(today: LegalDate, confirmed: boolean): readonly Command[] {
  return [
    { do: 'verdict', result: 'not-met', ground: 'number' },
    { do: 'issue-order', termMonths: 1, officers: ['甲', '乙'] },
    { do: 'issue-order', termMonths: 3, officers: ['甲', '乙'] },
    ...arrivals('order', confirmed),
    ...arrivals('intent', confirmed),
    ...arrivals('decision', confirmed),
    { do: 'confirm' },
    { do: 'find' },
    { do: 'recheck', level: 'district', result: 'not-met' },
    { do: 'recheck', level: 'city', result: 'not-met' },
    { do: 'start-rectification' },
    { do: 'request-recheck' },
    { do: 'mark-by-hand' },
    { do: 'propose' },
    { do: 'start' },
    { do: 'return-result', result: 'revoke' },
    { do: 'return-result', result: 'revoke', decisionServedOn: today },
    { do: 'notify-intent' },
    { do: 'request-hearing' },
    { do: 'notify-hearing', hearingOn: addDays(today, 1) },
    { do: 'hold-hearing' },
    { do: 'decide', result: 'revoke' },
    { do: 'announce' },
  ];
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A state apart from its calendar days and from what bears on no step: what can still happen depends on how long ago things were. */
function keyOf(state: CaseState, today: LegalDate): string {
  const { lastOn: _last, subject: _subject, ranOut: _duties, entered, ...rest } = state;
  const since = { ...rest, entered: state.stage === undefined ? null : entered[state.stage] };
  return JSON.stringify(since, (name, value: unknown) => {
    if (typeof value === 'string' && DAY.test(value)) return Math.min(LONGEST, daysBetween(date(value), today));
    // A second attempt on an address that does not exist changes nothing.
    return name === 'attempts' ? 'failed' : value;
  });
}

export interface Reached {
  readonly state: CaseState;
  readonly today: LegalDate;
}

/** Every order of the steps above from where a case stands, to a depth: how many states, how many of them revoked, and what those lacked. */
export function explore(law: Law, start: Reached, depth: number) {
  const { subject } = start.state;
  let frontier: Reached[] = [start];
  const seen = new Set<string>();
  const missing = new Set<string>();
  let revoked = 0;
  for (let level = 0; level < depth; level++) {
    const next: Reached[] = [];
    for (const from of frontier) {
      for (const gap of GAPS) {
        const today = addDays(from.today, gap);
        for (const command of commandsOn(today, subject.enterprise.confirmation !== null)) {
          const { events, refusal } = act(from.state, command, law, today);
          if (refusal !== undefined) continue;
          const state = fold(from.state, events);
          const key = keyOf(state, today);
          if (seen.has(key)) continue;
          seen.add(key);
          if (state.stage === 'revoked') {
            revoked++;
            for (const premise of missingPremises(state, law)) missing.add(premise);
          } else if (!state.closed) next.push({ state, today });
        }
      }
    }
    frontier = next;
  }
  return { states: seen.size, revoked, missing: [...missing] };
}
