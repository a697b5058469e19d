/**
 * What every withdrawal owes by statute, whatever the regime: notice and its service, the time to be heard, the hearing with its
 * notice and its terms, a decision that is served before it is announced (行政许可法 7, 44, 47, 48, 82). A regime adds its clause
 * and what its own text says.
 */
import type { CarriedOver, ClauseId, Clock, ClockId, Condition, Duty, Row, StageId, Table } from './regime.ts';
import type { DocumentKind } from './words.ts';

export const MINISTRY: Condition = { licensing: ['ministry'] };

const WINDOW = { clause: '行政许可法-82', reading: 'hearing-window' } as const;
/** The right itself stands in 7 and 47; 82 says how its days are counted. */
const STATED = { clause: '行政许可法-7', reading: 'hearing-window' } as const;
const ASKED = { clause: '行政许可法-47', reading: 'hearing-window' } as const;
const NOTICE = { clause: '行政许可法-48', reading: 'hearing-notice' } as const;
const SERVED_FIRST = { clause: '行政许可法-44', reading: 'served-first' } as const;

/** A ministry's licence is withdrawn by the ministry alone. */
export function ministryDecides(clause: ClauseId): Row {
  return {
    when: [MINISTRY],
    refuse: '部核发的资质由住房城乡建设部决定是否撤回，本地机关不告知、不决定、不公告；请上报请示并记录部的办理结果。',
    clause,
    reading: 'ministry',
  };
}

/** Before, a local office could notify and decide of a ministry's licence; what it did had no ground, and it reports instead. */
export function localNoticeFalls(clause: ClauseId, notified: readonly StageId[], to: StageId): CarriedOver {
  return {
    in: notified,
    when: [MINISTRY, { fact: 'intent-sent' }],
    to,
    voids: ['intent', 'decision'],
    clause,
    reading: 'ministry',
    because: '该项资质由住房城乡建设部核发，本地机关此前发出的撤回告知书、作出的决定没有依据，一并收回；改为上报请示。',
  };
}

/** The result of whoever decides elsewhere: a withdrawal counts only with the day on which its decision was served. */
export function resultRows(
  clause: ClauseId,
  kept: { readonly to: StageId; readonly produces: readonly DocumentKind[] },
  of: readonly Condition[] = [],
): readonly Row[] {
  return [
    {
      when: [...of, { result: 'revoke' }, { not: { fact: 'result-served' } }],
      refuse: '反馈撤回结果须写明撤回决定书送达企业的日期（不晚于今天）；没有送达的，请待送达后再反馈。',
      ...SERVED_FIRST,
    },
    { when: [...of, { result: 'revoke' }], to: 'revoked', clause, produces: ['announcement'] },
    { when: [...of, { result: 'keep' }], ...kept, clause },
  ];
}

/** What a local office does for a ministry's licence once the term is over: it reports upward and records the ministry's result. */
export function reportUpward(
  clause: ClauseId,
  kept: { readonly to: StageId; readonly produces: readonly DocumentKind[] },
  halted?: Row,
): { readonly overdue: Table; readonly reported: Table } {
  const result = resultRows(clause, kept, [MINISTRY]);
  return {
    overdue: {
      propose: [
        ...(halted === undefined ? [] : [{ ...halted, when: [MINISTRY, ...(halted.when ?? [])] }]),
        { when: [MINISTRY], to: 'reported', clause, reading: 'ministry', produces: ['ministry-report'] },
      ],
      'return-result': [
        {
          when: [MINISTRY, { result: 'revoke' }],
          refuse: '尚未上报请示，不能记录撤回的结果；请先上报。',
          clause,
          reading: 'ministry',
        },
        ...result,
      ],
    },
    reported: { 'return-result': result },
  };
}

/** Statement and hearing within five working days of the notice's service; the hearing itself. */
export const HEARD: Table = {
  statement: [
    {
      when: [{ fact: 'window-over' }],
      refuse: '陈述申辩的 5 个工作日已过；仍可在决定后依法复议、诉讼。',
      ...WINDOW,
    },
    STATED,
  ],
  'request-hearing': [
    {
      when: [{ fact: 'window-over' }],
      refuse: '申请听证的 5 个工作日已过；仍可在决定后依法复议、诉讼。',
      ...WINDOW,
    },
    { when: [{ fact: 'hearing-requested' }], refuse: '已经申请过听证，请等待安排。', ...WINDOW },
    ASKED,
  ],
  'notify-hearing': [
    { when: [{ not: { fact: 'hearing-pending' } }], refuse: '没有待举行的听证，不能发出听证通知。', ...NOTICE },
    {
      when: [{ not: { fact: 'hearing-day-ahead' } }],
      refuse: '听证的日期应在通知之后，请改正日期；举行听证的七个工作日前须通知当事人。',
      ...NOTICE,
    },
    { ...NOTICE, produces: ['hearing-notice'] },
  ],
  'hold-hearing': [
    { when: [{ not: { fact: 'hearing-pending' } }], refuse: '没有待举行的听证。', ...WINDOW },
    {
      when: [{ not: { fact: 'hearing-notified' } }],
      refuse: '举行听证前须将时间、地点通知当事人，请先发出听证通知（notify-hearing）。',
      ...NOTICE,
    },
    {
      when: [{ not: { reached: 'hearing-notice' } }],
      refuse: '听证通知发出后第 7 个工作日起方可举行听证，请按期举行或者另行通知。',
      ...NOTICE,
    },
    {
      when: [{ not: { fact: 'hearing-day-come' } }],
      refuse: '听证应在通知的日期举行；需要提前的，请另行通知。',
      ...NOTICE,
    },
    { clause: '行政许可法-48' },
  ],
};

export interface Deciding {
  /** clause of the regime that the withdrawal rests on */
  readonly clause: ClauseId;
  /** what a decision to keep leads to and brings */
  readonly kept: { readonly to: StageId; readonly produces?: readonly DocumentKind[] };
  /** the refusal where the standard is met again */
  readonly halted: Row;
  /** what runs before the decision, in the regime's words */
  readonly tooEarly: string;
}

/** Decision and announcement after the notice has been served. */
export function decidingTable({ clause, kept, halted, tooEarly }: Deciding): Table {
  return {
    decide: [
      { when: [{ fact: 'decided' }], refuse: '已经作出决定，请送达；送达后公告。', clause },
      ministryDecides(clause),
      {
        when: [{ result: 'keep' }],
        to: kept.to,
        clause,
        reading: 'keep',
        ...(kept.produces === undefined ? {} : { produces: kept.produces }),
      },
      halted,
      { when: [{ not: { fact: 'window-over' } }], refuse: tooEarly, ...WINDOW },
      { when: [{ fact: 'hearing-pending' }], refuse: '企业申请的听证尚未举行，举行后方可作出撤回决定。', ...WINDOW },
      { clause, produces: ['decision'] },
    ],
    announce: [
      ministryDecides(clause),
      { when: [{ not: { fact: 'decided' } }], refuse: '尚未作出撤回决定，不能公告。', clause },
      {
        when: [{ not: { fact: 'decision-served' } }],
        refuse: '撤回决定书尚未送达，送达后方可公告；请先送达决定书。',
        ...SERVED_FIRST,
      },
      { to: 'revoked', clause, produces: ['announcement'] },
    ],
  };
}

/** What the deciding authority owes once the notice has been served. */
export function decidingDuties(clause: ClauseId): readonly Duty[] {
  return [
    {
      what: 'hold-hearing',
      when: [{ fact: 'hearing-pending' }],
      by: { clock: 'hearing-term' },
      clause: '行政许可法-47',
    },
    {
      what: 'decide',
      when: [
        { not: MINISTRY },
        { fact: 'window-over' },
        { not: { fact: 'hearing-pending' } },
        { not: { fact: 'decided' } },
        { not: { fact: 'met-since' } },
      ],
      clause,
    },
    {
      what: 'serve-decision',
      when: [{ fact: 'decided' }, { not: { fact: 'decision-served' } }],
      by: { clock: 'decision-service' },
      ...SERVED_FIRST,
    },
    { what: 'announce', when: [{ fact: 'decided' }, { fact: 'decision-served' }], clause },
  ];
}

/** The clocks of being heard and of serving the decision, in the stage after the notice's service. */
export function procedureClocks(stage: StageId): Readonly<Record<ClockId, Clock>> {
  return {
    'hearing-window': {
      name: '陈述申辩、申请听证的期限',
      ...WINDOW,
      runsIn: stage,
      from: { served: 'intent' },
      term: { unit: 'working-days', length: 5 },
      brings: { duty: 'decide' },
      extendedByDowntime: true,
    },
    'hearing-term': {
      name: '组织听证的期限',
      clause: '行政许可法-47',
      runsIn: stage,
      from: { hearing: 'requested' },
      term: { unit: 'working-days', length: 20 },
      brings: { duty: 'hold-hearing' },
      extendedByDowntime: false,
    },
    'hearing-notice': {
      name: '听证通知后的 7 个工作日',
      ...NOTICE,
      runsIn: stage,
      from: { hearing: 'notified' },
      term: { unit: 'working-days', length: 7 },
      brings: { duty: 'hold-hearing' },
      extendedByDowntime: false,
    },
    'decision-service': {
      name: '送达撤回决定书的期限',
      ...SERVED_FIRST,
      runsIn: stage,
      from: { sent: 'decision' },
      term: { unit: 'working-days', length: 10 },
      brings: { duty: 'serve-decision' },
      extendedByDowntime: false,
    },
  };
}
