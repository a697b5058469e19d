import type { Fact } from './case.ts';
import type { Command } from './command.ts';
import type { Track } from './regime.ts';

/** Commands that a stage's table decides; service and downtime have rules of their own. */
export type TableCommand = Exclude<
  Command,
  {
    do:
      | 'arrive'
      | 'bounce'
      | 'publish'
      | 'correct-service'
      | 'report-return'
      | 'affirm-service'
      | 'void-service'
      | 'downtime';
  }
>;

function openingFact(command: TableCommand): Fact {
  return command.do === 'verdict'
    ? { what: 'case-opened', by: 'verdict', ground: command.ground }
    : { what: 'case-opened', by: 'find' };
}

function verdictFact(command: TableCommand & { do: 'verdict' }): Fact {
  const { result, ground } = command;
  return result === 'met' ? { what: 'verdict-recorded', result } : { what: 'verdict-recorded', result, ground };
}

/** The fact that a step becomes once its table has let it pass. */
export function factOf(command: TableCommand, opens: boolean, track: Track): Fact {
  if (opens) return openingFact(command);
  switch (command.do) {
    case 'verdict':
      return verdictFact(command);
    case 'issue-order':
      return { what: 'order-issued', termMonths: command.termMonths, officers: command.officers ?? [] };
    case 'opinion':
      return { what: 'opinion-given', result: command.result };
    case 'decide-objection':
      return { what: 'objection-decided', result: command.result };
    case 'recheck':
      return { what: 'rechecked', level: command.level, result: command.result };
    case 'return-result':
      return {
        what: 'result-returned',
        result: command.result,
        ...(command.decisionServedOn === undefined ? {} : { decisionServedOn: command.decisionServedOn }),
      };
    case 'decide':
      return { what: 'decided', result: command.result };
    case 'notify-intent':
      // SY-4: by post and on the web at once.
      return {
        what: track.service.intent?.publicNotice.after === 'sending' ? 'intent-sent-and-published' : 'intent-sent',
      };
    case 'withdraw':
      return { what: 'withdrawn', reason: command.reason ?? '' };
    case 'end-qualification':
      return { what: 'qualification-ended', reason: command.reason ?? '' };
    case 'confirm':
      return { what: 'confirmed' };
    case 'find':
      return { what: 'found' };
    case 'object':
      return { what: 'objected' };
    case 'start-rectification':
      return { what: 'rectification-begun' };
    case 'request-recheck':
      return { what: 'recheck-asked' };
    case 'mark-by-hand':
      return { what: 'marked-by-hand' };
    case 'propose':
      return { what: 'proposed' };
    case 'start':
      return { what: 'started' };
    case 'statement':
      return { what: 'statement-made' };
    case 'request-hearing':
      return { what: 'hearing-requested' };
    case 'notify-hearing':
      return { what: 'hearing-notified', hearingOn: command.hearingOn };
    case 'hold-hearing':
      return { what: 'hearing-held' };
    case 'announce':
      return { what: 'announced' };
  }
}
