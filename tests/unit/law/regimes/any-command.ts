import { addDays, type LegalDate } from '#law/periods/legal-date.ts';
import type { CaseState } from '#law/regimes/case.ts';
import type { Command } from '#law/regimes/command.ts';

/** Any step at all, and the step that carries a case on: what the random walks over the regimes are made of. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export type Random = ReturnType<typeof numbers>;

export function pick<T>(random: Random, ...list: readonly [T, ...T[]]): T {
  return list[random(list.length)] ?? list[0];
}

function anyDocument(random: Random) {
  return pick(random, 'order', 'order', 'intent', 'intent', 'decision');
}

export function anyCommand(random: Random, today: LegalDate): Command {
  const document = anyDocument(random);
  const verdict = {
    do: 'verdict',
    result: random(8) === 0 ? 'met' : 'not-met',
    ground: pick(random, 'number', 'specialty', 'insurance'),
  } as const;
  const officers = pick(random, ['甲', '乙'], ['甲', '乙'], ['甲', '甲']);
  const arrival = {
    do: 'arrive',
    document,
    channel: pick(random, 'platform', 'email', 'ems', 'direct'),
    outcome: pick(random, 'signed', 'refused', 'absent', 'address-unknown', 'lost', 'left'),
    evidence: pick(random, '录像', ''),
  } as const;
  return pick<Command>(
    random,
    verdict,
    { do: 'issue-order', termMonths: pick(random, 1, 2, 3, 3, 3, 4), officers },
    { do: 'issue-order', termMonths: 3, officers: ['甲', '乙'] },
    arrival,
    arrival,
    arrival,
    { do: 'bounce', document, channel: 'email', why: pick(random, 'returned', 'returned', 'unproved') },
    { do: 'publish', document },
    { do: 'confirm' },
    { do: 'find' },
    { do: 'object' },
    { do: 'opinion', result: pick(random, 'agree', 'disagree') },
    { do: 'decide-objection', result: random(4) === 0 ? 'upheld' : 'rejected' },
    { do: 'recheck', level: pick(random, 'district', 'city'), result: random(6) === 0 ? 'met' : 'not-met' },
    { do: 'start-rectification' },
    { do: 'request-recheck' },
    { do: 'mark-by-hand' },
    { do: 'propose' },
    { do: 'start' },
    { do: 'return-result', result: pick(random, 'revoke', 'keep'), decisionServedOn: addDays(today, random(4) - 2) },
    { do: 'notify-hearing', hearingOn: addDays(today, random(30)) },
    { do: 'notify-intent' },
    { do: 'statement' },
    { do: 'request-hearing' },
    { do: 'hold-hearing' },
    { do: 'decide', result: random(5) === 0 ? 'keep' : 'revoke' },
    { do: 'announce' },
    { do: 'correct-service', document, servedOn: addDays(today, -random(120)), evidence: pick(random, '回执', '') },
    { do: 'report-return', document },
    { do: 'affirm-service', document, reason: pick(random, '电话核实已收到', '') },
    { do: 'void-service', document, evidence: pick(random, '退信', '') },
    { do: 'downtime', from: addDays(today, random(10) - 5), to: addDays(today, random(12) - 3) },
    random(20) === 0 ? { do: 'withdraw', reason: pick(random, '数据有误', '') } : { do: 'announce' },
    random(20) === 0 ? { do: 'end-qualification' } : { do: 'decide', result: 'revoke' },
  );
}

const handedOver = (document: 'order' | 'intent' | 'decision'): Command => ({
  do: 'arrive',
  document,
  channel: 'direct',
  outcome: 'signed',
});

/** The step that carries a case on, so that half of the walk goes down the long roads. */
const ONWARD: Readonly<Record<string, readonly [Command, ...Command[]]>> = {
  warned: [{ do: 'issue-order', termMonths: 1, officers: ['甲', '乙'] }],
  found: [{ do: 'issue-order', termMonths: 1, officers: ['甲', '乙'] }],
  'not-met': [{ do: 'issue-order', termMonths: 1, officers: ['甲', '乙'] }],
  abnormal: [{ do: 'issue-order', termMonths: 1, officers: ['甲', '乙'] }],
  'warned-public': [{ do: 'mark-by-hand' }],
  'recheck-due': [{ do: 'recheck', level: 'city', result: 'not-met' }],
  listed: [{ do: 'issue-order', termMonths: 3, officers: ['甲', '乙'] }],
  ordered: [
    { do: 'arrive', document: 'order', channel: 'platform', outcome: 'signed' },
    { do: 'arrive', document: 'order', channel: 'email', outcome: 'signed' },
    { do: 'arrive', document: 'order', channel: 'ems', outcome: 'absent' },
    { do: 'arrive', document: 'order', channel: 'direct', outcome: 'left', evidence: '录像' },
    { do: 'publish', document: 'order' },
  ],
  posted: [
    { do: 'arrive', document: 'order', channel: 'ems', outcome: 'signed' },
    { do: 'arrive', document: 'order', channel: 'ems', outcome: 'absent' },
    { do: 'publish', document: 'order' },
  ],
  overdue: [
    { do: 'notify-intent' },
    { do: 'propose' },
    { do: 'recheck', level: 'district', result: 'not-met' },
    handedOver('intent'),
    { do: 'arrive', document: 'intent', channel: 'email', outcome: 'signed' },
    { do: 'arrive', document: 'intent', channel: 'platform', outcome: 'signed' },
  ],
  'yellow-due': [{ do: 'confirm' }],
  red: [handedOver('order')],
  'red-due': [handedOver('order'), { do: 'propose' }],
  proposed: [{ do: 'start' }],
  procedure: [{ do: 'notify-intent' }, handedOver('intent')],
  'rechecked-district': [{ do: 'recheck', level: 'city', result: 'not-met' }],
  'rechecked-city': [{ do: 'notify-intent' }, { do: 'propose' }],
  'intent-notified': [
    { do: 'decide', result: 'revoke' },
    { do: 'decide', result: 'revoke' },
    handedOver('decision'),
    handedOver('decision'),
    { do: 'announce' },
    { do: 'announce' },
    { do: 'verdict', result: 'not-met', ground: 'number' },
  ],
};
const WAIT: readonly [Command] = [{ do: 'verdict', result: 'not-met', ground: 'number' }];

export function onward(random: Random, state: CaseState, today: LegalDate): Command {
  if (state.hearing !== undefined && state.hearing.heldOn === undefined) {
    return state.hearing.notifiedOn === undefined
      ? { do: 'notify-hearing', hearingOn: addDays(today, 12) }
      : { do: 'hold-hearing' };
  }
  if (state.stage === 'reported') return { do: 'return-result', result: 'revoke', decisionServedOn: today };
  return pick(random, ...(ONWARD[state.stage ?? ''] ?? WAIT));
}
