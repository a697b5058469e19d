import { addDays, type LegalDate } from '#law/periods/legal-date.ts';
import { elapse } from '#law/regimes/clocks.ts';
import type { Command } from '#law/regimes/command.ts';
import { act } from '#law/regimes/decide.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import { fold } from '#law/regimes/evolve.ts';
import { type Law, rolesFor, stageOf } from '#law/regimes/law.ts';
import { type Status, statusOf } from '#law/regimes/status.ts';
import { COMMANDS, type CommandName, type Licensing, type Role, type ServedDocument } from '#law/regimes/words.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { readCases } from './case-record.ts';
import { cityIsOn } from './city-switches.ts';
import { lawsInForce } from './laws.ts';
import { legalDay } from './opening.ts';

/** A step that somebody in one of the roles may want to take, and what the law says of it today. */
export interface CaseOption {
  readonly do: CommandName;
  readonly name: string;
  readonly role: Role;
  /** null: it may be taken now */
  readonly refusal: Refusal | null;
}

export interface CaseOptions {
  readonly status: Status;
  readonly stageName: string;
  readonly licensing: Licensing;
  readonly options: readonly CaseOption[];
  /** documents that two officers may bring today (民事诉讼法 88) */
  readonly bringable: readonly ServedDocument[];
  /** in which role; undefined where the office brings none */
  readonly bringsIn: Role | undefined;
  /** the city has not switched the function on: its duties are the province's (SX23-4.1) */
  readonly forCity: boolean;
}

const OFFICERS = ['甲', '乙'];
const DOCUMENTS_SERVED: readonly ServedDocument[] = ['order', 'intent', 'decision'];

/** A well-formed command of each kind, by which the engine is asked; what the form adds later is checked again then. */
function probesOf(name: CommandName, today: LegalDate, district: boolean): readonly Command[] {
  const documents = DOCUMENTS_SERVED;
  switch (name) {
    case 'issue-order':
      return [{ do: 'issue-order', termMonths: 3, officers: OFFICERS }];
    case 'publish':
      return documents.map((document) => ({ do: 'publish', document }));
    case 'opinion':
      return [{ do: 'opinion', result: 'agree' }];
    case 'decide-objection':
      return [{ do: 'decide-objection', result: 'upheld' }];
    case 'recheck':
      return [{ do: 'recheck', level: district ? 'district' : 'city', result: 'not-met' }];
    case 'return-result':
      return [
        { do: 'return-result', result: 'revoke', decisionServedOn: today },
        { do: 'return-result', result: 'keep' },
      ];
    case 'decide':
      return [
        { do: 'decide', result: 'revoke' },
        { do: 'decide', result: 'keep' },
      ];
    case 'notify-hearing':
      return [{ do: 'notify-hearing', hearingOn: addDays(today, 30) }];
    case 'affirm-service':
      return documents.map((document) => ({ do: 'affirm-service', document, reason: '理由' }));
    case 'void-service':
      return documents.map((document) => ({ do: 'void-service', document, evidence: '证据' }));
    case 'correct-service':
      return documents.map((document) => ({
        do: 'correct-service',
        document,
        servedOn: addDays(today, -1),
        evidence: '证据',
      }));
    case 'confirm':
    case 'find':
    case 'object':
    case 'start-rectification':
    case 'request-recheck':
    case 'mark-by-hand':
    case 'propose':
    case 'start':
    case 'notify-intent':
    case 'statement':
    case 'request-hearing':
    case 'hold-hearing':
    case 'announce':
      return [{ do: name }];
    case 'withdraw':
      return [{ do: 'withdraw', reason: '理由' }];
    // What the platform, the post and the registry do is nobody's to choose.
    case 'verdict':
    case 'arrive':
    case 'bounce':
    case 'report-return':
    case 'downtime':
    case 'end-qualification':
      return [];
  }
}

/** Whether somebody in these roles is a licensing authority here depends on the level that issued the certificate. */
export function rolesInCase(
  office: 'district' | 'city' | 'province' | 'approval-bureau' | 'enterprise',
  licensing: Licensing,
  /** the province stands in for a city that has not switched on (decision 0019) */
  forCity = false,
): readonly Role[] {
  switch (office) {
    case 'enterprise':
    case 'district':
    case 'approval-bureau':
      return [office];
    case 'city':
      return licensing === 'city' ? ['city', 'licensing-authority'] : ['city'];
    case 'province':
      if (forCity) return ['province', 'city', 'licensing-authority'];
      return licensing === 'city' ? ['province'] : ['province', 'licensing-authority'];
  }
}

function isCommandName(text: string): text is CommandName {
  return Object.hasOwn(COMMANDS, text);
}

/** Where a case stands today and what somebody of an office (or the enterprise) may do in it; what not, with the reason. */
export async function caseOptions(
  pool: Pool,
  caseId: string,
  office: Parameters<typeof rolesInCase>[0],
  today: string,
): Promise<CaseOptions | undefined> {
  return inTransaction(pool, async (transaction) => {
    const [record] = await readCases(transaction, 'c.id = $1', [caseId]);
    if (record === undefined) return undefined;
    const law: Law = (await lawsInForce(transaction))(record.regime);
    const day = legalDay(today);
    const state = fold(record.state, elapse(record.state, law, day));
    const { licensing } = state.subject.qualification;
    const forCity = !(await cityIsOn(transaction, record.divisionCode, today));
    // A city that has not switched on does not act for itself; the province does.
    const roles = forCity && office === 'city' ? [] : rolesInCase(office, licensing, forCity);
    const options = Object.keys(COMMANDS).flatMap((name): CaseOption[] => {
      if (!isCommandName(name)) return [];
      const role = rolesFor(law.regime, name, licensing).find((each) => roles.includes(each));
      if (role === undefined) return [];
      const tried = probesOf(name, day, office === 'district').map((command) => act(state, command, law, day));
      const [first] = tried;
      if (first === undefined) return [];
      const refusal = tried.some((each) => each.refusal === undefined) ? null : (first.refusal ?? null);
      return [{ do: name, name: COMMANDS[name], role, refusal }];
    });
    const bringsIn = rolesFor(law.regime, 'arrive', licensing).find((each) => roles.includes(each));
    const served = (document: ServedDocument) =>
      act(state, { do: 'arrive', document, channel: 'direct', outcome: 'signed' }, law, day).refusal === undefined;
    return {
      bringable: bringsIn === undefined ? [] : DOCUMENTS_SERVED.filter(served),
      bringsIn,
      status: statusOf(state, law, day),
      stageName: stageOf(state, law)?.name ?? '',
      licensing,
      options,
      forCity,
    };
  });
}

/** The role in which somebody of an office takes a step in a case; undefined where the step is another's. */
export async function roleForStep(
  pool: Pool,
  caseId: string,
  office: Parameters<typeof rolesInCase>[0],
  step: CommandName,
  today: string,
): Promise<Role | undefined> {
  const found = await caseOptions(pool, caseId, office, today);
  if (step === 'arrive') return found?.bringsIn;
  return found?.options.find((option) => option.do === step)?.role;
}
