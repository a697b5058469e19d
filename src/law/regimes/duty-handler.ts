import { rolesFor } from './law.ts';
import type { Regime } from './regime.ts';
import { COMMANDS, type CommandName, type Licensing, type Role } from './words.ts';

/** Who owes a duty, as an office that has a work list of its own; `platform` does its duties by itself. */
export type DutyHandler = 'district' | 'city' | 'province' | 'approval-bureau' | 'platform';

function isCommand(text: string): text is CommandName {
  return Object.hasOwn(COMMANDS, text);
}

/** The step that fulfils a duty: posting and publishing go with the service of documents. */
function commandOf(what: string): CommandName | undefined {
  const step = what.replace(/-overdue$/, '');
  if (/^answer-bounce-/.test(step)) return 'affirm-service';
  if (/^(?:send-ems|publish)-/.test(step) || step === 'collate') return 'publish';
  if (/^recheck-/.test(step)) return 'recheck';
  // Whoever decides owes the service of the decision.
  if (step === 'serve-decision') return 'decide';
  return isCommand(step) ? step : undefined;
}

function officeOf(role: Role | undefined, licensing: Licensing): DutyHandler {
  switch (role) {
    case 'district':
    case 'city':
    case 'province':
    case 'approval-bureau':
      return role;
    case 'licensing-authority':
      return licensing === 'city' ? 'city' : 'province';
    // The ministry has no work list here: the province reports to it and hears from it (SX23-4.2).
    case 'ministry':
      return 'province';
    case 'platform':
    case 'post':
    case 'mail-server':
    case 'enterprise':
    case 'registry':
    case undefined:
      return 'platform';
  }
}

/** The office that owes a duty under a regime, for a qualification issued at this level. */
export function dutyHandler(regime: Regime, what: string, licensing: Licensing): DutyHandler {
  if (what === 'recheck-district') return 'district';
  if (what === 'recheck-city') return 'city';
  const command = commandOf(what);
  return command === undefined ? 'platform' : officeOf(rolesFor(regime, command, licensing)[0], licensing);
}
