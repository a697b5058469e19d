import type { LegalDate } from '../periods/legal-date.ts';
import type { CaseState, Subject } from './case.ts';
import type { Command } from './command.ts';
import type { ClockId, Condition, FactName, Row } from './regime.ts';

/** What a condition may look at. */
export interface Situation {
  readonly state: CaseState;
  readonly today: LegalDate;
  /** Undefined where duties, not steps, are judged. */
  readonly command?: Command;
  /** Last day of the time to be heard, once it runs. */
  readonly windowEnds?: LegalDate;
  /** Last day of a clock of the case's course, once it runs. */
  readonly lastDayOf: (clock: ClockId) => LegalDate | undefined;
}

function officersDiffer(command: Command | undefined): boolean {
  if (command?.do !== 'issue-order' || command.officers === undefined) return false;
  const names = command.officers.map((name) => name.trim()).filter((name) => name !== '');
  return names.length >= 2 && new Set(names).size === names.length;
}

function given(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function factHolds(fact: FactName, { state, today, command, windowEnds }: Situation): boolean {
  switch (fact) {
    case 'two-officers':
      return officersDiffer(command);
    case 'officers-named':
      return command?.do === 'issue-order' && command.officers !== undefined;
    case 'reason-given':
      return (command?.do === 'withdraw' || command?.do === 'end-qualification') && given(command.reason);
    case 'intent-sent':
      return state.documents.intent !== undefined;
    case 'window-over':
      return windowEnds !== undefined && today > windowEnds;
    case 'hearing-requested':
      return state.hearing !== undefined;
    case 'hearing-pending':
      return state.hearing !== undefined && state.hearing.heldOn === undefined;
    case 'met-since':
      return state.metOn !== undefined;
    case 'decided':
      return state.decision !== undefined;
    case 'objection-open':
      return state.objection !== undefined;
    case 'opinion-agreed':
      return state.objection?.agreed === true;
    case 'rectification-begun':
      return state.rectificationOn !== undefined;
    case 'recheck-asked':
      return state.recheckAskedOn !== undefined;
    case 'order-sent':
      return state.documents.order !== undefined;
    case 'order-served':
      return state.documents.order?.servedOn !== undefined;
    case 'intent-served':
      return state.documents.intent?.servedOn !== undefined;
    case 'decision-served':
      return state.documents.decision?.servedOn !== undefined;
    case 'hearing-notified':
      return state.hearing?.notifiedOn !== undefined;
    case 'hearing-day-come':
      return state.hearing?.hearingOn !== undefined && today >= state.hearing.hearingOn;
    case 'hearing-day-ahead':
      return command?.do === 'notify-hearing' && command.hearingOn > today;
    case 'result-served':
      return (
        command?.do === 'return-result' && command.decisionServedOn !== undefined && command.decisionServedOn <= today
      );
  }
}

/** Whether a condition that looks only at the subject holds; one that looks at more does not. */
export function holdsForSubject(condition: Condition, subject: Subject): boolean {
  if ('not' in condition) return !holdsForSubject(condition.not, subject);
  if ('licensing' in condition) return condition.licensing.includes(subject.qualification.licensing);
  if ('kinds' in condition) return condition.kinds.includes(subject.enterprise.kind);
  if ('inRegion' in condition) return condition.inRegion === subject.enterprise.inRegion;
  return false;
}

/** Whether a condition looks only at whom and what the case is about. */
function concernsSubject(condition: Condition): boolean {
  if ('not' in condition) return concernsSubject(condition.not);
  return 'licensing' in condition || 'kinds' in condition || 'inRegion' in condition;
}

/** Whether a row of a decision table can ever apply to this subject: what it asks of the subject holds. */
export function mayConcern({ when = [] }: Row, subject: Subject): boolean {
  return when.filter(concernsSubject).every((condition) => holdsForSubject(condition, subject));
}

/** Whether a condition of a regime holds. */
export function holds(condition: Condition, situation: Situation): boolean {
  const { command } = situation;
  if ('not' in condition) return !holds(condition.not, situation);
  if ('fact' in condition) return factHolds(condition.fact, situation);
  if ('over' in condition) return (situation.lastDayOf(condition.over) ?? situation.today) < situation.today;
  if ('reached' in condition) return (situation.lastDayOf(condition.reached) ?? '9999-12-31') <= situation.today;
  if ('result' in condition) return command !== undefined && 'result' in command && command.result === condition.result;
  if ('level' in condition) return command?.do === 'recheck' && command.level === condition.level;
  if ('grounds' in condition) return command?.do === 'verdict' && condition.grounds.includes(command.ground);
  if ('termMonths' in condition) {
    if (command?.do !== 'issue-order' || !Number.isInteger(command.termMonths)) return false;
    return command.termMonths >= condition.termMonths.min && command.termMonths <= condition.termMonths.max;
  }
  return holdsForSubject(condition, situation.state.subject);
}
